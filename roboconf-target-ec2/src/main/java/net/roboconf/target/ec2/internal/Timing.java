package net.roboconf.target.ec2.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long EC2 may take.
 *
 * @param seenWithin what was made is seen by everybody after this time: nothing is taken as absent earlier
 * @param look between two looks at something
 * @param runsWithin after which a machine, or a volume, is not waited for any more
 */
record Timing(Duration seenWithin, Duration look, Duration runsWithin) {

    /** EC2 says seconds of its eventual consistency, and mostly shows at once what was made. */
    static final Timing OF_EC2 = new Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** Waits for the next look. */
    void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(look.toNanos());
    }

    /** Begins to wait. */
    Wait upTo(Duration limit) {
        return new Wait(System.nanoTime() + limit.toNanos());
    }

    /** A time that ends. */
    record Wait(long deadline) {

        boolean isOver() {
            return System.nanoTime() - deadline >= 0;
        }
    }
}
