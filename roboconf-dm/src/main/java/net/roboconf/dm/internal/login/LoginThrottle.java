package net.roboconf.dm.internal.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever tries passwords. After a few wrong ones, further tries are refused for a time that doubles with
 * each, up to half a minute: a person who mistypes hardly notices, a program that guesses gets nowhere. One right
 * password forgets all. Safe for use by many threads.
 */
public final class LoginThrottle {

    /** Tries that cost nothing: people mistype. */
    static final int FREE_FAILURES = 3;

    /** The longest wait. Longer ones would let anybody lock the person out. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** After this time without a failure, all is forgotten. */
    static final Duration FORGET = Duration.ofMinutes(10);

    /** How many are remembered; the one that was longest without a failure goes first. */
    static final int REMEMBERED = 1000;

    private record Failures(int count, Instant last) {}

    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    /** Nobody has failed yet. */
    public LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * How long this user must wait before the next try is looked at.
     *
     * @param address from where the request comes
     * @return zero when there is no need to wait
     */
    public synchronized Duration waitFor(String user, String address) {
        Failures known = failures.get(key(user, address));
        if (known == null || known.count() < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), known.last().plus(pause(known.count())));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Remembers a wrong password. */
    public synchronized void failed(String user, String address) {
        Instant now = clock.instant();
        failures.values().removeIf(f -> f.last().plus(FORGET).isBefore(now));
        String key = key(user, address);
        Failures known = failures.remove(key);
        failures.put(key, new Failures(known == null ? 1 : known.count() + 1, now));
        if (failures.size() > REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    /** Forgets the failures of a user who has given the right password. */
    public synchronized void succeeded(String user, String address) {
        failures.remove(key(user, address));
    }

    private static Duration pause(int count) {
        long seconds = 1L << Math.min(count - FREE_FAILURES, 10);
        return seconds > LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(seconds);
    }

    private static String key(String user, String address) {
        return address + ' ' + user;
    }
}
