package net.roboconf.dm.internal.json;

import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.StepReport;

/**
 * How a step of a recipe ended.
 *
 * @param outcome {@code NONE} when it succeeded
 * @param exitCode null when there was none
 * @param output the end of what it wrote
 */
public record StepJson(
        String step,
        boolean succeeded,
        Reason outcome,
        String message,
        Integer exitCode,
        String output,
        String startedAt,
        long durationMillis) {

    static StepJson of(StepReport report) {
        return new StepJson(
                report.step().recipeName(),
                report.succeeded(),
                report.outcome(),
                report.message(),
                report.exitCode(),
                report.output(),
                Json.time(report.startedAt()),
                report.duration());
    }
}
