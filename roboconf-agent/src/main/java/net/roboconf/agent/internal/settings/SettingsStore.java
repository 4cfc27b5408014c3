package net.roboconf.agent.internal.settings;

import java.io.IOException;
import net.roboconf.core.agent.AgentSettings;

/** Where changes of the settings are kept. Its text says where that is. */
public interface SettingsStore {

    /** Replaces them, at once or not at all; from the return on they outlive a loss of power. */
    void write(AgentSettings settings) throws IOException;
}
