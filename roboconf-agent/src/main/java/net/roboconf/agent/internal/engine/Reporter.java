package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.ObservedInstance;

/** Tells the Deployment Manager what is on the machine: at once when idle, else in steps with the newest state. */
final class Reporter {

    private static final TimerId HEARTBEAT = new TimerId(TimerId.Kind.HEARTBEAT, null);
    private static final TimerId PACE = new TimerId(TimerId.Kind.OBSERVED, null);

    private final AgentState state;
    private final Importer importer;
    private final Exporter exporter;
    private final Signals signals;
    private final MachineScripts scripts;
    private long sequence;
    private boolean spoken;
    private long spokenAt;

    Reporter(AgentState state, Importer importer, Exporter exporter, Signals signals, MachineScripts scripts) {
        this.state = state;
        this.importer = importer;
        this.exporter = exporter;
        this.signals = signals;
        this.scripts = scripts;
    }

    void connected() {
        heartbeat();
        state.observedChanged |=
                sequence == 0 && (!state.instances.isEmpty() || signals.newest() != null || scripts.observed() != null);
    }

    void heartbeat() {
        state.timers.set(HEARTBEAT, state.tuning.heartbeat());
        if (state.connected) {
            state.send(
                    new Address.Manager(),
                    new Heartbeat(
                            state.me.machine(),
                            state.epoch,
                            state.me.bootId(),
                            sequence,
                            state.accepted,
                            state.me.address(),
                            importer.digests(),
                            0,
                            signals.newest()));
        }
    }

    /** The Deployment Manager lacks what was said last. */
    void asked(ObservedAsk ask) {
        if (ask.term() >= state.accepted.term()) {
            state.observedChanged = true;
        }
    }

    /** At the end of each event: says what has changed, unless something was said just before. */
    void tellChanges() {
        if (!state.observedChanged || !state.connected) {
            return;
        }
        long sinceSpoken = state.now().monotonic() - spokenAt;
        if (spoken && sinceSpoken < state.tuning.observedPace()) {
            state.timers.setOnce(PACE, state.tuning.observedPace() - sinceSpoken);
            return;
        }
        spoken = true;
        spokenAt = state.now().monotonic();
        state.observedChanged = false;
        state.send(new Address.Manager(), observed());
        state.transitions.clear();
    }

    private Observed observed() {
        return new Observed(
                state.me.machine(),
                state.epoch,
                state.me.bootId(),
                ++sequence,
                state.accepted,
                state.me.address(),
                instances(),
                exporter.versions(),
                state.transitions,
                signals.all(),
                scripts.observed());
    }

    List<ObservedInstance> instances() {
        List<ObservedInstance> all = new ArrayList<>(state.instances.size());
        for (Instance instance : state.instances.values()) {
            boolean unresolved = instance.state == InstanceState.UNRESOLVED;
            all.add(instance.observed(state.exportsOf(instance), unresolved ? importer.missing(instance) : List.of()));
        }
        return all;
    }
}
