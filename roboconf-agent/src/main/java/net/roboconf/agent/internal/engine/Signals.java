package net.roboconf.agent.internal.engine;

import java.util.List;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;

/** Keeps what probes have found until the Deployment Manager has taken it, over restarts of the agent. */
final class Signals {

    private final AgentState state;
    private final SignalRing ring = new SignalRing();
    private long numbers;

    Signals(AgentState state) {
        this.state = state;
    }

    /** Brings back what an earlier run of the agent has kept. */
    void remember(List<Signal> signals) {
        signals.forEach(ring::add);
    }

    void raised(AgentEvent.Signalled event) {
        // Those that never came this far have had their numbers, too: the gap is how many are lost.
        numbers += event.dropped() + 1;
        SignalNumber number = new SignalNumber(state.me.bootId(), numbers);
        Signal signal =
                new Signal(number, state.now().wall(), event.path(), event.name(), event.text(), event.dropped());
        ring.add(signal);
        state.store(new Memo.Signalled(signal), true);
        state.observedChanged = true;
    }

    /** The Deployment Manager has told of this one, and of those before it. */
    void taken(SignalNumber newest) {
        if (ring.taken(newest)) {
            // Lost, it is acknowledged again, and nothing is told twice.
            state.store(new Memo.SignalsTaken(newest), false);
        }
    }

    List<Signal> all() {
        return ring.all();
    }

    /** The number of the newest that is not acknowledged; null when there is none. */
    SignalNumber newest() {
        return ring.newest();
    }
}
