package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAck;
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
 * received at once, applied when no instance here has anything of it before it.
 */
final class Importer {

    /** A statement whose exporter has not been told yet that it is applied. */
    private static final class Unanswered {
        final StatementVersion version;
        boolean received;

        Unanswered(StatementVersion version) {
            this.version = version;
        }
    }

    private record Source(String prefix, MachineKey machine) {}

    /** So many instances are named to an exporter at most: it tells people, and nothing hangs on it. */
    private static final int NAMED = 8;

    private static final TimerId WORKING = new TimerId(TimerId.Kind.WORKING, null);

    private final AgentState state;
    private final Map<String, HeldExports> held = new HashMap<>();
    private final Map<String, Map<InstancePath, Instance>> importers = new HashMap<>();
    private final Map<MachineKey, Verdict> verdicts = new HashMap<>();
    private final Map<Source, Unanswered> unanswered = new LinkedHashMap<>();
    private final Set<String> toAsk = new TreeSet<>();
    private final Set<Source> toAnswer = new LinkedHashSet<>();
    private Set<String> imported = Set.of();
    private Set<Subscription> subscriptions = Set.of();

    Importer(AgentState state) {
        this.state = state;
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
        held(prefix).versions().forEach((machine, version) -> {
            unanswered.remove(new Source(prefix, machine));
            answer(new Source(prefix, machine), version, ExportsAck.Phase.UNSUBSCRIBED);
        });
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
                            named(prefix, importer -> true)));
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
            unanswered.put(new Source(prefix, machine), new Unanswered(statement.version()));
        } else {
            // Said again: perhaps our answer was lost.
            unanswered.computeIfAbsent(new Source(prefix, machine), source -> new Unanswered(known)).received = false;
        }
        toAnswer.add(new Source(prefix, machine));
    }

    /** An instance has dealt with changes: statements may be applied now. */
    void dealtWith() {
        toAnswer.addAll(unanswered.keySet());
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
        unanswered.keySet().removeIf(source -> source.machine().equals(machine));
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

    /** Notes everything in which what is there differs from what an instance has applied. */
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

    /**
     * Tells exporters how far their statements are.
     *
     * @param local takes the answers to this machine's own statements
     * @return whether one of those was answered, so that a stop here may go on
     */
    boolean answerExporters(Exporter local) {
        boolean answeredHere = false;
        List<Source> due = List.copyOf(toAnswer);
        toAnswer.clear();
        for (Source source : due) {
            Unanswered open = unanswered.get(source);
            if (open == null) {
                continue;
            }
            boolean here = source.machine().equals(state.me.machine());
            if (isApplied(source)) {
                unanswered.remove(source);
                if (here) {
                    local.acknowledged(ack(source, open.version, ExportsAck.Phase.APPLIED));
                    answeredHere = true;
                } else {
                    answer(source, open.version, ExportsAck.Phase.APPLIED);
                }
            } else if (!open.received) {
                open.received = true;
                if (here) {
                    local.acknowledged(ack(source, open.version, ExportsAck.Phase.RECEIVED));
                } else {
                    answer(source, open.version, ExportsAck.Phase.RECEIVED);
                }
            }
        }
        if (!unanswered.isEmpty()) {
            state.timers.setOnce(WORKING, state.tuning.working());
        }
        return answeredHere;
    }

    void workingTimerRang() {
        unanswered.forEach((source, open) -> answer(source, open.version, ExportsAck.Phase.WORKING));
    }

    /** The instances that import a prefix and are of interest, but not more than people can read. */
    private List<InstancePath> named(String prefix, Predicate<Instance> interesting) {
        return importers.getOrDefault(prefix, Map.of()).values().stream()
                .filter(interesting)
                .map(importer -> importer.path)
                .limit(NAMED)
                .toList();
    }

    private boolean isApplied(Source source) {
        for (Instance instance :
                importers.getOrDefault(source.prefix(), Map.of()).values()) {
            if (instance.isApplying(source.prefix(), source.machine())) {
                return false;
            }
        }
        return true;
    }

    private void answer(Source source, StatementVersion version, ExportsAck.Phase phase) {
        if (state.connected && !source.machine().equals(state.me.machine())) {
            state.send(new Address.Peer(state.application, source.machine()), ack(source, version, phase));
        }
    }

    private ExportsAck ack(Source source, StatementVersion version, ExportsAck.Phase phase) {
        boolean applies = phase == ExportsAck.Phase.RECEIVED || phase == ExportsAck.Phase.WORKING;
        return new ExportsAck(
                state.application,
                source.prefix(),
                state.me.machine(),
                state.epoch,
                source.machine(),
                version,
                phase,
                named(source.prefix(), importer -> !applies || importer.isApplying(source.prefix(), source.machine())));
    }

    private HeldExports held(String prefix) {
        return held.computeIfAbsent(prefix, p -> new HeldExports());
    }
}
