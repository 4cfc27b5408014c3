package net.roboconf.agent.internal.step;

import java.util.Set;
import net.roboconf.core.osgi.ServiceOrigin;

/**
 * How a plug-in is, for people.
 *
 * @param bundle the symbolic name of its bundle
 * @param version of its bundle
 * @param installers those whose steps are run by it, in lower case: what a newer plug-in serves as well is missing
 * @param trouble why it is not used; empty when it is
 * @param stuck how many threads have not come back out of it though they were told to
 */
public record PluginState(String bundle, String version, Set<String> installers, String trouble, int stuck) {

    /** Makes the names immutable. */
    public PluginState {
        installers = Set.copyOf(installers);
    }

    /** A plug-in. */
    PluginState(ServiceOrigin origin, Set<String> installers, String trouble, int stuck) {
        this(origin.bundle(), origin.version().toString(), installers, trouble, stuck);
    }
}
