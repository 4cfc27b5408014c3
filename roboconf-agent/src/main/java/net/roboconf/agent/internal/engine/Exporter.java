package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.ExportsAsk;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * What this machine states about its exports, who imports them, and how far each importer is.
 *
 * <p>There is one {@link Desk} per subject. Each change of its list of instances is a new statement; a long list is said
 * at most every so often, or else N instances of one machine would cost N² to state. An importer becomes
 * known by asking, or by its first acknowledgement; a planned stop waits until every known importer has applied the
 * statement that leaves the stopping instance out.
 */
final class Exporter {

    private static final TimerId PACE = new TimerId(TimerId.Kind.EXPORTS, null);

    /** So many instances are stated at once, however short ago the last statement was; each more costs a millisecond. */
    private static final int SHORT = 10;

    private final AgentState state;
    private final Importer importer;
    private final Map<ExportsSubject, Desk> desks = new TreeMap<>();

    /** Subjects whose newest statement may not have reached the broker, or is not sent yet. */
    private final Set<ExportsSubject> unstated = new LinkedHashSet<>();

    private static final class Desk {
        final Map<InstancePath, ExportedInstance> instances = new TreeMap<>();
        final Map<MachineKey, Progress> importers = new TreeMap<>();
        final Map<InstancePath, Instance> draining = new TreeMap<>();
        StatementVersion version;

        /** When the list may be said again. */
        long due = Long.MIN_VALUE;
    }

    private static final class Progress {
        long epoch;
        StatementVersion applied;

        /** What people call it: instances on that machine; empty when it has not said. */
        List<String> names = List.of();

        void name(List<InstancePath> told, String application) {
            if (!told.isEmpty()) {
                String of = application == null ? "" : " of " + application;
                names = told.stream().map(path -> path + of).toList();
            }
        }

        boolean hasApplied(StatementVersion version) {
            return applied != null && applied.compareTo(version) >= 0;
        }
    }

    Exporter(AgentState state, Importer importer) {
        this.state = state;
        this.importer = importer;
    }

    /** What was exported before this start of the agent: its importers may hold what was said then. */
    void remember(ExportsSubject subject) {
        desks.computeIfAbsent(subject, s -> new Desk());
        importer.answerAsksFor(subject);
    }

    /** Tells importers of an instance, or of its new values. */
    void export(Instance instance) {
        instance.exported = true;
        Map<String, String> exports = state.exportsOf(instance);
        for (String prefix : instance.desired.exportedPrefixes()) {
            export(instance, ExportsSubject.inside(state.application, prefix), ofPrefix(exports, prefix));
        }
        ExternalExports external = instance.desired.externalExports();
        if (external != null) {
            export(instance, ExportsSubject.external(state.application, external.prefix()), external.seen(exports));
        }
        instance.draining.clear();
        // What the instance does not export any more is withdrawn; this is a change of values, so nobody is waited for.
        desks.forEach((subject, desk) -> {
            if (!isExported(instance, subject) && desk.instances.remove(instance.path) != null) {
                state(subject, desk);
            }
        });
    }

    private void export(Instance instance, ExportsSubject subject, Map<String, String> variables) {
        Desk desk = desk(subject);
        ExportedInstance stated = new ExportedInstance(instance.path, instance.starts, variables);
        desk.draining.remove(instance.path);
        if (!stated.equals(desk.instances.put(instance.path, stated))) {
            state(subject, desk);
        }
    }

    private static boolean isExported(Instance instance, ExportsSubject subject) {
        return subject.external()
                ? instance.desired.externalExports() != null
                : instance.desired.exportedPrefixes().contains(subject.prefix());
    }

    /**
     * Takes an instance back.
     *
     * @param drain whether importers are to be waited for: {@link #isDrained} tells when they are done
     */
    void withdraw(Instance instance, boolean drain) {
        instance.exported = false;
        desks.forEach((subject, desk) -> {
            if (desk.instances.remove(instance.path) != null) {
                state(subject, desk);
                if (drain && !desk.importers.isEmpty()) {
                    instance.draining.put(subject, desk.version);
                    desk.draining.put(instance.path, instance);
                }
            }
        });
        if (!instance.draining.isEmpty()) {
            instance.drainBegan = state.now().monotonic();
            instance.drainProgressed = instance.drainBegan;
            state.timers.set(timer(instance), state.tuning.drainReminder());
        }
    }

    /** Whether every known importer has applied the withdrawal. */
    boolean isDrained(Instance instance) {
        return waitingFor(instance).isEmpty();
    }

    /** Who has not applied the withdrawal yet, in words for people; sorted. */
    Set<String> waitingFor(Instance instance) {
        Set<String> late = new TreeSet<>();
        instance.draining.forEach((subject, version) -> desk(subject).importers.forEach((machine, progress) -> {
            if (!progress.hasApplied(version)) {
                late.addAll(progress.names);
                if (progress.names.isEmpty()) {
                    late.add("the machine " + machine);
                }
            }
        }));
        return late;
    }

    /** Waits for nobody any more. */
    void endDrain(Instance instance) {
        instance.draining.keySet().forEach(subject -> desk(subject).draining.remove(instance.path));
        instance.draining.clear();
        state.timers.cancel(timer(instance));
    }

    /**
     * Looks after a drain: repeats the withdrawal to importers that are silent.
     *
     * @return whether the limit has passed
     */
    boolean drainTimerRang(Instance instance) {
        long now = state.now().monotonic();
        if (now - instance.drainProgressed >= state.tuning.drainIdle()
                || now - instance.drainBegan >= state.tuning.drainCap()) {
            return true;
        }
        instance.draining.forEach((subject, version) -> {
            Desk desk = desk(subject);
            desk.importers.forEach((machine, progress) -> {
                if (!progress.hasApplied(version) && !machine.equals(state.me.machine())) {
                    state.send(new Address.Importer(subject, machine), statement(subject, desk));
                }
            });
        });
        state.timers.set(timer(instance), state.tuning.drainReminder());
        return false;
    }

    void acknowledged(ExportsAck ack) {
        Desk desk = desks.get(ack.subject());
        if (desk == null || !ack.exporter().equals(state.me.machine())) {
            return;
        }
        Progress progress = desk.importers.computeIfAbsent(ack.importer(), machine -> new Progress());
        if (ack.importerEpoch() < progress.epoch) {
            return;
        }
        if (ack.importerEpoch() > progress.epoch) {
            progress.epoch = ack.importerEpoch();
            progress.applied = null;
        }
        progress.name(ack.importers(), ack.importerApplication());
        switch (ack.phase()) {
            case RECEIVED, WORKING -> {
                // Known from now on; that is all there is to it.
            }
            case APPLIED -> progress.applied = newest(progress.applied, ack.version());
            case UNSUBSCRIBED -> desk.importers.remove(ack.importer());
        }
        desk.draining.values().forEach(instance -> {
            instance.drainProgressed = state.now().monotonic();
            state.advanceLater(instance);
        });
    }

    void asked(ExportsAsk ask) {
        if (ask.asker().equals(state.me.machine())
                || !ask.subject().application().equals(state.application)) {
            return;
        }
        StatementVersion held = ask.held().get(state.me.machine());
        Desk desk = desks.get(ask.subject());
        if (desk == null && held == null) {
            return;
        }
        if (desk == null) {
            // The asker holds what a forgotten life of this machine has stated.
            desk = desk(ask.subject());
        }
        if (desk.version == null) {
            desk.version = state.nextVersion();
        }
        Progress progress = desk.importers.computeIfAbsent(ask.asker(), machine -> new Progress());
        progress.name(ask.importers(), ask.askerApplication());
        if (held == null) {
            // It has nothing of ours before it that could be withdrawn.
            progress.applied = newest(progress.applied, desk.version);
        }
        if (!desk.version.equals(held)) {
            if (held != null && held.isNewerThan(desk.version)) {
                // Said by a life that is forgotten here, or by a copy of this machine: nothing older is believed.
                state(ask.subject(), desk);
            }
            state.send(
                    new Address.Importer(ask.subject(), ask.asker()),
                    statement(ask.subject(), desk).answering(ask.asker()));
        }
    }

    /** An importing machine is gone or void: nobody waits for it. */
    void forgetImporter(MachineKey machine) {
        desks.values().forEach(desk -> {
            if (desk.importers.remove(machine) != null) {
                desk.draining.values().forEach(state::advanceLater);
            }
        });
    }

    /** This very machine imports a subject from now on. */
    void tellSelf(ExportsSubject subject) {
        Desk desk = desks.get(subject);
        if (desk != null && desk.version != null) {
            importer.accept(statement(subject, desk));
        }
    }

    /** A new epoch: all that was ever exported is stated anew, empty ones included. */
    void restateAll() {
        desks.forEach(this::state);
    }

    /** States what may not have reached the broker, and what was held back; not before messages can pass. */
    void stateAgain() {
        List<ExportsSubject> due = new ArrayList<>(unstated);
        unstated.clear();
        due.forEach(subject -> publish(subject, desk(subject)));
    }

    /** The newest statement about a subject may be lost: it is made again with the next heartbeat, or when messages can pass. */
    void unconfirmed(Exports exports) {
        Desk desk = desks.get(exports.subject());
        if (desk != null && exports.version().equals(desk.version)) {
            unstated.add(exports.subject());
        }
    }

    Map<ExportsSubject, StatementVersion> versions() {
        Map<ExportsSubject, StatementVersion> versions = new HashMap<>();
        desks.forEach((subject, desk) -> {
            if (desk.version != null) {
                versions.put(subject, desk.version);
            }
        });
        return versions;
    }

    private void state(ExportsSubject subject, Desk desk) {
        desk.version = state.nextVersion();
        state.observedChanged = true;
        publish(subject, desk);
        importer.accept(statement(subject, desk));
    }

    private void publish(ExportsSubject subject, Desk desk) {
        long now = state.now().monotonic();
        if (!state.connected) {
            unstated.add(subject);
        } else if (now < desk.due) {
            unstated.add(subject);
            state.timers.setOnce(PACE, desk.due - now);
        } else {
            desk.due = now + Math.min(state.tuning.exportsPace(), Math.max(0, desk.instances.size() - SHORT));
            state.send(new Address.Importers(subject), statement(subject, desk));
        }
    }

    private Exports statement(ExportsSubject subject, Desk desk) {
        return new Exports(subject, state.me.machine(), desk.version, List.copyOf(desk.instances.values()));
    }

    private Desk desk(ExportsSubject subject) {
        return desks.computeIfAbsent(subject, s -> {
            state.store(new Memo.Exported(s), false);
            importer.answerAsksFor(s);
            return new Desk();
        });
    }

    private static Map<String, String> ofPrefix(Map<String, String> exports, String prefix) {
        Map<String, String> variables = new HashMap<>();
        String start = prefix + ".";
        exports.forEach((name, value) -> {
            if (name.startsWith(start)) {
                variables.put(name.substring(start.length()), value);
            }
        });
        return variables;
    }

    private static StatementVersion newest(StatementVersion one, StatementVersion other) {
        return one == null || other.isNewerThan(one) ? other : one;
    }

    private static TimerId timer(Instance instance) {
        return new TimerId(TimerId.Kind.DRAIN, instance.path);
    }

    /** Whether an instance that should be exported has lost or changed values since it was stated. */
    void refresh(Instance instance) {
        if (instance.state == InstanceState.DEPLOYED_STARTED && instance.exported) {
            export(instance);
        }
    }
}
