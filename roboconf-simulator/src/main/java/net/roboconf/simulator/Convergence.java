package net.roboconf.simulator;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedPrefix;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredTemplate;

/**
 * What the fleet must have come to some time after the last fault: each instance is as it is wanted or says rightly what it
 * waits for, everybody knows all imports and nothing else, no machine is left over, and the Deployment Manager sees it so.
 */
final class Convergence {

    private final DmState store;
    private final Collection<SimAgent> machines;
    private final Map<String, Graph> graphs = new HashMap<>();
    private final Map<Where, StoredInstance> wanted = new TreeMap<>();
    private final Map<Where, ObservedInstance> actual = new TreeMap<>();

    Convergence(DmState store, Collection<SimAgent> machines) {
        this.store = store;
        this.machines = machines;
        store.applications().forEach((name, application) -> {
            graphs.put(name, store.templates().get(application.template()).graph());
            store.instances(name).forEach((path, instance) -> wanted.put(new Where(name, path), instance));
        });
        machines.forEach(machine -> machine.view()
                .instances()
                .forEach(instance -> actual.put(new Where(machine.application, instance.path()), instance)));
    }

    /**
     * Looks at everything.
     *
     * @throws Violation when something is not as it must be
     */
    void require() {
        machines.forEach(machine -> dmSeesWhatIs(machine.key, machine.view()));
        noMachineLeaks();
        Set<Where> running = running();
        wanted.forEach((where, instance) -> {
            if (where.path().depth() > 1) {
                hasState(where, instance, actual.get(where), running.contains(where));
            }
        });
        actual.keySet()
                .forEach(where -> require(
                        wanted.containsKey(where) || actual.get(where).state() == InstanceState.NOT_DEPLOYED,
                        where + " is on a machine and nobody wants it"));
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
        Set<Where> live = new TreeSet<>();
        machines.forEach(machine -> live.add(machine.where()));
        Set<Where> expected = new TreeSet<>();
        wanted.forEach((where, instance) -> {
            if (where.path().depth() == 1 && instance.expected() == InstanceState.DEPLOYED_STARTED) {
                expected.add(where);
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
    private Set<Where> running() {
        Set<Where> running = new TreeSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Where, StoredInstance> each : wanted.entrySet()) {
                Where where = each.getKey();
                boolean parent = where.path()
                        .parent()
                        .map(path -> running.contains(new Where(where.application(), path)))
                        .orElse(true);
                if (!running.contains(where)
                        && each.getValue().expected() == InstanceState.DEPLOYED_STARTED
                        && parent
                        && hasAllImports(running, where)) {
                    running.add(where);
                    more = true;
                }
            }
        }
        return running;
    }

    private boolean hasAllImports(Set<Where> running, Where importer) {
        return component(importer).importedPrefixes().values().stream()
                .filter(imported -> !imported.optional())
                .allMatch(imported -> running.stream().anyMatch(other -> exports(other, imported, importer)));
    }

    private Component component(Where where) {
        return graphs.get(where.application())
                .component(wanted.get(where).component())
                .orElseThrow();
    }

    /** Whether an instance, if it is started, is what another one imports. */
    private boolean exports(Where exporter, ImportedPrefix imported, Where importer) {
        boolean same = exporter.application().equals(importer.application());
        return imported.external()
                ? store.applications()
                                .get(importer.application())
                                .providers(imported.prefix())
                                .contains(exporter.application())
                        && externalOf(exporter).isPresent()
                : same
                        && !exporter.equals(importer)
                        && component(exporter).exportedPrefixes().contains(imported.prefix());
    }

    private Optional<ExternalExports> externalOf(Where exporter) {
        StoredTemplate template = store.templates()
                .get(store.applications().get(exporter.application()).template());
        return template.externalExports()
                .contributedBy(component(exporter).exports().keySet());
    }

    private static void hasState(Where where, StoredInstance wanted, ObservedInstance actual, boolean runs) {
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
                where + " is wanted " + wanted.expected() + (runs ? " and could run" : "") + ", but is " + state
                        + (actual == null ? "" : " " + actual.reason() + ": " + actual.message()));
    }

    private void knowsItsImports(SimAgent machine, ObservedInstance instance) {
        Where importer = new Where(machine.application, instance.path());
        component(importer).importedPrefixes().forEach((prefix, imported) -> {
            Map<Where, Map<String, String>> truth = new TreeMap<>();
            actual.forEach((exporter, observed) -> {
                if (observed.state() == InstanceState.DEPLOYED_STARTED && exports(exporter, imported, importer)) {
                    truth.put(
                            exporter,
                            imported.external()
                                    ? externalOf(exporter).orElseThrow().seen(observed.exports())
                                    : ofPrefix(prefix, observed.exports()));
                }
            });
            Map<Where, Map<String, String>> told =
                    machine.told.getOrDefault(instance.path(), Map.of()).getOrDefault(prefix, Map.of());
            require(truth.equals(told), importer + " was told of " + prefix + ": " + told + ", but there is " + truth);
        });
    }

    private static Map<String, String> ofPrefix(String prefix, Map<String, String> exports) {
        Map<String, String> variables = new TreeMap<>();
        exports.forEach((name, value) -> {
            if (name.startsWith(prefix + ".")) {
                variables.put(name.substring(prefix.length() + 1), value);
            }
        });
        return variables;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(otherwise);
        }
    }
}
