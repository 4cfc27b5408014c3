package net.roboconf.plugin.file.internal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a step must have ended, on a clock that never goes back. */
final class Deadline {

    private final LongSupplier nanoClock;
    private final long end;

    /**
     * Begins now.
     *
     * @param nanoClock like {@link System#nanoTime()}
     */
    Deadline(LongSupplier nanoClock, Duration limit) {
        this.nanoClock = nanoClock;
        this.end = nanoClock.getAsLong() + limit.toNanos();
    }

    /** What is left; zero or negative when it is over. */
    Duration remaining() {
        return Duration.ofNanos(end - nanoClock.getAsLong());
    }

    boolean isOver() {
        return remaining().compareTo(Duration.ZERO) <= 0;
    }
}
