package net.roboconf.target.local.internal;

import java.time.Duration;

/** When an agent that ended may be started again: at once, then ever later while it ends soon. Not thread-safe. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(60);

    /** An agent that ran for so long was well. */
    private static final Duration WELL = Duration.ofSeconds(60);

    private boolean started;
    private long lastStart;
    private Duration wait = Duration.ZERO;

    /**
     * Whether it may start now.
     *
     * @param now in nanoseconds of a clock that never goes back
     */
    boolean allows(long now) {
        return !started || now - lastStart >= wait.toNanos();
    }

    /** It starts now. */
    void starts(long now) {
        boolean well = !started || now - lastStart >= WELL.toNanos();
        Duration doubled = wait.isZero() ? FIRST : wait.multipliedBy(2);
        wait = well ? FIRST : doubled.compareTo(LAST) < 0 ? doubled : LAST;
        started = true;
        lastStart = now;
    }
}
