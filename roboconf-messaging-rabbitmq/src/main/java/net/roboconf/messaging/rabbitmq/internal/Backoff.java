package net.roboconf.messaging.rabbitmq.internal;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: at random, so that thousands who lost the same broker do not come back in one
 * instant; growing, so that a broker that is busy starting is left in peace. For one thread.
 */
final class Backoff {

    /** The shortest delay, in milliseconds. */
    static final long SHORTEST = 100;
    /** The longest delay, in milliseconds. */
    static final long LONGEST = 5_000;

    private final RandomGenerator random;
    private long bound = SHORTEST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next delay in milliseconds. */
    long next() {
        bound = Math.min(bound * 2, LONGEST);
        return random.nextLong(SHORTEST, bound + 1);
    }

    /** Begins anew after a success. */
    void reset() {
        bound = SHORTEST;
    }
}
