package net.roboconf.agent.internal.host;

import java.time.Duration;

/**
 * The times of an agent's surroundings.
 *
 * @param restartFirst before an engine that failed begins anew; doubles with each further failure
 * @param restartMax the longest wait before an engine begins anew
 * @param healthyAfter an engine that ran this long has its failures forgotten
 * @param storeNotice between two signs of life of an agent whose memory cannot be written
 * @param stepGrace how long a step that was told to end may take to do so
 * @param pluginAnswer how long a plug-in may take to answer what it must answer quickly
 * @param chunkDeadline a piece of a blob that did not come for so long is asked for again
 * @param transferLimit a transfer without any progress for so long has failed, the time without a connection apart
 * @param sideChannelIdle the side channel is closed after this long without use
 */
public record HostTuning(
        Duration restartFirst,
        Duration restartMax,
        Duration healthyAfter,
        Duration storeNotice,
        Duration stepGrace,
        Duration pluginAnswer,
        Duration chunkDeadline,
        Duration transferLimit,
        Duration sideChannelIdle) {

    /**
     * What production uses. The transfer limit is long because a Deployment Manager that is restarted, or replaced by a
     * stand-by, is only late; a failed transfer wants a person.
     */
    public static final HostTuning DEFAULT = new HostTuning(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(15),
            Duration.ofSeconds(10));
}
