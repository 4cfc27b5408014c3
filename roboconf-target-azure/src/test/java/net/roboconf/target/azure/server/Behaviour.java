package net.roboconf.target.azure.server;

import java.time.Duration;

/**
 * How the server behaves.
 *
 * @param pending how long it takes until something is made
 * @param ending how long it takes until something is gone
 * @param answerAfter how long a request for a machine takes to be answered
 * @param tokenLife for which a token is accepted
 * @param retryAfter the seconds that answers about what is on its way ask for; 0 for none
 * @param page how many items an answer has at most
 * @param perSecond how many requests are allowed; a burst may be of twice as many
 * @param mostMachines the quota
 * @param cascades whether what goes with a machine is deleted with it
 * @param systemDiskTagged whether the disk of the system gets the tags of its machine
 * @param asyncOperations whether answers tell where an operation can be asked for; else only where its result will be
 */
public record Behaviour(
        Duration pending,
        Duration ending,
        Duration answerAfter,
        Duration tokenLife,
        int retryAfter,
        int page,
        int perSecond,
        int mostMachines,
        boolean cascades,
        boolean systemDiskTagged,
        boolean asyncOperations) {

    /** Quick, and without limits that a test would meet by chance. */
    public static Behaviour quick() {
        return new Behaviour(
                Duration.ofMillis(15),
                Duration.ofMillis(15),
                Duration.ZERO,
                Duration.ofHours(1),
                0,
                50,
                100_000,
                1_000,
                true,
                true,
                true);
    }

    /** Everything takes so long. */
    public Behaviour taking(Duration time) {
        return new Behaviour(
                time,
                time,
                answerAfter,
                tokenLife,
                retryAfter,
                page,
                perSecond,
                mostMachines,
                cascades,
                systemDiskTagged,
                asyncOperations);
    }

    public Behaviour answerAfter(Duration time) {
        return new Behaviour(
                pending,
                ending,
                time,
                tokenLife,
                retryAfter,
                page,
                perSecond,
                mostMachines,
                cascades,
                systemDiskTagged,
                asyncOperations);
    }

    public Behaviour tokenLife(Duration time) {
        return new Behaviour(
                pending,
                ending,
                answerAfter,
                time,
                retryAfter,
                page,
                perSecond,
                mostMachines,
                cascades,
                systemDiskTagged,
                asyncOperations);
    }

    public Behaviour retryAfter(int seconds) {
        return new Behaviour(
                pending,
                ending,
                answerAfter,
                tokenLife,
                seconds,
                page,
                perSecond,
                mostMachines,
                cascades,
                systemDiskTagged,
                asyncOperations);
    }

    public Behaviour page(int number) {
        return new Behaviour(
                pending,
                ending,
                answerAfter,
                tokenLife,
                retryAfter,
                number,
                perSecond,
                mostMachines,
                cascades,
                systemDiskTagged,
                asyncOperations);
    }

    public Behaviour perSecond(int number) {
        return new Behaviour(
                pending,
                ending,
                answerAfter,
                tokenLife,
                retryAfter,
                page,
                number,
                mostMachines,
                cascades,
                systemDiskTagged,
                asyncOperations);
    }

    public Behaviour mostMachines(int number) {
        return new Behaviour(
                pending,
                ending,
                answerAfter,
                tokenLife,
                retryAfter,
                page,
                perSecond,
                number,
                cascades,
                systemDiskTagged,
                asyncOperations);
    }

    /** Leaves what goes with a machine, and does not tag the disk of its system. */
    public Behaviour untidy() {
        return new Behaviour(
                pending,
                ending,
                answerAfter,
                tokenLife,
                retryAfter,
                page,
                perSecond,
                mostMachines,
                false,
                false,
                asyncOperations);
    }

    public Behaviour withoutAsyncOperations() {
        return new Behaviour(
                pending,
                ending,
                answerAfter,
                tokenLife,
                retryAfter,
                page,
                perSecond,
                mostMachines,
                cascades,
                systemDiskTagged,
                false);
    }
}
