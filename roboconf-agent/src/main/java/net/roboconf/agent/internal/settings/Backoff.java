package net.roboconf.agent.internal.settings;

import java.util.random.RandomGenerator;

/**
 * How long to wait before sources are asked again: growing, and at random, so that machines which were made together do
 * not ask one metadata service in one instant for ever. For one thread.
 */
final class Backoff {

    /** In milliseconds. */
    static final long FIRST = 1_000;
    /** In milliseconds. */
    static final long LONGEST = 30_000;

    private final RandomGenerator random;
    private long bound = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next delay in milliseconds. */
    long next() {
        long delay = random.nextLong(bound / 2, bound + 1);
        bound = Math.min(bound * 2, LONGEST);
        return delay;
    }

    /** Begins anew after a success. */
    void reset() {
        bound = FIRST;
    }
}
