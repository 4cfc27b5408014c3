package net.roboconf.core.agent;

import java.nio.file.Path;
import net.roboconf.core.messaging.Messaging;

/**
 * Runs agents inside the Deployment Manager's process. Offered as a service by the agent's bundle; used by the
 * {@code local} target for its mode {@code in-memory}.
 */
public interface EmbeddedAgents {

    /**
     * Starts an agent. Returns at once.
     *
     * @param settings who it is; its messaging settings are not used
     * @param messaging the Deployment Manager's own messaging, of which the agent opens a share
     * @param folder where it keeps its memory, recipes and work folders; made when missing
     */
    RunningAgent start(AgentSettings settings, Messaging messaging, Path folder);

    /** An agent that runs. */
    interface RunningAgent {

        /**
         * Ends it. The software of its instances goes on; steps that run are cut off. Returns when its threads have
         * ended. Never throws; may be called twice.
         */
        void stop();
    }
}
