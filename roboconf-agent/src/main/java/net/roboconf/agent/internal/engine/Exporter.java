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
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * What this machine states about its exports, who imports them, and how far each importer is.
 *
 * <p>There is one {@link Desk} per prefix. Each change of its list of instances is a new statement. An importer becomes
 * known by its first acknowledgement (or by asking while it holds a statement of ours); a planned stop waits until every
 * known importer has applied the statement that leaves the stopping instance out.
 */
final class Exporter {

    private final AgentState state;
    private final Importer importer;
    private final Map<String, Desk> desks = new TreeMap<>();

    /** Prefixes whose newest statement may not have reached the broker. */
    private final Set<String> unstated = new LinkedHashSet<>();

    private static final class Desk {
        final Map<InstancePath, ExportedInstance> instances = new TreeMap<>();
        final Map<MachineKey, Progress> importers = new TreeMap<>();
        final Map<InstancePath, Instance> draining = new TreeMap<>();
        StatementVersion version;
    }

    private static final class Progress {
        long epoch;
        StatementVersion applied;

        /** What people call it: instances on that machine; empty when it has not said. */
        List<InstancePath> names = List.of();

        void name(List<InstancePath> told) {
            names = told.isEmpty() ? names : told;
        }

        boolean hasApplied(StatementVersion version) {
            return applied != null && applied.compareTo(version) >= 0;
        }
    }

    Exporter(AgentState state, Importer importer) {
        this.state = state;
        this.importer = importer;
    }

    /** A prefix that was exported before this start of the agent: its importers may hold what it said then. */
    void remember(String prefix) {
        desks.computeIfAbsent(prefix, p -> new Desk());
    }

    /** Tells importers of an instance, or of its new values. */
    void export(Instance instance) {
        instance.exported = true;
        Map<String, String> exports = state.exportsOf(instance);
        for (String prefix : instance.desired.exportedPrefixes()) {
            Desk desk = desk(prefix);
            ExportedInstance stated = new ExportedInstance(instance.path, instance.starts, ofPrefix(exports, prefix));
            desk.draining.remove(instance.path);
            if (!stated.equals(desk.instances.put(instance.path, stated))) {
                state(prefix, desk);
            }
        }
        instance.draining.clear();
        // A prefix that the instance has lost is withdrawn; this is a change of values, so nobody is waited for.
        desks.forEach((prefix, desk) -> {
            if (!instance.desired.exportedPrefixes().contains(prefix) && desk.instances.remove(instance.path) != null) {
                state(prefix, desk);
            }
        });
    }

    /**
     * Takes an instance back.
     *
     * @param drain whether importers are to be waited for: {@link #isDrained} tells when they are done
     */
    void withdraw(Instance instance, boolean drain) {
        instance.exported = false;
        desks.forEach((prefix, desk) -> {
            if (desk.instances.remove(instance.path) != null) {
                state(prefix, desk);
                if (drain && !desk.importers.isEmpty()) {
                    instance.draining.put(prefix, desk.version);
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
        instance.draining.forEach((prefix, version) -> desk(prefix).importers.forEach((machine, progress) -> {
            if (!progress.hasApplied(version)) {
                progress.names.forEach(path -> late.add(path.value()));
                if (progress.names.isEmpty()) {
                    late.add("the machine " + machine);
                }
            }
        }));
        return late;
    }

    /** Waits for nobody any more. */
    void endDrain(Instance instance) {
        instance.draining.keySet().forEach(prefix -> desk(prefix).draining.remove(instance.path));
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
        instance.draining.forEach((prefix, version) -> {
            Desk desk = desk(prefix);
            desk.importers.forEach((machine, progress) -> {
                if (!progress.hasApplied(version) && !machine.equals(state.me.machine())) {
                    state.send(new Address.Peer(state.application, machine), statement(prefix, desk));
                }
            });
        });
        state.timers.set(timer(instance), state.tuning.drainReminder());
        return false;
    }

    void acknowledged(ExportsAck ack) {
        Desk desk = desks.get(ack.prefix());
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
        progress.name(ack.importers());
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
        if (ask.asker().equals(state.me.machine())) {
            return;
        }
        StatementVersion held = ask.held().get(state.me.machine());
        Desk desk = desks.get(ask.prefix());
        if (desk == null && held == null) {
            return;
        }
        if (desk == null) {
            // The asker holds what a forgotten life of this machine has stated.
            desk = desk(ask.prefix());
        }
        if (desk.version == null) {
            desk.version = state.nextVersion();
        }
        if (desk.version.equals(held)) {
            desk.importers
                    .computeIfAbsent(ask.asker(), machine -> new Progress())
                    .name(ask.importers());
        } else {
            state.send(new Address.Peer(state.application, ask.asker()), statement(ask.prefix(), desk));
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

    /** A prefix is imported on this very machine from now on. */
    void tellSelf(String prefix) {
        Desk desk = desks.get(prefix);
        if (desk != null && desk.version != null) {
            importer.accept(statement(prefix, desk));
        }
    }

    /** A new epoch: every prefix that was ever exported is stated anew, empty ones included. */
    void restateAll() {
        desks.forEach(this::state);
    }

    /** States what may not have reached the broker. */
    void stateAgain() {
        List<String> due = new ArrayList<>(unstated);
        unstated.clear();
        for (String prefix : due) {
            publish(prefix, desk(prefix));
        }
    }

    /** The newest statement of a prefix may be lost: it is made again with the next heartbeat, or when messages can pass. */
    void unconfirmed(Exports exports) {
        Desk desk = desks.get(exports.prefix());
        if (desk != null && exports.version().equals(desk.version)) {
            unstated.add(exports.prefix());
        }
    }

    Map<String, StatementVersion> versions() {
        Map<String, StatementVersion> versions = new HashMap<>();
        desks.forEach((prefix, desk) -> {
            if (desk.version != null) {
                versions.put(prefix, desk.version);
            }
        });
        return versions;
    }

    private void state(String prefix, Desk desk) {
        desk.version = state.nextVersion();
        state.observedChanged = true;
        publish(prefix, desk);
        importer.accept(statement(prefix, desk));
    }

    private void publish(String prefix, Desk desk) {
        if (state.connected) {
            state.send(new Address.Importers(state.application, prefix), statement(prefix, desk));
        } else {
            unstated.add(prefix);
        }
    }

    private Exports statement(String prefix, Desk desk) {
        return new Exports(
                state.application, prefix, state.me.machine(), desk.version, List.copyOf(desk.instances.values()));
    }

    private Desk desk(String prefix) {
        return desks.computeIfAbsent(prefix, p -> {
            state.store(new Memo.Exported(p), false);
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
