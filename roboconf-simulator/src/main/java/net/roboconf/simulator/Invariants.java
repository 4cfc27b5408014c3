package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.agent.internal.engine.SignalRing;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * What must hold at every moment, whatever goes wrong.
 *
 * <ul>
 *   <li>No software is stopped because of silence: a stop has an order, or a statement, verdict or unbinding that took an import
 *       away, or follows on a death on its own machine.
 *   <li>Nothing is undeployed without an order of a person.
 *   <li>At most one live machine stands for a path.
 *   <li>Every drain ends within its cap.
 *   <li>A step is never run while another of the same instance runs, and no start without its mandatory imports.
 *   <li>Nothing is started on what is neither started nor just ending.
 *   <li>What an agent remembers is bounded, and it believes nothing that nobody has said.
 * </ul>
 *
 * That no import outlives its exporter is checked by {@link Simulation} when the faults are over.
 */
final class Invariants {

    /** Of the drain, and some for messages that were on their way. */
    private static final long DRAIN_CAP = 120_000 + 5_000;

    /** What each component cannot start without. */
    private static final Map<String, List<String>> MANDATORY =
            Map.of("Shop", List.of("Db"), "Cart", List.of("Db"), "Lb", List.of("Shop"), "Till", List.of("Bank"));

    /** After so many steps of the simulation everything is looked at, whatever was touched. */
    private static final int FULL = 1_000;

    /** Epoch, order, and the subjects that were exported once. */
    private static final int MEMORIES = 20;

    /** Those that nobody has acknowledged. */
    private static final int MEMORIES_OF_SIGNALS = SignalRing.MOST;

    /** A verdict, and the newest statement about each subject. */
    private static final int MEMORIES_OF_MACHINE = 8;

    /** How it is, its check, and what it has applied. */
    private static final int MEMORIES_OF_INSTANCE = 3;

    private final VirtualTime time;
    private final Story story;
    private final Map<MachineKey, SimAgent> machines = new HashMap<>();

    /** Machines that somebody made from the disk of another, with its key. */
    private final Set<SimAgent> clones = new LinkedHashSet<>();

    private final Set<SimAgent> touched = new LinkedHashSet<>();
    private final Set<Where> stopsAsked = new HashSet<>();
    private final Set<Where> undeploysAsked = new HashSet<>();
    private final Set<Exports> said = new HashSet<>();
    private final Map<String, Set<InstancePath>> lastStated = new HashMap<>();
    private final Set<String> withdrawnOnce = new TreeSet<>();

    /** Machines on which software is known to have died: what imported it there needs to hear of no statement. */
    private final Set<SimAgent> bereaved = new HashSet<>();

    private final Map<Where, Long> drainsSince = new HashMap<>();
    private long simulated;
    private int made;
    private boolean anyVerdict;
    private boolean anyUnbinding;

    /** How many steps were begun, so that a run that does nothing is noticed. */
    long steps;

    /** The same without checks, which go on for ever. */
    long lasting;

    Invariants(VirtualTime time, Story story) {
        this.time = time;
        this.story = story;
    }

    void machineMade(SimAgent machine) {
        made++;
        for (SimAgent other : machines.values()) {
            if (other.path.equals(machine.path) && other.application.equals(machine.application)) {
                throw new Violation("Two live machines for " + machine.path + ": " + other + " and " + machine);
            }
        }
        machines.put(machine.key, machine);
    }

    void machineDestroyed(SimAgent machine) {
        machines.remove(machine.key);
        drainsSince.keySet().removeIf(where -> where.isAt(machine.where()));
    }

    boolean exists(SimAgent machine) {
        return machines.get(machine.key) == machine || clones.contains(machine);
    }

    /** All machines, and those that were made from the disk of another. */
    List<SimAgent> machinesAndClones() {
        List<SimAgent> all = new ArrayList<>(machines.values());
        all.sort(Comparator.comparing(machine -> machine.key));
        all.addAll(clones);
        return all;
    }

    void cloned(SimAgent clone) {
        clones.add(clone);
    }

    void cloneDestroyed(SimAgent clone) {
        clones.remove(clone);
    }

    /** The agent of a machine has handled an event. */
    void touched(SimAgent machine) {
        touched.add(machine);
    }

    /** After each step of the simulation: looks at what it has touched, and at everything from time to time. */
    void afterStep() {
        if (++simulated % FULL == 0) {
            touched.addAll(machines.values());
            machines.values().forEach(this::remembersLittle);
        }
        for (SimAgent machine : touched) {
            if (machine.alive && exists(machine)) {
                standsOnWhatRuns(machine);
            }
        }
        touched.clear();
    }

    /** What an agent remembers is bounded by what there is and by the machines that ever were, not by what is said. */
    private void remembersLittle(SimAgent machine) {
        if (!machine.alive) {
            return;
        }
        int most = MEMORIES
                + MEMORIES_OF_SIGNALS
                + made * MEMORIES_OF_MACHINE
                + MEMORIES_OF_INSTANCE * machine.view().instances().size();
        if (machine.memories() > most) {
            throw new Violation(machine + " remembers " + machine.memories() + " things, not at most " + most);
        }
    }

    /** Nothing is started on what is neither started nor just ending. */
    private static void standsOnWhatRuns(SimAgent machine) {
        Map<InstancePath, ObservedInstance> byPath = new HashMap<>();
        for (ObservedInstance instance : machine.view().instances()) {
            byPath.put(instance.path(), instance);
            ObservedInstance parent = instance.path().parent().map(byPath::get).orElse(null);
            boolean active =
                    instance.state() == InstanceState.DEPLOYED_STARTED || instance.state() == InstanceState.STARTING;
            if (active && parent != null) {
                switch (parent.state()) {
                    case DEPLOYED_STARTED, STOPPING, PROBLEM -> {
                        // It runs, or its end is what ends this one next.
                    }
                    case NOT_DEPLOYED,
                            DEPLOYING,
                            DEPLOYED_STOPPED,
                            UNRESOLVED,
                            WAITING_FOR_ANCESTOR,
                            STARTING,
                            UNDEPLOYING ->
                        throw new Violation(machine + ": " + instance.path() + " is " + instance.state() + " on "
                                + parent.path() + ", which is " + parent.state());
                }
            }
        }
    }

    Collection<SimAgent> machines() {
        return machines.values();
    }

    /** A person has asked that this, and what is below it, stops. */
    void stopAsked(Where top) {
        stopsAsked.add(top);
    }

    /** A person has asked that this, and what is below it, is undeployed. */
    void undeployAsked(Where top) {
        undeploysAsked.add(top);
        stopsAsked.add(top);
    }

    /** A person has asked that an application is not bound to another any more. */
    void unbindingAsked() {
        anyUnbinding = true;
    }

    /** An agent takes something for what another machine exports. */
    void believed(SimAgent machine, Exports exports) {
        if (!exports.machine().equals(machine.key) && !exports.instances().isEmpty() && !said.contains(exports)) {
            throw new Violation(machine + " believes what nobody has said: " + exports);
        }
    }

    /** Something was said to others. */
    void stated(Message message) {
        if (message instanceof Exports exports) {
            said.add(exports);
            Set<InstancePath> now = new HashSet<>();
            exports.instances().forEach(instance -> now.add(instance.path()));
            Set<InstancePath> before = lastStated.put(exports.subject() + " " + exports.machine(), now);
            if (before != null && !now.containsAll(before)) {
                withdrawnOnce.add(exports.subject().text());
            }
        } else if (message instanceof ImportsRepair repair) {
            repair.statements().forEach(this::stated);
        } else if (message instanceof Verdict) {
            anyVerdict = true;
        }
    }

    void stepBegins(SimAgent machine, StepOrder order, Collection<StepOrder> running) {
        steps++;
        if (order.step() != Step.CHECK) {
            lasting++;
            story.tell(machine + ": " + order.step() + " " + order.path() + " begins"
                    + (order.change() == null
                            ? ""
                            : ", " + order.change().imported().path()
                                    + (order.change().present() ? " is there" : " left")));
        }
        for (StepOrder other : running) {
            if (other.path().equals(order.path())) {
                throw new Violation(order.step() + " of " + order.path() + " begins while its " + other.step() + " "
                        + other.stepId() + " runs");
            }
        }
        switch (order.step()) {
            case UNDEPLOY -> require(isAsked(undeploysAsked, order), order, "without an order");
            case STOP ->
                require(
                        isAsked(stopsAsked, order)
                                || !withdrawnOnce.isEmpty()
                                || anyVerdict
                                || anyUnbinding
                                || bereaved.contains(machine),
                        order,
                        "because of silence");
            case START ->
                MANDATORY
                        .getOrDefault(order.component(), List.of())
                        .forEach(prefix -> require(
                                !order.imports().getOrDefault(prefix, List.of()).isEmpty(),
                                order,
                                "without any " + prefix));
            case DEPLOY, UPDATE, RECONFIGURE, CHECK -> {
                // Nothing that is given could be taken by these.
            }
        }
    }

    /** A check did not go well. */
    void checkFailed(SimAgent machine) {
        bereaved.add(machine);
    }

    void stepEnded(SimAgent machine, StepOrder order) {
        if (order.step() != Step.CHECK) {
            story.tell(machine + ": " + order.step() + " " + order.path() + " has ended");
        }
    }

    /** Looks at what lasts; called every second. */
    void look() {
        for (SimAgent machine : machines.values()) {
            if (machine.alive) {
                machine.view().instances().forEach(instance -> drainEnds(machine, instance));
            }
        }
    }

    private void drainEnds(SimAgent machine, ObservedInstance instance) {
        Where where = new Where(machine.application, instance.path());
        if (instance.state() == InstanceState.STOPPING && instance.reason() == Reason.DRAINING) {
            long since = drainsSince.computeIfAbsent(where, w -> time.now());
            if (time.now() - since > DRAIN_CAP) {
                throw new Violation("The drain of " + where + " does not end: " + instance.message());
            }
        } else {
            drainsSince.remove(where);
        }
    }

    private static boolean isAsked(Set<Where> asked, StepOrder order) {
        Where where = new Where(order.application(), order.path());
        return asked.stream().anyMatch(where::isAt);
    }

    private static void require(boolean holds, StepOrder order, String how) {
        if (!holds) {
            throw new Violation(order.step() + " of " + order.path() + " " + how);
        }
    }
}
