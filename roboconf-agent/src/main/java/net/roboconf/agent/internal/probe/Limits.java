package net.roboconf.agent.internal.probe;

import net.roboconf.core.plugin.StepContext;

/** The time limit of a look in the form that sockets take. */
final class Limits {

    private Limits() {}

    /** In milliseconds, at least 1: 0 would be no limit at all. */
    static int millis(StepContext context) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, context.timeLimit().toMillis()));
    }
}
