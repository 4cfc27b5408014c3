package net.roboconf.core.target.kit;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import net.roboconf.core.target.TargetException;

/**
 * Repeats requests that failed for a while: with delays that double, spread at random, or as the provider asks for
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">Retry-After</a>). What does not succeed in time is the
 * Deployment Manager's to repeat. Immutable.
 */
public final class Retry {

    private final int attempts;
    private final long first;
    private final long most;
    private final Sleeper sleeper;
    private final DoubleSupplier random;

    /**
     * Repeats like this.
     *
     * @param attempts how often in all, at least 1
     * @param first the delay after the first failure
     * @param most the longest delay; a provider that asks for a longer one is not asked again
     */
    public Retry(int attempts, Duration first, Duration most) {
        this(attempts, first, most, Thread::sleep, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    Retry(int attempts, Duration first, Duration most, Sleeper sleeper, DoubleSupplier random) {
        this.attempts = attempts;
        this.first = first.toMillis();
        this.most = most.toMillis();
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Waits. */
    interface Sleeper {

        void sleep(long millis) throws InterruptedException;
    }

    /** A request that can be repeated without harm. */
    @FunctionalInterface
    public interface Request<T> {

        /**
         * Sends it.
         *
         * @throws Busy when it had no effect and may succeed later
         */
        T send() throws Busy, TargetException, InterruptedException;
    }

    /** The provider wants to be asked again later. */
    public static final class Busy extends Exception {

        private static final long serialVersionUID = 1L;

        private final long after;

        /**
         * Not now.
         *
         * @param message the provider's words
         * @param after how long the provider wants to be left alone; null when it does not say
         * @param cause may be null
         */
        public Busy(String message, Duration after, Throwable cause) {
            super(message, cause);
            this.after = after == null ? -1 : Math.max(0, after.toMillis());
        }
    }

    /** Sends a request until it is answered with something else than {@link Busy}, or it was sent often enough. */
    public <T> T call(Request<T> request) throws TargetException, InterruptedException {
        long delay = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (Busy busy) {
                long wait = busy.after >= 0 ? busy.after : (long) (delay * (0.5 + random.getAsDouble() / 2));
                if (attempt == attempts || wait > most) {
                    throw TargetException.unsure(busy.getMessage(), busy);
                }
                sleeper.sleep(wait);
                delay = Math.min(most, delay * 2);
            }
        }
    }
}
