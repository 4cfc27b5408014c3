package org.example.roboconf.ansible.internal;

import java.util.List;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Outcome;

/** Tells people how a playbook failed. */
final class PlaybookFailure {

    private static final int LENGTH = 500;

    private PlaybookFailure() {}

    /** Returns when the playbook succeeded. */
    static void throwUnlessSuccess(String playbook, StepContext context, Outcome outcome) throws StepFailure {
        if (outcome instanceof Outcome.Ended ended && ended.exitCode() != 0) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    ended.exitCode(),
                    playbook + " exited " + ended.exitCode() + why(outcome.tail()),
                    null);
        }
        if (outcome instanceof Outcome.TimedOut) {
            throw new StepFailure(
                    Reason.STEP_TIMEOUT,
                    null,
                    playbook + " did not end within " + context.timeLimit().toSeconds()
                            + " s and was ended with all that it had started" + why(outcome.tail()),
                    null);
        }
    }

    /** Ansible ends with a recap that explains nothing; the line that does begins with one of two words. */
    private static String why(List<String> tail) {
        List<String> lines =
                tail.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String said = lines.stream()
                .filter(line -> line.startsWith("fatal:") || line.startsWith("ERROR!"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1));
        return ": " + (said.length() <= LENGTH ? said : said.substring(0, LENGTH) + "…");
    }
}
