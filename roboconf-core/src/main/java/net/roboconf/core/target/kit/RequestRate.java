package net.roboconf.core.target.kit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets so many requests through in a second, evenly, in the order in which they came: what a provider allows. Requests
 * that come after a pause may begin at once, up to those of one second. Thread-safe.
 */
public final class RequestRate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clock;
    private long interval;
    private long next;

    /**
     * Lets through that many.
     *
     * @param perSecond at least 1
     */
    public RequestRate(int perSecond) {
        this(perSecond, System::nanoTime);
    }

    RequestRate(int perSecond, LongSupplier clock) {
        this.clock = clock;
        interval = SECOND / perSecond;
        next = clock.getAsLong() - SECOND;
    }

    /** The requests of all definitions that use one account of a provider, by the name of the account. */
    public static final class Accounts {

        private final Map<String, RequestRate> rates = new ConcurrentHashMap<>();

        /** The one of this account, with the rate that was asked for last. */
        public RequestRate of(String account, int perSecond) {
            RequestRate rate = rates.computeIfAbsent(account, name -> new RequestRate(perSecond));
            rate.become(perSecond);
            return rate;
        }
    }

    private synchronized void become(int perSecond) {
        interval = SECOND / perSecond;
    }

    /** Waits for its turn. */
    public void await() throws InterruptedException {
        long wait = reserve();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /** Takes the next turn; how long until then, in nanoseconds; 0 or less for now. */
    synchronized long reserve() {
        long now = clock.getAsLong();
        next = Math.max(next, now - SECOND + interval);
        long turn = next;
        next += interval;
        return turn - now;
    }
}
