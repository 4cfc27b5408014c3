package net.roboconf.target.azure.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long Azure may take.
 *
 * @param look until the first look at something that was begun, unless Azure asks for a longer time; then twice as long each
 *     time, up to ten times as long: what takes its time is looked at by hundreds
 * @param mostBetween the longest time between two looks, whatever Azure asks for
 * @param doneWithin after which something that was begun is not waited for any more
 */
record Timing(Duration look, Duration mostBetween, Duration doneWithin) {

    /** A call of the Deployment Manager is given up after ten minutes; taking away what was made needs some of them. */
    static final Timing OF_AZURE = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private static final int SLOWEST = 10;

    /** Begins to wait. */
    Wait begin() {
        return new Wait();
    }

    /** A time that ends. */
    final class Wait {

        private final long deadline = System.nanoTime() + doneWithin.toNanos();
        private Duration next = look;

        private Wait() {}

        boolean isOver() {
            return System.nanoTime() - deadline >= 0;
        }

        /**
         * Waits for the next look.
         *
         * @param wanted how long Azure wants to be left alone
         */
        void pause(Optional<Duration> wanted) throws InterruptedException {
            Duration pause = wanted.filter(one -> one.compareTo(next) > 0).orElse(next);
            TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), mostBetween.toNanos()));
            next = Duration.ofNanos(Math.min(next.toNanos() * 2, look.toNanos() * SLOWEST));
        }
    }
}
