package net.roboconf.agent.internal.engine;

import java.util.List;

/** The agent's engine. */
public final class AgentEngine {

    /**
     * Begins from what is remembered.
     *
     * @param memory of earlier runs; empty on a new machine; read only now
     */
    public AgentEngine(AgentIdentity identity, AgentTuning tuning, AgentMemory memory) {}

    /** The first effects, before any event: takes the next epoch. Called once. */
    public List<AgentEffect> start(Moment now) {
        return List.of();
    }

    /** What is to be done about an event. */
    public List<AgentEffect> handle(AgentEvent event, Moment now) {
        return List.of();
    }
}
