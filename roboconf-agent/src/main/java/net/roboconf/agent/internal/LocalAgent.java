package net.roboconf.agent.internal;

import java.util.Optional;
import net.roboconf.agent.internal.host.AgentStatus;
import net.roboconf.agent.internal.settings.SettingsReport;

/**
 * The agent of this machine, for those who ask it. A service in a process that is one, or waits to become one; absent in a
 * Deployment Manager. May be called from any thread.
 */
public interface LocalAgent {

    /** How it is now; waits a little for the agent's turn. Empty while it waits for its settings. */
    Optional<AgentStatus> status();

    /** Where its settings come from, or why there are none. */
    SettingsReport settings();
}
