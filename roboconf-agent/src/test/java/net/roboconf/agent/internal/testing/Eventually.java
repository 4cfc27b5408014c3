package net.roboconf.agent.internal.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads do. */
public final class Eventually {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Eventually() {}

    /** Returns when the condition holds; fails when it does not within the limit. */
    public static void holds(String what, BooleanSupplier condition) {
        get(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }

    /** The first value that is not null; fails when there is none within the limit. */
    public static <T> T get(String what, Supplier<T> value) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            T present = value.get();
            if (present != null) {
                return present;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("Never seen within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(500_000);
        }
    }
}
