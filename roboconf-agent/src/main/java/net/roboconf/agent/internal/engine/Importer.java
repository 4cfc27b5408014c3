package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.StepContext;

/**
 * What other machines have stated about what is imported here: prefixes of this application, and external prefixes of the
 * applications that it is bound to.
 *
 * <p>A change goes only to the instances that import its subject (an index), as a note of which exporter changed; {@link
 * Updates} compares what is there with what was applied when it is the instance's turn. Every statement is acknowledged:
 * see {@link Answers}.
 */
final class Importer {

    private final AgentState state;
    private final Map<ExportsSubject, HeldExports> held = new HashMap<>();
    private final Map<ExportsSubject, Map<InstancePath, Instance>> importers = new HashMap<>();
    private final Map<MachineKey, Verdict> verdicts = new HashMap<>();
    private final Answers answers;
    private final Set<ExportsSubject> toAsk = new TreeSet<>();

    /** What was stated from here, so that there is something to answer to those who ask for it. */
    private final Set<ExportsSubject> stated = new HashSet<>();

    private boolean answersAll;
    private Set<ExportsSubject> imported = Set.of();
    private Set<Subscription> subscriptions = Set.of();

    Importer(AgentState state) {
        this.state = state;
        answers = new Answers(
                state, subject -> importers.getOrDefault(subject, Map.of()).values());
    }

    void remember(Exports statement) {
        held(statement.subject()).accept(statement, (exporter, because) -> {});
    }

    void remember(Memo.Voided voided) {
        verdicts.put(
                voided.machine(),
                new Verdict(state.application, voided.machine(), voided.epoch(), 0, 0, voided.gone()));
    }

    /**
     * The instances have changed: listens to what they import and to those who ask for what they export.
     *
     * @return what is imported from now on
     */
    List<ExportsSubject> subscribe() {
        importers.clear();
        Set<ExportsSubject> subjects = new TreeSet<>();
        for (Instance instance : state.instances.values()) {
            if (!isPresent(instance)) {
                continue;
            }
            for (DesiredImport wantedImport : instance.desired.imports()) {
                for (ExportsSubject subject : wantedImport.subjects(state.application)) {
                    subjects.add(subject);
                    importers.computeIfAbsent(subject, s -> new TreeMap<>()).put(instance.path, instance);
                }
            }
        }
        Set<ExportsSubject> before = imported;
        imported = Set.copyOf(subjects);
        listen();
        for (ExportsSubject subject : before) {
            if (!subjects.contains(subject)) {
                unsubscribe(subject);
            }
        }
        forgetUnbound();
        List<ExportsSubject> added =
                subjects.stream().filter(subject -> !before.contains(subject)).toList();
        added.forEach(this::ask);
        return added;
    }

    /**
     * Listens to what is imported, and to those who ask for what was stated from here. Who asks before is heard by nobody,
     * and hears the first statement: it listened before it asked.
     */
    private void listen() {
        Set<Subscription> wanted = new HashSet<>();
        imported.forEach(subject -> wanted.add(new Subscription.ExportsOf(subject)));
        for (Instance instance : state.instances.values()) {
            if (isPresent(instance)) {
                for (String prefix : instance.desired.exportedPrefixes()) {
                    listenForAsks(ExportsSubject.inside(state.application, prefix), wanted);
                }
                ExternalExports external = instance.desired.externalExports();
                if (external != null) {
                    listenForAsks(ExportsSubject.external(state.application, external.prefix()), wanted);
                }
            }
        }
        if (!wanted.equals(subscriptions)) {
            subscriptions = Set.copyOf(wanted);
            state.effect(new AgentEffect.Subscribe(subscriptions));
        }
    }

    private void listenForAsks(ExportsSubject subject, Set<Subscription> wanted) {
        if (answersAll || stated.contains(subject)) {
            wanted.add(new Subscription.AsksFor(subject));
        }
    }

    private static boolean isPresent(Instance instance) {
        return !instance.isExpected(InstanceState.NOT_DEPLOYED) || instance.state != InstanceState.NOT_DEPLOYED;
    }

    /** A subject is about to be stated from here: those who ask for it are answered from now on. */
    void answerAsksFor(ExportsSubject subject) {
        if (stated.add(subject)) {
            listen();
        }
    }

    /** Others may hold what a life of this machine has stated of which nothing is known here. */
    void answerAllAsks() {
        answersAll = true;
        listen();
    }

    private void unsubscribe(ExportsSubject subject) {
        held(subject).versions().forEach((machine, version) -> answers.unsubscribed(subject, machine, version));
    }

    /** What an application has stated that was unbound is old when it is bound again: nobody keeps it true until then. */
    private void forgetUnbound() {
        held.keySet().removeIf(subject -> {
            boolean unbound = subject.external() && !imported.contains(subject);
            if (unbound && !held.get(subject).versions().isEmpty()) {
                state.store(new Memo.Unheard(subject), false);
            }
            return unbound;
        });
    }

    void connected() {
        imported.stream().sorted().forEach(this::ask);
        answers.look();
    }

    /** The question may be lost: it is asked again with the next heartbeat. */
    void askLater(ExportsSubject subject) {
        toAsk.add(subject);
    }

    /** Asks again for what is missing: the first question, or its answer, may have been lost. */
    void askForMissing() {
        Set<ExportsSubject> missing = new TreeSet<>(toAsk);
        toAsk.clear();
        for (Instance instance : state.instances.values()) {
            if (instance.state == InstanceState.UNRESOLVED) {
                instance.desired.imports().stream()
                        .filter(wanted -> isMissing(instance, wanted))
                        .forEach(wanted -> missing.addAll(wanted.subjects(state.application)));
            }
        }
        missing.retainAll(imported);
        missing.forEach(this::ask);
    }

    void ask(ExportsSubject subject) {
        ask(subject, new Address.Exporters(subject));
    }

    private void ask(ExportsSubject subject, Address whom) {
        if (state.connected) {
            state.send(
                    whom,
                    new ExportsAsk(
                            subject,
                            state.me.machine(),
                            subject.external() ? state.application : null,
                            held(subject).versions(),
                            answers.named(subject)));
        }
    }

    /** Takes in a statement, whether it comes from another machine or from this one. */
    void accept(Exports statement) {
        accept(statement, false);
    }

    private void accept(Exports said, boolean corrects) {
        boolean answered = state.me.machine().equals(said.asker());
        Exports statement = said.asker() == null ? said : said.answering(null);
        ExportsSubject subject = statement.subject();
        MachineKey machine = statement.machine();
        if (!imported.contains(subject)) {
            if (!machine.equals(state.me.machine())) {
                // It takes this machine for an importer: what it was told was lost.
                answers.unsubscribed(subject, machine, statement.version());
            }
            return;
        }
        Verdict verdict = verdicts.get(machine);
        if (verdict != null && statement.version().epoch() <= verdict.epoch()) {
            state.send(new Address.Exporter(subject, machine), verdict);
            return;
        }
        HeldExports ofSubject = held(subject);
        StatementVersion known = ofSubject.version(machine);
        boolean newer = known == null || statement.version().isNewerThan(known);
        if (newer || corrects && statement.version().equals(known) && !ofSubject.holds(statement)) {
            boolean takesAway = ofSubject.accept(statement, (exporter, because) -> changed(subject, exporter, because));
            state.store(new Memo.Statement(statement), false);
            answers.due(subject, machine, statement.version(), takesAway, answered);
        } else if (!answered) {
            answers.dueAgain(subject, machine, known);
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
        held.forEach((subject, ofSubject) ->
                ofSubject.drop(machine, verdict.epoch(), (exporter, because) -> changed(subject, exporter, because)));
        answers.forget(machine);
    }

    /**
     * Takes in what the Deployment Manager says of a subject whose digest stayed wrong. Two agents under one key may have
     * said two things as one version: then what the Deployment Manager believes counts.
     */
    void repaired(ImportsRepair repair) {
        ExportsSubject subject = repair.subject();
        for (Exports statement : repair.statements()) {
            MachineKey machine = statement.machine();
            if (machine.equals(state.me.machine())) {
                continue;
            }
            StatementVersion known = held(subject).version(machine);
            if (known != null && known.isNewerThan(statement.version())) {
                // Perhaps the newer one is of a life that the exporter has forgotten: it must hear of it, also when it
                // exports nothing any more and listens to no questions.
                ask(subject, new Address.Exporter(subject, machine));
            }
            accept(statement, true);
        }
        if (repair.known() != null) {
            endUnknown(subject, Set.copyOf(repair.known()));
        }
    }

    /** What machines have stated that are none of these is over, but for what this machine says itself. */
    private void endUnknown(ExportsSubject subject, Set<MachineKey> known) {
        held(subject).versions().forEach((machine, version) -> {
            if (!known.contains(machine) && !machine.equals(state.me.machine())) {
                StatementVersion last = new StatementVersion(version.epoch(), Long.MAX_VALUE);
                accept(new Exports(subject, machine, last, List.of()));
            }
        });
    }

    private void changed(ExportsSubject subject, InstancePath exporter, MachineKey because) {
        for (Instance instance : importers.getOrDefault(subject, Map.of()).values()) {
            if (!isItself(instance, subject, exporter)) {
                if (instance.listens()) {
                    instance.waiting.put(new ExporterKey(subject, exporter), because);
                }
                state.advanceLater(instance);
            }
        }
    }

    /** Nothing imports itself. A path of another application is another instance's. */
    private static boolean isItself(Instance importer, ExportsSubject subject, InstancePath exporter) {
        return !subject.external() && importer.path.equals(exporter);
    }

    /** Notes everything in which what is there differs, or may differ, from what an instance has applied. */
    void compare(Instance instance) {
        Set<ExporterKey> exporters = new TreeSet<>(instance.unsure.keySet());
        instance.applied.forEach((subject, ofSubject) ->
                ofSubject.keySet().forEach(exporter -> exporters.add(new ExporterKey(subject, exporter))));
        present(instance)
                .forEach((subject, ofSubject) ->
                        ofSubject.keySet().forEach(exporter -> exporters.add(new ExporterKey(subject, exporter))));
        for (ExporterKey exporter : exporters) {
            boolean differs = !Objects.equals(present(instance, exporter), instance.appliedOf(exporter));
            if (differs || instance.unsure.containsKey(exporter)) {
                instance.waiting.put(exporter, reasonOf(instance, exporter));
            }
        }
    }

    /** Whom the application is not bound to any more may not stop before this instance has let go of it. */
    private MachineKey reasonOf(Instance instance, ExporterKey exporter) {
        boolean unbound = instance.importOf(exporter.subject()) == null;
        MachineKey machine = unbound ? held(exporter.subject()).machineOf(exporter.path()) : null;
        return machine == null ? state.me.machine() : machine;
    }

    /** An exporter as this instance sees it now; null when it is not there. */
    AppliedImport present(Instance instance, ExporterKey key) {
        DesiredImport wanted = instance.importOf(key.subject());
        ExportedInstance exporter = held(key.subject()).get(key.path());
        return wanted == null || exporter == null ? null : AppliedImport.of(wanted, exporter);
    }

    /** Everything that an instance imports now, per subject. */
    Map<ExportsSubject, Map<InstancePath, AppliedImport>> present(Instance instance) {
        Map<ExportsSubject, Map<InstancePath, AppliedImport>> all = new TreeMap<>();
        for (DesiredImport wanted : instance.desired.imports()) {
            for (ExportsSubject subject : wanted.subjects(state.application)) {
                Map<InstancePath, AppliedImport> ofSubject = new TreeMap<>();
                HeldExports exporters = held(subject);
                for (InstancePath path : exporters.paths()) {
                    if (!isItself(instance, subject, path)) {
                        ofSubject.put(path, AppliedImport.of(wanted, exporters.get(path)));
                    }
                }
                all.put(subject, ofSubject);
            }
        }
        return all;
    }

    /** The imports of an instance as its recipe sees them: per prefix, whichever applications they come from. */
    static Map<String, List<StepContext.Imported>> forStep(
            Instance instance, String application, Map<ExportsSubject, Map<InstancePath, AppliedImport>> imports) {
        Map<String, List<StepContext.Imported>> all = new TreeMap<>();
        for (DesiredImport wanted : instance.desired.imports()) {
            List<StepContext.Imported> list = new ArrayList<>();
            for (ExportsSubject subject : wanted.subjects(application)) {
                imports.getOrDefault(subject, Map.of())
                        .forEach((path, value) -> list.add(imported(subject, path, value)));
            }
            all.put(wanted.prefix(), list);
        }
        return all;
    }

    static StepContext.Imported imported(ExportsSubject subject, InstancePath path, AppliedImport value) {
        return new StepContext.Imported(subject.external() ? subject.application() : null, path, value.variables());
    }

    /** The mandatory prefixes that have no exporter, sorted. */
    List<String> missing(Instance instance) {
        List<String> missing = new ArrayList<>();
        for (DesiredImport wanted : instance.desired.imports()) {
            if (isMissing(instance, wanted)) {
                missing.add(wanted.prefix());
            }
        }
        missing.sort(null);
        return missing;
    }

    private boolean isMissing(Instance instance, DesiredImport wanted) {
        if (wanted.optional()) {
            return false;
        }
        if (!wanted.external()) {
            return !held(ExportsSubject.inside(state.application, wanted.prefix()))
                    .hasOtherThan(instance.path);
        }
        return wanted.subjects(state.application).stream()
                .allMatch(subject -> held(subject).isEmpty());
    }

    Map<ExportsSubject, String> digests() {
        Map<ExportsSubject, String> digests = new TreeMap<>();
        imported.forEach(subject -> digests.put(subject, held(subject).digest()));
        return digests;
    }

    private HeldExports held(ExportsSubject subject) {
        return held.computeIfAbsent(subject, s -> new HeldExports());
    }
}
