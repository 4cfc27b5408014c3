package net.roboconf.dm.internal.engine;

import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredMachine;

/**
 * The actual state of an instance as people see it, put together from what its agent reports and from what the Deployment
 * Manager itself knows.
 *
 * @param state what it is doing
 * @param reason why
 * @param message what is special about this occurrence; empty when there is nothing to add
 * @param since wall-clock time of the last change, in milliseconds since 1970; 0 when it never changed
 */
public record Shown(InstanceState state, Reason reason, String message, long since) {

    private static final Shown NOTHING = new Shown(InstanceState.NOT_DEPLOYED, Reason.NONE, "", 0);

    /** An instance that is on a machine, or is to be. */
    public static Shown ofInstance(StoredInstance stored, ObservedInstance observed, MachineFacts machine) {
        if (observed != null) {
            return new Shown(observed.state(), observed.reason(), observed.message(), observed.since());
        }
        if (stored.expected() == InstanceState.NOT_DEPLOYED) {
            return NOTHING;
        }
        if (machine.report() != null && !machine.awaitsScripts()) {
            return NOTHING;
        }
        InstanceState waits = stored.expected() == InstanceState.DEPLOYED_STARTED
                ? InstanceState.WAITING_FOR_ANCESTOR
                : InstanceState.NOT_DEPLOYED;
        return new Shown(
                waits,
                Reason.PARENT_NOT_STARTED,
                "The machine " + machine.path() + " is not started",
                machine.machine() == null ? 0 : machine.machine().since());
    }

    /** An instance that is a machine. */
    public static Shown ofMachine(StoredInstance stored, MachineFacts facts) {
        StoredMachine machine = facts.machine();
        if (machine == null) {
            return withoutMachine(stored, facts);
        }
        if (facts.watchedFor() && facts.trouble() == null) {
            return new Shown(
                    InstanceState.UNDEPLOYING,
                    Reason.NONE,
                    "The machine is not there; it is watched until a creation that was cut off cannot make it any more",
                    machine.since());
        }
        String trouble = facts.trouble() == null ? "" : facts.trouble();
        Reason troubled = facts.trouble() == null ? Reason.NONE : Reason.TARGET_FAILED;
        return switch (machine.phase()) {
            case CREATING, ALIVE -> {
                if (facts.awaitsScripts() && machine.phase() == MachinePhase.ALIVE) {
                    yield scripts(stored, facts, machine);
                }
                if (facts.report() != null) {
                    yield started(facts, machine.since());
                }
                boolean creating = machine.phase() == MachinePhase.CREATING;
                Reason waits = creating ? Reason.MACHINE_CREATING : Reason.AGENT_NOT_CONNECTED;
                yield new Shown(
                        InstanceState.DEPLOYING,
                        facts.trouble() == null ? waits : Reason.TARGET_FAILED,
                        trouble,
                        machine.since());
            }
            case TERMINATING -> new Shown(InstanceState.UNDEPLOYING, troubled, trouble, machine.since());
            case REVOKING, GONE -> NOTHING;
        };
    }

    private static Shown started(MachineFacts facts, long since) {
        Reason reason =
                switch (facts.agent()) {
                    case LOST -> Reason.AGENT_LOST;
                    case UNREACHABLE -> Reason.AGENT_UNREACHABLE;
                    case DUPLICATE -> Reason.DUPLICATE_AGENT;
                    case NONE, AWAITED, CONNECTED -> Reason.NONE;
                };
        String message =
                switch (facts.agent()) {
                    case LOST ->
                        "Its agent does not report; what runs there keeps its last known state"
                                + (facts.trouble() == null ? "" : ". " + facts.trouble());
                    case UNREACHABLE ->
                        "Its agent is silent together with many others; look at the network between here and them";
                    case DUPLICATE ->
                        "Two agents run for this machine (its key is "
                                + facts.machine().key() + "); stop one of them";
                    case NONE, AWAITED, CONNECTED -> "";
                };
        return new Shown(
                InstanceState.DEPLOYED_STARTED,
                reason,
                message,
                facts.agent() == AgentStatus.CONNECTED ? since : facts.agentSince());
    }

    /** Its target's scripts have not run yet, here or on it, or one of them has failed. */
    private static Shown scripts(StoredInstance stored, MachineFacts facts, StoredMachine machine) {
        if (machine.awaitsScripts() && stored.failure() != null) {
            return new Shown(InstanceState.PROBLEM, Reason.STEP_FAILED, stored.failure(), stored.failedAt());
        }
        if (facts.trouble() != null) {
            return new Shown(InstanceState.DEPLOYING, Reason.TARGET_FAILED, facts.trouble(), machine.since());
        }
        if (machine.awaitsScripts()) {
            return new Shown(
                    InstanceState.DEPLOYING,
                    Reason.MACHINE_CREATING,
                    "The Deployment Manager runs the scripts of its target",
                    machine.since());
        }
        if (facts.report() == null) {
            return new Shown(InstanceState.DEPLOYING, Reason.AGENT_NOT_CONNECTED, "", machine.since());
        }
        Shown agent = started(facts, machine.since());
        if (agent.reason() != Reason.NONE) {
            return new Shown(InstanceState.DEPLOYING, agent.reason(), agent.message(), agent.since());
        }
        ObservedScripts ended = facts.report().scripts();
        if (ended != null && ended.attempt() == stored.attempt()) {
            return new Shown(
                    InstanceState.PROBLEM,
                    ended.outcome(),
                    ended.message() + "; mend it on the machine, or in the target's files for a new machine, and retry",
                    ended.at());
        }
        return new Shown(
                InstanceState.DEPLOYING,
                Reason.MACHINE_CREATING,
                "Its agent runs the scripts of its target",
                machine.since());
    }

    private static Shown withoutMachine(StoredInstance stored, MachineFacts facts) {
        if (stored.failure() != null) {
            return new Shown(InstanceState.PROBLEM, Reason.TARGET_FAILED, stored.failure(), stored.failedAt());
        }
        if (stored.expected() != InstanceState.DEPLOYED_STARTED) {
            return NOTHING;
        }
        if (!facts.outerStarted()) {
            return new Shown(
                    InstanceState.WAITING_FOR_ANCESTOR,
                    Reason.PARENT_NOT_STARTED,
                    "What it stands on is not started",
                    0);
        }
        if (facts.suspended()) {
            return new Shown(InstanceState.NOT_DEPLOYED, Reason.NONE, "Orders are held back until you confirm", 0);
        }
        TargetChoice choice = facts.choice();
        if (choice.id() == null) {
            return new Shown(
                    InstanceState.PROBLEM,
                    Reason.TARGET_MISSING,
                    "No target says how " + stored.path() + " is made: associate one with it, with @"
                            + stored.component() + " or with the application, or put graph/" + stored.component()
                            + "/target.properties into the template",
                    0);
        }
        if (!choice.available()) {
            return new Shown(InstanceState.PROBLEM, Reason.TARGET_MISSING, choice.missing(), 0);
        }
        return NOTHING;
    }

    /** Whether people need not be told again. */
    boolean saysTheSameAs(Shown other) {
        return other != null && state == other.state && reason == other.reason && message.equals(other.message);
    }
}
