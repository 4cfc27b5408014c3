package net.roboconf.core.messaging;

/**
 * How an agent watches over the steps and the software of one instance. All times are in milliseconds.
 *
 * @param stepTimeLimit a step that runs longer is ended with everything it started; at least 1
 * @param checkInterval between the end of a {@code check} and the next; 0 for never
 * @param restartAttempts how often software that died is started again before the agent gives up; 0 for never
 * @param restartDelay before the first restart; each further one waits twice as long
 * @param restartDelayMax the longest wait between restarts
 * @param healthyAfter software that ran this long has its restarts forgotten
 */
public record Supervision(
        long stepTimeLimit,
        long checkInterval,
        int restartAttempts,
        long restartDelay,
        long restartDelayMax,
        long healthyAfter) {

    /** 15 minutes per step, a check every 5 s, 10 restarts after 1 s, 2 s, … 60 s, forgotten after 10 minutes. */
    public static final Supervision DEFAULT = new Supervision(900_000, 5_000, 10, 1_000, 60_000, 600_000);

    /** Checks the ranges. */
    public Supervision {
        if (stepTimeLimit < 1
                || checkInterval < 0
                || restartAttempts < 0
                || restartDelay < 0
                || restartDelayMax < restartDelay
                || healthyAfter < 0) {
            throw new IllegalArgumentException("Supervision out of range: step limit " + stepTimeLimit
                    + " ms, check every " + checkInterval + " ms, " + restartAttempts + " restarts after "
                    + restartDelay + " to " + restartDelayMax + " ms, healthy after " + healthyAfter + " ms");
        }
    }
}
