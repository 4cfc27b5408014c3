package net.roboconf.agent.internal.engine;

import net.roboconf.core.model.InstancePath;

/**
 * What a timer is for.
 *
 * @param kind its purpose
 * @param path the instance that it is about; null for those of the whole agent
 */
public record TimerId(Kind kind, InstancePath path) {

    /** The purposes. */
    public enum Kind {
        /** Send the next heartbeat. */
        HEARTBEAT,
        /** Send the observed state that was held back. */
        OBSERVED,
        /** State exports that were held back. */
        EXPORTS,
        /** Tell exporters that their statements are still being applied. */
        WORKING,
        /** A plug-in that started software misses is not only late. */
        PLUGINS,
        /** Begin steps again: no rival was told of for a while. */
        HOLD,
        /** Run the instance's {@code check} step. */
        CHECK,
        /** Start an instance again that died or failed to start. */
        RESTART,
        /** Repeat a failed {@code update} or {@code reconfigure}. */
        UPDATE_RETRY,
        /** Look after a drain: remind importers, or give up. */
        DRAIN
    }
}
