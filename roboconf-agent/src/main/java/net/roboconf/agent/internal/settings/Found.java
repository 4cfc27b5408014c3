package net.roboconf.agent.internal.settings;

import net.roboconf.core.agent.AgentSettings;

/**
 * What a source gave.
 *
 * @param settings of the agent
 * @param where it stood, for people
 * @param file that takes changes which the Deployment Manager tells; null when the source takes none
 */
public record Found(AgentSettings settings, String where, SettingsStore file) {

    /** From a source that takes no changes. */
    Found(AgentSettings settings, String where) {
        this(settings, where, null);
    }
}
