package net.roboconf.core.lifecycle;

/**
 * What an instance is doing, seen from outside. The words are those that people, recipes, REST and shell use.
 *
 * <pre>
 * NOT_DEPLOYED → DEPLOYING → DEPLOYED_STOPPED → STARTING → DEPLOYED_STARTED
 *       ↑                         │  ↑   ↘ UNRESOLVED, WAITING_FOR_ANCESTOR (on the way to a start)
 *   UNDEPLOYING ←─────────────────┘  └─ STOPPING ←─ DEPLOYED_STARTED
 * PROBLEM: a step failed, or a machine could not be made
 * </pre>
 */
public enum InstanceState {
    /** Nothing of it is on the machine; of a machine: it does not exist. */
    NOT_DEPLOYED(true),
    /** Its recipe is being fetched or its {@code deploy} step runs; of a machine: it is being created. */
    DEPLOYING(false),
    /** On the machine and not running. A machine is never in this state. */
    DEPLOYED_STOPPED(true),
    /** Should start, but a mandatory import has no exporter. */
    UNRESOLVED(true),
    /** Should start, but its parent is not started. */
    WAITING_FOR_ANCESTOR(true),
    /** Its {@code start} step runs. */
    STARTING(false),
    /** Running, its exports are known to others; of a machine: its agent has reported. */
    DEPLOYED_STARTED(true),
    /** Its exports are withdrawn, importers are waited for, or its {@code stop} step runs. */
    STOPPING(false),
    /** Its {@code undeploy} step runs; of a machine: it is being destroyed. */
    UNDEPLOYING(false),
    /** A step failed; the reason and the last stable state are kept beside it. */
    PROBLEM(true);

    private final boolean stable;

    InstanceState(boolean stable) {
        this.stable = stable;
    }

    /** Whether an instance may stay in this state when nothing changes. */
    public boolean isStable() {
        return stable;
    }

    /** Whether a person can ask for this state. */
    public boolean canBeAskedFor() {
        return this == NOT_DEPLOYED || this == DEPLOYED_STOPPED || this == DEPLOYED_STARTED;
    }
}
