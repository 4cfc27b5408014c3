package net.roboconf.simulator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredInstance;

/**
 * What the fleet must have come to some time after the last fault: each instance is as it is wanted or says rightly what it
 * waits for, everybody knows all imports and nothing else, no machine is left over, and the Deployment Manager sees it so.
 */
final class Convergence {

    private final DmState store;
    private final Collection<SimAgent> machines;
    private final Graph graph = ShopModel.template(1).graph();
    private final Map<InstancePath, StoredInstance> wanted;
    private final Map<InstancePath, ObservedInstance> actual = new TreeMap<>();

    Convergence(DmState store, Collection<SimAgent> machines, String application) {
        this.store = store;
        this.machines = machines;
        wanted = new TreeMap<>(store.instances(application));
        machines.forEach(
                machine -> machine.view().instances().forEach(instance -> actual.put(instance.path(), instance)));
    }

    /**
     * Looks at everything.
     *
     * @throws Violation when something is not as it must be
     */
    void require() {
        machines.forEach(machine -> dmSeesWhatIs(machine.key, machine.view()));
        noMachineLeaks();
        Set<InstancePath> running = running();
        wanted.forEach((path, instance) -> {
            if (path.depth() > 1) {
                hasState(instance, actual.get(path), running.contains(path));
            }
        });
        actual.keySet()
                .forEach(path -> require(
                        wanted.containsKey(path) || actual.get(path).state() == InstanceState.NOT_DEPLOYED,
                        path + " is on a machine and nobody wants it"));
        machines.forEach(machine -> machine.view().instances().stream()
                .filter(instance -> instance.state() == InstanceState.DEPLOYED_STARTED)
                .forEach(instance -> knowsItsImports(machine, instance)));
    }

    private void dmSeesWhatIs(MachineKey key, AgentView view) {
        Map<InstancePath, ObservedInstance> seen = store.observed(key);
        for (ObservedInstance instance : view.instances()) {
            ObservedInstance known = seen.get(instance.path());
            require(
                    known != null && known.state() == instance.state() && known.reason() == instance.reason(),
                    instance.path() + " is " + instance.state() + " " + instance.reason() + ", the DM believes "
                            + (known == null ? "nothing" : known.state() + " " + known.reason()));
        }
    }

    private void noMachineLeaks() {
        Set<InstancePath> live = new TreeSet<>();
        machines.forEach(machine -> live.add(machine.path));
        Set<InstancePath> expected = new TreeSet<>();
        wanted.forEach((path, instance) -> {
            if (path.depth() == 1 && instance.expected() == InstanceState.DEPLOYED_STARTED) {
                expected.add(path);
            }
        });
        require(live.equals(expected), "machines that live: " + live + ", that are wanted: " + expected);
        store.machines()
                .values()
                .forEach(machine -> require(
                        machine.phase() == MachinePhase.ALIVE || machine.phase() == MachinePhase.GONE,
                        machine + " is still under way"));
    }

    /** What must run when nothing fails: the greatest set in which everybody's parent and imports are there. */
    private Set<InstancePath> running() {
        Set<InstancePath> running = new TreeSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (StoredInstance instance : wanted.values()) {
                if (!running.contains(instance.path())
                        && instance.expected() == InstanceState.DEPLOYED_STARTED
                        && instance.path().parent().map(running::contains).orElse(true)
                        && missing(running, instance).isEmpty()) {
                    running.add(instance.path());
                    more = true;
                }
            }
        }
        return running;
    }

    private List<String> missing(Set<InstancePath> running, StoredInstance of) {
        Component component = graph.component(of.component()).orElseThrow();
        return component.importedPrefixes().values().stream()
                .filter(imported -> !imported.optional())
                .map(imported -> imported.prefix())
                .filter(prefix -> running.stream()
                        .noneMatch(path -> !path.equals(of.path())
                                && graph.component(wanted.get(path).component())
                                        .orElseThrow()
                                        .exportedPrefixes()
                                        .contains(prefix)))
                .toList();
    }

    private void hasState(StoredInstance wanted, ObservedInstance actual, boolean runs) {
        InstanceState state = actual == null ? InstanceState.NOT_DEPLOYED : actual.state();
        boolean good =
                switch (wanted.expected()) {
                    case DEPLOYED_STARTED ->
                        runs
                                ? state == InstanceState.DEPLOYED_STARTED
                                : state == InstanceState.UNRESOLVED
                                        || state == InstanceState.WAITING_FOR_ANCESTOR
                                        || state == InstanceState.NOT_DEPLOYED;
                    case DEPLOYED_STOPPED ->
                        state == InstanceState.DEPLOYED_STOPPED || state == InstanceState.NOT_DEPLOYED;
                    case NOT_DEPLOYED -> state == InstanceState.NOT_DEPLOYED;
                    case DEPLOYING, UNRESOLVED, WAITING_FOR_ANCESTOR, STARTING, STOPPING, UNDEPLOYING, PROBLEM -> false;
                };
        require(
                good,
                wanted.path() + " is wanted " + wanted.expected() + (runs ? " and could run" : "") + ", but is " + state
                        + (actual == null ? "" : " " + actual.reason() + ": " + actual.message()));
    }

    private void knowsItsImports(SimAgent machine, ObservedInstance importer) {
        Component component =
                graph.component(wanted.get(importer.path()).component()).orElseThrow();
        for (String prefix : component.importedPrefixes().keySet()) {
            Map<InstancePath, Map<String, String>> truth = new TreeMap<>();
            actual.forEach((path, instance) -> {
                if (instance.state() == InstanceState.DEPLOYED_STARTED
                        && !path.equals(importer.path())
                        && wanted.get(path).component().equals(prefix)) {
                    Map<String, String> variables = new TreeMap<>();
                    instance.exports().forEach((name, value) -> {
                        if (name.startsWith(prefix + ".")) {
                            variables.put(name.substring(prefix.length() + 1), value);
                        }
                    });
                    truth.put(path, variables);
                }
            });
            Map<InstancePath, Map<String, String>> told =
                    machine.told.getOrDefault(importer.path(), Map.of()).getOrDefault(prefix, Map.of());
            require(
                    truth.equals(told),
                    importer.path() + " was told of " + prefix + ": " + told + ", but there is " + truth);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(otherwise);
        }
    }
}
