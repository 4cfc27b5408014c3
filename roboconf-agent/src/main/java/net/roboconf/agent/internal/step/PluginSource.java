package net.roboconf.agent.internal.step;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where an agent finds plug-ins. Installers are compared without case. Thread-safe. */
public interface PluginSource {

    /**
     * Takes a plug-in into use.
     *
     * @param takenAway called, at most once and on a timer's thread, when the use must end because the plug-in went away;
     *     must return at once
     * @return empty when no plug-in serves this installer
     */
    Optional<PluginUse> acquire(String installer, Runnable takenAway);

    /** Whether a plug-in serves this installer now. */
    boolean serves(String installer);

    /** What the engine is told: all installers that are served, in lower case, sorted. */
    Set<String> installers();

    /**
     * What the engine is told about installers that are not served.
     *
     * @return as in {@link net.roboconf.agent.internal.engine.AgentEvent.PluginsChanged}
     */
    Map<String, String> reasons();

    /**
     * What is not served only because its plug-in is suspended: installer in lower case to a sentence that says so. {@link
     * net.roboconf.agent.internal.engine.AgentEvent.PluginsChanged#EVERY} stands for all installers of a plug-in that has
     * never said which.
     */
    Map<String, String> suspended();

    /** A person wants the plug-in of this installer to be used though it is suspended. Returns at once. */
    void allow(String installer);
}
