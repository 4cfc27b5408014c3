package net.roboconf.target.ec2.server;

import java.time.Duration;

/**
 * How the server behaves.
 *
 * @param seenAfter how long what was made is not shown
 * @param pending how long an instance is not running yet
 * @param ending how long it takes an instance to end
 * @param rememberedFor how long a terminated instance is shown
 * @param answerAfter how long RunInstances takes
 * @param page how many items an answer has at most
 * @param perSecond how many requests are allowed; a burst may be of twice as many
 * @param mostInstances how many may exist
 */
public record Behaviour(
        Duration seenAfter,
        Duration pending,
        Duration ending,
        Duration rememberedFor,
        Duration answerAfter,
        int page,
        int perSecond,
        int mostInstances) {

    /** Quick, and without limits that a test would meet by chance. */
    public static Behaviour quick() {
        return new Behaviour(
                Duration.ofMillis(60),
                Duration.ofMillis(60),
                Duration.ofMillis(60),
                Duration.ofMinutes(10),
                Duration.ZERO,
                7,
                100_000,
                1_000);
    }

    public Behaviour seenAfter(Duration delay) {
        return new Behaviour(delay, pending, ending, rememberedFor, answerAfter, page, perSecond, mostInstances);
    }

    public Behaviour rememberedFor(Duration time) {
        return new Behaviour(seenAfter, pending, ending, time, answerAfter, page, perSecond, mostInstances);
    }

    public Behaviour answerAfter(Duration time) {
        return new Behaviour(seenAfter, pending, ending, rememberedFor, time, page, perSecond, mostInstances);
    }

    public Behaviour perSecond(int number) {
        return new Behaviour(seenAfter, pending, ending, rememberedFor, answerAfter, page, number, mostInstances);
    }

    public Behaviour mostInstances(int number) {
        return new Behaviour(seenAfter, pending, ending, rememberedFor, answerAfter, page, perSecond, number);
    }

    public Behaviour pending(Duration time) {
        return new Behaviour(seenAfter, time, ending, rememberedFor, answerAfter, page, perSecond, mostInstances);
    }
}
