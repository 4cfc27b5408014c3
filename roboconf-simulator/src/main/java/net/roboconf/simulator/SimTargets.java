package net.roboconf.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.TargetCall;

/**
 * A provider that is slow, refuses, answers late or not at all, and makes a machine although it says that it failed. What a
 * Deployment Manager that was killed has begun goes on without it, or ends with it: that is the provider's kind.
 */
final class SimTargets {

    /** The longest creation, in milliseconds. */
    private static final long LONGEST = 140_000;

    private final Stage stage;
    private final VirtualTime time;
    private final Chances chances;
    private final Story story;
    private final Invariants invariants;
    private final boolean outlivesCaller;
    private final Map<MachineKey, SimAgent> machines = new HashMap<>();

    /** Whether somebody clears away a machine as soon as it is made, for it is nobody's. */
    private Predicate<MachineKey> nobodys = key -> false;

    SimTargets(Stage stage, boolean outlivesCaller) {
        this.stage = stage;
        time = stage.time();
        chances = stage.chances();
        story = stage.story();
        invariants = stage.invariants();
        this.outlivesCaller = outlivesCaller;
    }

    /** How long after its caller was killed a creation may still have its effect, in milliseconds. */
    long lateCreation() {
        return outlivesCaller ? LONGEST + 1_000 : 0;
    }

    /**
     * Does what is asked, and answers later.
     *
     * @param callerLives whether the Deployment Manager that asked is still there
     */
    void call(TargetCall call, BooleanSupplier callerLives, Consumer<DmEvent> answer) {
        story.tell("target: " + call.kind() + " " + call.path() + "#" + call.key());
        switch (call.kind()) {
            case CREATE -> create(call, callerLives, answer);
            case FIND ->
                later(
                        call,
                        answer,
                        () -> machines.containsKey(call.key())
                                ? new DmEvent.MachineMade(call.id(), call.key().value())
                                : new DmEvent.MachineAbsent(call.id()));
            case STATUS -> later(call, answer, () -> new DmEvent.MachineIs(call.id(), status(call.key())));
            case CONFIGURE -> later(call, answer, () -> new DmEvent.MachineConfigured(call.id()));
            case TERMINATE -> terminate(call, answer);
        }
    }

    private interface Outcome {
        DmEvent event();
    }

    private void later(TargetCall call, Consumer<DmEvent> answer, Outcome outcome) {
        time.in(
                chances.between(5, 300),
                () -> answer.accept(
                        chances.fault(0.05)
                                ? new DmEvent.TargetFailed(call.id(), "the provider is out of order", true)
                                : outcome.event()));
    }

    private void create(TargetCall call, BooleanSupplier callerLives, Consumer<DmEvent> answer) {
        boolean refused = chances.fault(0.1);
        boolean silent = chances.fault(0.1);
        time.in(chances.between(5, chances.fault(0.2) ? LONGEST : 500), () -> {
            if (!outlivesCaller && !callerLives.getAsBoolean()) {
                return;
            }
            if (refused) {
                answer.accept(new DmEvent.TargetFailed(call.id(), "quota exceeded", false));
                return;
            }
            if (nobodys.test(call.key())) {
                return;
            }
            if (!machines.containsKey(call.key())) {
                SimAgent machine = new SimAgent(stage, call.key(), call.application(), call.path());
                invariants.machineMade(machine);
                machines.put(call.key(), machine);
                time.in(chances.between(10, 3_000), machine::bootIfDead);
            }
            answer.accept(
                    silent
                            ? new DmEvent.TargetFailed(call.id(), "no answer in time", true)
                            : new DmEvent.MachineMade(call.id(), call.key().value()));
        });
    }

    private void terminate(TargetCall call, Consumer<DmEvent> answer) {
        if (chances.fault(0.1)) {
            later(call, answer, () -> new DmEvent.TargetFailed(call.id(), "try later", false));
            return;
        }
        time.in(chances.between(5, 2_000), () -> {
            SimAgent machine = machines.get(call.key());
            if (machine != null) {
                vanish(machine);
            }
        });
        later(call, answer, () -> new DmEvent.TerminationAccepted(call.id()));
    }

    private MachineStatus status(MachineKey key) {
        SimAgent machine = machines.get(key);
        return machine == null ? MachineStatus.GONE : machine.isOn() ? MachineStatus.RUNNING : MachineStatus.STOPPED;
    }

    /** A machine is no more, whoever wanted that. */
    void vanish(SimAgent machine) {
        machines.remove(machine.key);
        machine.destroy();
        invariants.machineDestroyed(machine);
    }

    /**
     * A person looks through the provider's list, destroys every machine that the Deployment Manager's store does not know
     * any more, and goes on doing so with those that are still being made.
     */
    void clearAway(Predicate<MachineKey> unknown) {
        Predicate<MachineKey> before = nobodys;
        nobodys = key -> before.test(key) || unknown.test(key);
        for (SimAgent machine : List.copyOf(machines.values())) {
            if (unknown.test(machine.key)) {
                story.tell("person: destroys " + machine + " at the provider: nobody knows it any more");
                vanish(machine);
            }
        }
    }

    Map<MachineKey, SimAgent> machines() {
        return machines;
    }
}
