package net.roboconf.core.messaging;

import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;

/**
 * How a step of a recipe ended.
 *
 * @param step which step
 * @param outcome {@link Reason#NONE} when it succeeded, else why it did not
 * @param message one sentence about the failure; empty when it succeeded
 * @param exitCode of the recipe's program; null when it had none
 * @param output the end of what it wrote, both streams, at most {@value #OUTPUT_LIMIT} characters
 * @param startedAt wall-clock time in milliseconds since 1970
 * @param duration in milliseconds
 */
public record StepReport(
        Step step,
        Reason outcome,
        String message,
        @MayBeAbsent Integer exitCode,
        String output,
        long startedAt,
        long duration) {

    /** The longest output that travels; the whole is in the agent's log of the step. */
    public static final int OUTPUT_LIMIT = 4096;

    /** Cuts the output to its end. */
    public StepReport {
        if (output.length() > OUTPUT_LIMIT) {
            output = output.substring(output.length() - OUTPUT_LIMIT);
        }
    }

    /** Whether the step succeeded. */
    public boolean succeeded() {
        return outcome == Reason.NONE;
    }
}
