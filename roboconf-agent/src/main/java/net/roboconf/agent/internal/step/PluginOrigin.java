package net.roboconf.agent.internal.step;

import java.util.Comparator;
import org.osgi.framework.Version;

/**
 * Where a plug-in comes from. Of two that serve the same installer that of the newer bundle is taken, then that of the
 * higher service ranking, then the one that has been there longer.
 *
 * @param bundle the symbolic name of the plug-in's bundle
 * @param version of the bundle
 * @param ranking the service's ranking
 * @param serviceId the service's number in the framework; names it
 */
public record PluginOrigin(String bundle, Version version, int ranking, long serviceId)
        implements Comparable<PluginOrigin> {

    private static final Comparator<PluginOrigin> ORDER = Comparator.comparing(PluginOrigin::version)
            .thenComparing(PluginOrigin::ranking)
            .thenComparing(PluginOrigin::serviceId, Comparator.reverseOrder());

    @Override
    public int compareTo(PluginOrigin other) {
        return ORDER.compare(this, other);
    }

    /** Bundle and version, for people. */
    @Override
    public String toString() {
        return bundle + " " + version;
    }
}
