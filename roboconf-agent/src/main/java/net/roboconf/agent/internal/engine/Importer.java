package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.StepContext;

/**
 * What other machines have stated about the prefixes that are imported here.
 *
 * <p>A change goes only to the instances that import its prefix (an index), as a note of which exporter changed; {@link
 * Updates} compares what is there with what was applied when it is the instance's turn. Every statement is acknowledged:
 * see {@link Answers}.
 */
final class Importer {

    private final AgentState state;
    private final Map<String, HeldExports> held = new HashMap<>();
    private final Map<String, Map<InstancePath, Instance>> importers = new HashMap<>();
    private final Map<MachineKey, Verdict> verdicts = new HashMap<>();
    private final Answers answers;
    private final Set<String> toAsk = new TreeSet<>();
    private Set<String> imported = Set.of();
    private Set<Subscription> subscriptions = Set.of();

    Importer(AgentState state) {
        this.state = state;
        answers = new Answers(
                state, prefix -> importers.getOrDefault(prefix, Map.of()).values());
    }

    void remember(Exports statement) {
        held(statement.prefix()).accept(statement, (exporter, because) -> {});
    }

    void remember(Memo.Voided voided) {
        verdicts.put(
                voided.machine(),
                new Verdict(state.application, voided.machine(), voided.epoch(), 0, 0, voided.gone()));
    }

    /**
     * The instances have changed: listens to what they import and to those who ask for what they export.
     *
     * @return the prefixes that are imported from now on
     */
    List<String> subscribe() {
        importers.clear();
        Set<Subscription> wanted = new HashSet<>();
        Set<String> prefixes = new TreeSet<>();
        for (Instance instance : state.instances.values()) {
            if (instance.isExpected(InstanceState.NOT_DEPLOYED) && instance.state == InstanceState.NOT_DEPLOYED) {
                continue;
            }
            for (DesiredImport wantedImport : instance.desired.imports()) {
                prefixes.add(wantedImport.prefix());
                importers
                        .computeIfAbsent(wantedImport.prefix(), prefix -> new TreeMap<>())
                        .put(instance.path, instance);
                wanted.add(new Subscription.ExportsOf(state.application, wantedImport.prefix()));
            }
            for (String prefix : instance.desired.exportedPrefixes()) {
                wanted.add(new Subscription.AsksFor(state.application, prefix));
            }
        }
        if (!wanted.equals(subscriptions)) {
            subscriptions = Set.copyOf(wanted);
            state.effect(new AgentEffect.Subscribe(subscriptions));
        }
        Set<String> before = imported;
        imported = Set.copyOf(prefixes);
        for (String prefix : before) {
            if (!prefixes.contains(prefix)) {
                unsubscribe(prefix);
            }
        }
        List<String> added =
                prefixes.stream().filter(prefix -> !before.contains(prefix)).toList();
        added.forEach(this::ask);
        return added;
    }

    private void unsubscribe(String prefix) {
        held(prefix).versions().forEach((machine, version) -> answers.unsubscribed(prefix, machine, version));
    }

    void connected() {
        imported.stream().sorted().forEach(this::ask);
    }

    /** The question may be lost: it is asked again with the next heartbeat. */
    void askLater(String prefix) {
        toAsk.add(prefix);
    }

    /** Asks again for what is missing: the first question, or its answer, may have been lost. */
    void askForMissing() {
        Set<String> missing = new TreeSet<>(toAsk);
        toAsk.clear();
        missing.retainAll(imported);
        for (Instance instance : state.instances.values()) {
            if (instance.state == InstanceState.UNRESOLVED) {
                missing.addAll(missing(instance));
            }
        }
        missing.forEach(this::ask);
    }

    void ask(String prefix) {
        if (state.connected) {
            state.send(
                    new Address.Exporters(state.application, prefix),
                    new ExportsAsk(
                            state.application,
                            prefix,
                            state.me.machine(),
                            held(prefix).versions(),
                            answers.named(prefix)));
        }
    }

    /** Takes in a statement, whether it comes from another machine or from this one. */
    void accept(Exports statement) {
        String prefix = statement.prefix();
        MachineKey machine = statement.machine();
        if (!statement.application().equals(state.application) || !imported.contains(prefix)) {
            return;
        }
        Verdict verdict = verdicts.get(machine);
        if (verdict != null && statement.version().epoch() <= verdict.epoch()) {
            state.send(new Address.Peer(state.application, machine), verdict);
            return;
        }
        HeldExports ofPrefix = held(prefix);
        StatementVersion known = ofPrefix.version(machine);
        if (known == null || statement.version().isNewerThan(known)) {
            ofPrefix.accept(statement, (exporter, because) -> changed(prefix, exporter, because));
            state.store(new Memo.Statement(statement), false);
            answers.due(prefix, machine, statement.version());
        } else {
            answers.dueAgain(prefix, machine, known);
        }
    }

    /** Tells exporters how far their statements are. */
    Answers answers() {
        return answers;
    }

    /** An instance has dealt with changes: statements may be applied now. */
    void dealtWith() {
        answers.look();
    }

    void accept(Verdict verdict) {
        MachineKey machine = verdict.machine();
        Verdict known = verdicts.get(machine);
        if (known != null && known.epoch() >= verdict.epoch() && (known.gone() || !verdict.gone())) {
            return;
        }
        verdicts.put(machine, verdict);
        state.store(new Memo.Voided(machine, verdict.epoch(), verdict.gone()), false);
        held.forEach((prefix, ofPrefix) ->
                ofPrefix.drop(machine, verdict.epoch(), (exporter, because) -> changed(prefix, exporter, because)));
        answers.forget(machine);
    }

    private void changed(String prefix, InstancePath exporter, MachineKey because) {
        for (Instance instance : importers.getOrDefault(prefix, Map.of()).values()) {
            if (!instance.path.equals(exporter)) {
                if (instance.listens()) {
                    instance.waiting.put(new ExporterKey(prefix, exporter), because);
                }
                state.advanceLater(instance);
            }
        }
    }

    /** Notes everything in which what is there differs, or may differ, from what an instance has applied. */
    void compare(Instance instance) {
        for (DesiredImport wanted : instance.desired.imports()) {
            HeldExports ofPrefix = held(wanted.prefix());
            Set<InstancePath> all = new TreeSet<>(
                    instance.applied.getOrDefault(wanted.prefix(), Map.of()).keySet());
            ofPrefix.paths().forEach(all::add);
            all.remove(instance.path);
            for (InstancePath exporter : all) {
                ExporterKey key = new ExporterKey(wanted.prefix(), exporter);
                AppliedImport present = present(instance, key);
                if (present == null || !present.equals(instance.appliedOf(key))) {
                    instance.waiting.put(key, state.me.machine());
                }
            }
        }
        instance.unsure.keySet().forEach(exporter -> instance.waiting.put(exporter, state.me.machine()));
    }

    /** An exporter as this instance sees it now; null when it is not there. */
    AppliedImport present(Instance instance, ExporterKey key) {
        DesiredImport wanted = instance.importOf(key.prefix());
        ExportedInstance exporter = held(key.prefix()).get(key.path());
        return wanted == null || exporter == null ? null : AppliedImport.of(wanted, exporter);
    }

    /** Everything that an instance imports now, per prefix. */
    Map<String, Map<InstancePath, AppliedImport>> present(Instance instance) {
        Map<String, Map<InstancePath, AppliedImport>> all = new TreeMap<>();
        for (DesiredImport wanted : instance.desired.imports()) {
            Map<InstancePath, AppliedImport> ofPrefix = new TreeMap<>();
            HeldExports exporters = held(wanted.prefix());
            for (InstancePath path : exporters.paths()) {
                if (!path.equals(instance.path)) {
                    ofPrefix.put(path, AppliedImport.of(wanted, exporters.get(path)));
                }
            }
            all.put(wanted.prefix(), ofPrefix);
        }
        return all;
    }

    static Map<String, List<StepContext.Imported>> forStep(Map<String, Map<InstancePath, AppliedImport>> imports) {
        Map<String, List<StepContext.Imported>> all = new TreeMap<>();
        imports.forEach((prefix, exporters) -> {
            List<StepContext.Imported> list = new ArrayList<>(exporters.size());
            exporters.forEach((path, value) -> list.add(new StepContext.Imported(path, value.variables())));
            all.put(prefix, list);
        });
        return all;
    }

    /** The mandatory prefixes that have no exporter, sorted. */
    List<String> missing(Instance instance) {
        List<String> missing = new ArrayList<>();
        for (DesiredImport wanted : instance.desired.imports()) {
            if (!wanted.optional() && !held(wanted.prefix()).hasOtherThan(instance.path)) {
                missing.add(wanted.prefix());
            }
        }
        missing.sort(null);
        return missing;
    }

    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        imported.forEach(prefix -> digests.put(prefix, held(prefix).digest()));
        return digests;
    }

    private HeldExports held(String prefix) {
        return held.computeIfAbsent(prefix, p -> new HeldExports());
    }
}
