package net.roboconf.agent.internal.settings;

import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.UserData;

/** Reads settings out of what sources give. */
final class Checked {

    /** In bytes; more is refused. */
    static final int LONGEST = 1 << 20;

    private Checked() {}

    /**
     * The settings in user-data.
     *
     * @param where it came from
     * @throws NoSettingsException when there are none that can be used; names where
     */
    static AgentSettings settings(byte[] userData, String where) throws NoSettingsException {
        try {
            AgentSettings settings = UserData.find(userData);
            // Refuses what no messaging can have.
            settings.place();
            return settings;
        } catch (IllegalArgumentException e) {
            throw new NoSettingsException(where + " cannot be used: " + e.getMessage(), e);
        }
    }
}
