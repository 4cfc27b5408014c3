package net.roboconf.agent.internal.engine;

import java.util.HashMap;
import java.util.Map;

/** Which timer is set, and in which generation: one that was replaced or taken back rings in vain. */
final class Timers {

    private final AgentState state;
    private final Map<TimerId, Long> current = new HashMap<>();
    private long generations;

    Timers(AgentState state) {
        this.state = state;
    }

    /** Sets a timer, in place of an earlier one. */
    void set(TimerId timer, long delay) {
        long generation = ++generations;
        current.put(timer, generation);
        state.effect(new AgentEffect.SetTimer(timer, generation, Math.max(0, delay)));
    }

    /** Sets a timer unless it is set. */
    void setOnce(TimerId timer, long delay) {
        if (!current.containsKey(timer)) {
            set(timer, delay);
        }
    }

    void cancel(TimerId timer) {
        current.remove(timer);
    }

    boolean isSet(TimerId timer) {
        return current.containsKey(timer);
    }

    /** Whether this ring counts; it counts once. */
    boolean rang(AgentEvent.TimerRang ring) {
        return current.remove(ring.timer(), ring.generation());
    }
}
