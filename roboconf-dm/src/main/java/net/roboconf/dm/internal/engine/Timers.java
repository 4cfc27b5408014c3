package net.roboconf.dm.internal.engine;

import java.util.HashMap;
import java.util.Map;

/** The timers that are set. Each has a generation, so that one that rings late is known as such. */
final class Timers {

    private final Map<TimerId, Long> set = new HashMap<>();
    private long generation;

    /** Sets a timer, in place of an earlier one with this id. */
    DmEffect.SetTimer set(TimerId timer, long delay) {
        set.put(timer, ++generation);
        return new DmEffect.SetTimer(timer, generation, Math.max(0, delay));
    }

    boolean isSet(TimerId timer) {
        return set.containsKey(timer);
    }

    void cancel(TimerId timer) {
        set.remove(timer);
    }

    /** Whether this ring is the one that was asked for last; it is over then. */
    boolean rang(TimerId timer, long rungGeneration) {
        return set.remove(timer, rungGeneration);
    }
}
