package net.roboconf.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import net.roboconf.agent.internal.engine.AgentMemory;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.MachinePicture;

/** The faults that only a {@link Cast#STORM} brings, and what the people on duty do about them. */
final class Storm {

    private static final long DAY = 86_400_000;

    private final VirtualTime time;
    private final Chances chances;
    private final SimBroker broker;
    private final Invariants invariants;
    private final SimTargets targets;
    private final SimManager manager;
    private final SimStore store;
    private final Consumer<Command> people;
    private final Map<SimAgent, AgentMemory> snapshots = new HashMap<>();
    private final List<SimAgent> clones = new ArrayList<>();
    private final List<Integer> backups = new ArrayList<>();
    private int calls;

    Storm(Stage stage, SimTargets targets, SimManager manager, SimStore store, Consumer<Command> people) {
        time = stage.time();
        chances = stage.chances();
        broker = stage.broker();
        invariants = stage.invariants();
        this.targets = targets;
        this.manager = manager;
        this.store = store;
        this.people = people;
    }

    /** One of the faults happens. */
    void strikes() {
        List<SimAgent> machines = new ArrayList<>(invariants.machines());
        machines.sort(Comparator.comparing(machine -> machine.key));
        if (machines.isEmpty()) {
            return;
        }
        SimAgent machine = chances.oneOf(machines);
        switch (chances.below(13)) {
            case 0, 1 -> sever();
            case 2 -> {
                machine.powerFails();
                time.in(chances.between(1_000, chances.happens(0.3) ? 120_000 : 20_000), machine::powerReturns);
            }
            case 3 -> targets.vanish(machine);
            case 4 -> setBack(machine, null);
            case 5 -> {
                if (snapshots.containsKey(machine)) {
                    setBack(machine, snapshots.get(machine));
                }
            }
            case 6 -> machines.forEach(one -> snapshots.put(one, one.snapshot()));
            case 7 -> cloneOf(machine);
            case 8 -> machine.clockJumps(chances.between(-DAY, DAY));
            case 9 -> manager.clockJumps(chances.between(-DAY, DAY));
            case 10 -> cancelStep(machine);
            case 11 -> {
                machine.pluginGoes();
                time.in(chances.between(50, chances.happens(0.5) ? 500 : 40_000), machine::pluginComes);
            }
            default -> backUpOrRestore();
        }
    }

    private void sever() {
        List<SimBroker.Client> clients = new ArrayList<>(broker.clients());
        if (clients.isEmpty()) {
            return;
        }
        for (int i = clients.size() - 1; i > 0; i--) {
            Collections.swap(clients, i, chances.below(i + 1));
        }
        int cut = chances.happens(0.5) ? 1 : 1 + chances.below(clients.size());
        broker.sever(clients.subList(0, cut), chances.between(500, chances.happens(0.3) ? 120_000 : 20_000));
    }

    private void setBack(SimAgent machine, AgentMemory memory) {
        machine.powerFails();
        machine.setBack(memory);
        time.in(chances.between(1_000, 20_000), machine::powerReturns);
    }

    private void cloneOf(SimAgent machine) {
        SimAgent clone = machine.cloned();
        invariants.cloned(clone);
        clones.add(clone);
        clone.boot();
        time.in(chances.between(1_000, 60_000), () -> destroy(clone));
    }

    private void destroy(SimAgent clone) {
        if (clones.remove(clone)) {
            clone.destroy();
            invariants.cloneDestroyed(clone);
        }
    }

    private void cancelStep(SimAgent machine) {
        List<InstancePath> paths =
                machine.running().stream().map(StepOrder::path).sorted().toList();
        if (!paths.isEmpty()) {
            manager.call(new Call("call-" + ++calls, machine.key, new Call.CancelStep(chances.oneOf(paths))));
        }
    }

    private void backUpOrRestore() {
        if (backups.isEmpty() || chances.happens(0.6)) {
            backups.add(store.size());
            return;
        }
        int backup = chances.oneOf(backups);
        backups.removeIf(other -> other > backup);
        manager.restore(backup);
        Set<MachineKey> known = Set.copyOf(store.state().machines().keySet());
        targets.clearAway(
                key -> !known.contains(key) && !store.state().machines().containsKey(key));
        time.in(chances.between(10, 5_000), manager::bootIfDead);
        time.in(chances.between(30_000, 60_000), this::resume);
    }

    /** A person has looked at what there is, and wants what the store says. */
    private void resume() {
        clearUnknown();
        resumeOrders();
    }

    /** Who confirms a store that was set back orders all that it says. */
    private void resumeOrders() {
        if (manager.picture().suspended()) {
            store.state().applications().keySet().forEach(app -> store.state()
                    .instances(app)
                    .forEach((path, instance) -> {
                        if (instance.expected() == InstanceState.NOT_DEPLOYED) {
                            invariants.undeployAsked(new Where(app, path));
                        } else if (instance.expected() == InstanceState.DEPLOYED_STOPPED) {
                            invariants.stopAsked(new Where(app, path));
                        }
                    }));
        }
        people.accept(new Command.ResumeOrders());
    }

    /** Nobody wants a machine on which there is something of which the store knows nothing. */
    private void clearUnknown() {
        manager.picture().applications().values().forEach(application -> application.machines().stream()
                .map(MachinePicture::facts)
                .filter(facts -> !facts.unknown().isEmpty())
                .map(facts -> targets.machines().get(facts.machine().key()))
                .filter(Objects::nonNull)
                .toList()
                .forEach(targets::vanish));
    }

    /** The faults are over: who was cloned is alone again, and there are power and plug-ins everywhere. */
    void ends() {
        List.copyOf(clones).forEach(this::destroy);
        List.copyOf(invariants.machines()).forEach(SimAgent::powerReturns);
        List.copyOf(invariants.machines()).forEach(SimAgent::pluginComes);
    }

    /** What people do when the faults are over and something has not mended itself: they were told of it. */
    void peopleTidyUp() {
        resumeOrders();
        clearUnknown();
        manager.picture().applications().forEach((name, application) -> application.machines().stream()
                .filter(machine -> machine.facts().agent() == AgentStatus.UNREACHABLE)
                .filter(machine -> !targets.machines()
                        .containsKey(machine.facts().machine().key()))
                .forEach(machine -> replace(new Where(name, machine.facts().path()), machine)));
    }

    private void replace(Where where, MachinePicture machine) {
        InstanceState expected = machine.instances().get(0).stored().expected();
        people.accept(new Command.ForceUndeploy(where.application(), where.path()));
        if (expected == InstanceState.DEPLOYED_STARTED) {
            people.accept(new Command.ChangeAll(where.application(), where.path(), Command.Bulk.DEPLOY_AND_START));
        }
    }
}
