package net.roboconf.plugin.bash.internal;

import java.util.List;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Outcome;

/** Tells people how a script failed. */
final class ScriptFailure {

    /** Most scripts say in their last line why they fail; what led to it is in the step's output. */
    private static final int LINES = 3;

    private static final int LENGTH = 500;

    private ScriptFailure() {}

    /**
     * Returns when the script succeeded.
     *
     * @param script its name in the recipe
     */
    static void throwUnlessSuccess(String script, StepContext context, Outcome outcome) throws StepFailure {
        if (outcome instanceof Outcome.Ended ended && ended.exitCode() != 0) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    ended.exitCode(),
                    script + " exited " + ended.exitCode() + last(outcome.tail()),
                    null);
        }
        if (outcome instanceof Outcome.TimedOut) {
            throw new StepFailure(
                    Reason.STEP_TIMEOUT,
                    null,
                    script + " did not end within " + context.timeLimit().toSeconds()
                            + " s and was ended with all that it had started" + last(outcome.tail()),
                    null);
        }
    }

    private static String last(List<String> tail) {
        List<String> lines =
                tail.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            return "; it printed nothing";
        }
        String text = lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .collect(Collectors.joining(" | "));
        // The end says most.
        return ": " + (text.length() <= LENGTH ? text : "…" + text.substring(text.length() - LENGTH));
    }
}
