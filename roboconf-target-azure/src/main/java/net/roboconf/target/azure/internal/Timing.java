package net.roboconf.target.azure.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long Azure may take.
 *
 * @param look between two looks at something, unless Azure asks for a longer time
 * @param mostBetween the longest time between two looks, whatever Azure asks for
 * @param doneWithin after which something that was begun is not waited for any more
 */
record Timing(Duration look, Duration mostBetween, Duration doneWithin) {

    /** A call of the Deployment Manager is given up after ten minutes; taking away what was made needs some of them. */
    static final Timing OF_AZURE = new Timing(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(5));

    /**
     * Waits for the next look.
     *
     * @param wanted how long Azure wants to be left alone
     */
    void pause(Optional<Duration> wanted) throws InterruptedException {
        Duration pause = wanted.filter(one -> one.compareTo(look) > 0).orElse(look);
        TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), mostBetween.toNanos()));
    }

    /** Begins to wait. */
    Wait begin() {
        return new Wait(System.nanoTime() + doneWithin.toNanos());
    }

    /** A time that ends. */
    record Wait(long deadline) {

        boolean isOver() {
            return System.nanoTime() - deadline >= 0;
        }
    }
}
