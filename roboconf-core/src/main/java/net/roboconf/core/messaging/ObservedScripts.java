package net.roboconf.core.messaging;

import net.roboconf.core.lifecycle.Reason;

/**
 * How the scripts of a machine's target have ended.
 *
 * @param attempt of {@link DesiredScripts} in which they ran
 * @param outcome {@link Reason#NONE} when all succeeded, else why one did not
 * @param message one sentence about the failure; empty when they succeeded
 * @param at wall-clock time, in milliseconds since 1970
 */
public record ObservedScripts(long attempt, Reason outcome, String message, long at) {

    /** Whether all succeeded. */
    public boolean succeeded() {
        return outcome == Reason.NONE;
    }
}
