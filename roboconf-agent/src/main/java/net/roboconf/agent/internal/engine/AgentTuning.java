package net.roboconf.agent.internal.engine;

/**
 * The engine's times, all in milliseconds.
 *
 * @param heartbeat between two heartbeats
 * @param observedPace the least time between two observed statements
 * @param exportsPace the most that a long list of exports waits until it is stated again
 * @param working how often exporters are told that their statement is still being applied
 * @param drainReminder how long an importer may be silent before a withdrawal is repeated to it
 * @param drainIdle a drain ends when no importer made progress for this long
 * @param drainCap a drain ends after this long in any case
 * @param checkLimit a {@code check} that takes longer has failed, unless its interval is longer still: then that holds
 * @param pluginsAtStart how long plug-ins may take to come after the agent's start before started software says that its
 *     own is missing
 * @param pluginReplaced how long the new version of a plug-in may take to come after the old one went
 * @param updateRetry before a failed update is repeated; doubles up to {@code updateRetryMax}
 * @param updateRetryMax the longest wait before a failed update is repeated
 */
public record AgentTuning(
        long heartbeat,
        long observedPace,
        long exportsPace,
        long working,
        long drainReminder,
        long drainIdle,
        long drainCap,
        long checkLimit,
        long pluginsAtStart,
        long pluginReplaced,
        long updateRetry,
        long updateRetryMax) {

    /** What production uses. */
    public static final AgentTuning DEFAULT =
            new AgentTuning(5_000, 100, 100, 3_000, 2_000, 10_000, 120_000, 10_000, 3_000, 300, 2_000, 60_000);
}
