package net.roboconf.agent.internal;

import net.roboconf.agent.internal.host.AgentStatus;

/** The agent of this machine, for those who ask it. A service while it runs; absent in a Deployment Manager. */
@FunctionalInterface
public interface LocalAgent {

    /** How it is now; waits a little for the agent's turn. May be called from any thread. */
    AgentStatus status();
}
