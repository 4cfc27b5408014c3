package net.roboconf.agent.internal.host;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.TimerId;

/** The timers of one engine. Not thread-safe, but for the ringing. */
final class Timers {

    private final ScheduledExecutorService timer;
    private final Consumer<AgentEvent> events;
    private final Map<TimerId, Future<?>> set = new HashMap<>();

    Timers(ScheduledExecutorService timer, Consumer<AgentEvent> events) {
        this.timer = timer;
        this.events = events;
    }

    /**
     * Sets a timer in place of the earlier one of that name.
     *
     * @param late how long ago the event was taken that the delay counts from, in milliseconds
     */
    void set(AgentEffect.SetTimer effect, long late) {
        Future<?> earlier = set.put(
                effect.timer(),
                timer.schedule(
                        () -> events.accept(new AgentEvent.TimerRang(effect.timer(), effect.generation())),
                        Math.max(0, effect.delay() - late),
                        TimeUnit.MILLISECONDS));
        if (earlier != null) {
            earlier.cancel(false);
        }
    }

    void close() {
        set.values().forEach(each -> each.cancel(false));
        set.clear();
    }
}
