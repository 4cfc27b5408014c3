package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Outcome;

/** Decides whether a class was applied, and tells people why not. */
final class ClassOutcome {

    /** With {@code --detailed-exitcodes}: something was changed, nothing failed. */
    private static final int CHANGED = 2;

    /** Something was changed, something failed. 4 is: all that was to be changed failed. */
    private static final int CHANGED_AND_FAILED = 6;

    private static final int LENGTH = 500;

    /** How many of the last lines are shown when the log has no error. */
    private static final int LINES = 3;

    private final String className;
    private final StepContext context;
    private final Step step;

    ClassOutcome(String className, StepContext context, Step step) {
        this.className = className;
        this.context = context;
        this.step = step;
    }

    /**
     * Returns when the class was applied. When only some resources failed, of which the recipe has tagged none as required,
     * the step's log has a warning: recipes of Roboconf 0.9 rely on it. To a check there is no such thing. But one in which
     * Puppet has not come to look at anything, since the machine was too busy, says nothing about the software.
     */
    void throwUnlessSuccess(Outcome outcome, Path log) throws StepFailure, IOException {
        if (outcome instanceof Outcome.TimedOut) {
            if (step == Step.CHECK && !LoggedProblem.hasBegun(log)) {
                context.log()
                        .line(
                                "Warning: Puppet was still busy with itself at the time limit and has looked at nothing: the"
                                        + " machine has too much to do, or check-interval is too short.");
                return;
            }
            throw new StepFailure(
                    Reason.STEP_TIMEOUT,
                    null,
                    className + " was not applied within " + context.timeLimit().toSeconds()
                            + " s and Puppet was ended with all that it had started" + last(outcome.tail(), "; "),
                    null);
        }
        int exitCode = ((Outcome.Ended) outcome).exitCode();
        if (exitCode == 0 || exitCode == CHANGED) {
            return;
        }
        List<LoggedProblem> problems = LoggedProblem.read(log);
        String why = why(problems);
        if (why.isEmpty()) {
            why = "Puppet exited " + exitCode + " for " + className + last(outcome.tail(), ": ");
        }
        if (exitCode == CHANGED_AND_FAILED
                && step != Step.CHECK
                && problems.stream().noneMatch(LoggedProblem::required)) {
            context.log().line("Warning: not all of " + className + " was applied. " + why);
        } else {
            throw new StepFailure(Reason.STEP_FAILED, exitCode, why, null);
        }
    }

    /** The first resource that failed, because others may have failed for it; without one, the last error. */
    private String why(List<LoggedProblem> problems) {
        List<LoggedProblem> resources =
                problems.stream().filter(LoggedProblem::isAboutResource).toList();
        if (!resources.isEmpty()) {
            long more =
                    resources.stream().map(LoggedProblem::resource).distinct().count() - 1;
            String rest = more == 0 ? "" : "; failed, too: " + more + (more == 1 ? " resource" : " resources");
            return sentence(resources.get(0)) + rest;
        }
        return problems.isEmpty() ? "" : sentence(problems.get(problems.size() - 1));
    }

    private String sentence(LoggedProblem problem) {
        String place = place(problem);
        String about = problem.resource();
        if (!place.isEmpty()) {
            about = about.isEmpty() ? place : about + " (" + place + ")";
        }
        return (about.isEmpty() ? "" : about + ": ") + begin(problem.message());
    }

    private String place(LoggedProblem problem) {
        if (problem.file().isEmpty()) {
            return "";
        }
        Path file = Path.of(problem.file());
        String name = file.startsWith(context.recipe())
                ? context.recipe().relativize(file).toString()
                : file.toString();
        return problem.line().isEmpty() ? name : name + ":" + problem.line();
    }

    /** One line, of which the beginning says most. */
    private static String begin(String message) {
        String text = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" | "));
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    }

    private static String last(List<String> tail, String before) {
        List<String> lines =
                tail.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.isEmpty()
                ? "; it printed nothing"
                : before + begin(String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    }
}
