package net.roboconf.agent.internal.journal;

/** What a journal's promise of durability is worth. */
public enum Durability {
    /** What is durable survives the loss of power: each durable append waits for the disk. */
    POWER_LOSS,
    /**
     * What is durable survives the end of the process, not of the machine. For agents inside the Deployment Manager's
     * process: a machine that loses power takes the agent and the software it looks after with it, and the Deployment
     * Manager's own store, which does wait for the disk, is what everything is rebuilt from. Two hundred such agents on
     * one disk would otherwise queue up for thousands of syncs that protect nothing.
     */
    PROCESS_END
}
