package net.roboconf.agent.internal.step;

import java.util.Comparator;
import org.osgi.framework.Version;

/**
 * Which of two plug-ins that serve the same installer is taken: that of the newer bundle, then that of the higher service
 * ranking, then the one that has been there longer.
 *
 * @param version of the plug-in's bundle
 * @param ranking the service's ranking
 * @param serviceId the service's number in the framework; names it
 */
public record PluginRank(Version version, int ranking, long serviceId) implements Comparable<PluginRank> {

    private static final Comparator<PluginRank> ORDER = Comparator.comparing(PluginRank::version)
            .thenComparing(PluginRank::ranking)
            .thenComparing(PluginRank::serviceId, Comparator.reverseOrder());

    @Override
    public int compareTo(PluginRank other) {
        return ORDER.compare(this, other);
    }
}
