package net.roboconf.dm.internal.engine;

import java.util.Set;

/**
 * The engine's times, in milliseconds, and policies.
 *
 * @param silenceCheck between two looks at who is silent
 * @param lostAfter an agent that is silent for this long is shown as lost
 * @param withdrawAfter what a lost agent exports is withdrawn after this long a silence
 * @param withdrawal whether it is withdrawn at all
 * @param distrustShare when more than this share of all agents, and more than {@code distrustAtLeast}, are silent, the
 *     Deployment Manager suspects its own connection; 0 to 1
 * @param distrustAtLeast see {@code distrustShare}
 * @param orderPace the least time between two orders to one machine
 * @param orderRepeat an order that an agent did not accept is repeated to it after this long
 * @param statusPoll between two looks at a machine that is coming up
 * @param terminationPoll between two looks at a machine that is going
 * @param retry before a failed call is repeated; doubles up to {@code retryMax}
 * @param retryMax the longest wait before a failed call is repeated
 * @param forbiddenPorts never chosen for a {@code random[port]}
 */
public record DmTuning(
        long silenceCheck,
        long lostAfter,
        long withdrawAfter,
        Withdrawal withdrawal,
        double distrustShare,
        int distrustAtLeast,
        long orderPace,
        long orderRepeat,
        long statusPoll,
        long terminationPoll,
        long retry,
        long retryMax,
        Set<Integer> forbiddenPorts) {

    /** What becomes of the exports of an agent that stays silent. */
    public enum Withdrawal {
        /** They stay. */
        KEEP,
        /** They are withdrawn, but never the last that satisfy a mandatory import. */
        WITHDRAW,
        /** They are withdrawn, whoever needs them. */
        WITHDRAW_LAST_TOO
    }

    /** What production uses. */
    public static final DmTuning DEFAULT = new DmTuning(
            1_000, 12_000, 60_000, Withdrawal.WITHDRAW, 0.2, 3, 100, 1_000, 5_000, 1_000, 1_000, 30_000, Set.of());

    /** The same with another policy about silence. */
    public DmTuning withWithdrawal(long after, Withdrawal policy) {
        return new DmTuning(
                silenceCheck,
                lostAfter,
                after,
                policy,
                distrustShare,
                distrustAtLeast,
                orderPace,
                orderRepeat,
                statusPoll,
                terminationPoll,
                retry,
                retryMax,
                forbiddenPorts);
    }

    /** The same with other ports that are never chosen. */
    public DmTuning withForbiddenPorts(Set<Integer> ports) {
        return new DmTuning(
                silenceCheck,
                lostAfter,
                withdrawAfter,
                withdrawal,
                distrustShare,
                distrustAtLeast,
                orderPace,
                orderRepeat,
                statusPoll,
                terminationPoll,
                retry,
                retryMax,
                ports);
    }

    /** Makes the set immutable. */
    public DmTuning {
        forbiddenPorts = Set.copyOf(forbiddenPorts);
    }
}
