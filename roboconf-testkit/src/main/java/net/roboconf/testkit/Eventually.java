package net.roboconf.testkit;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads or processes do, with a limit far beyond what it takes on a machine that is busy. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Eventually() {}

    /**
     * Returns when a condition holds; fails when it does not in time.
     *
     * @param what is waited for, for the failure's message
     * @param condition asked again and again, on this thread
     */
    public static void holds(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                fail("Not within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
