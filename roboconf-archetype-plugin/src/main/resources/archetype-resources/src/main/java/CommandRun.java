package ${package};

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.Outcome;
import net.roboconf.core.process.Program;
import net.roboconf.core.process.ProgramRunner;

/**
 * Runs the command of a step. The runner does what is hard about that: a command whose time is over is ended with all that
 * it has started, and so is one that a crash of the agent has cut off; what a command leaves running lives on.
 */
final class CommandRun {

    /** In the work folder: what the runner needs to find a command again. Hidden, the rest of the folder is the recipe's. */
    static final String MEMORY = ".running";

    /** In the work folder: what the step is told. */
    static final String VARIABLES = "variables.properties";

    private final ProgramRunner runner;
    private final MachineEnvironment inherited;

    CommandRun(ProgramRunner runner, MachineEnvironment inherited) {
        this.runner = runner;
        this.inherited = inherited;
    }

    /**
     * Runs it in the folder of the recipe; does nothing when the recipe has none for this step.
     *
     * @param change null unless the step is an update
     */
    void run(StepContext context, Step step, ImportChange change) throws StepFailure, InterruptedException {
        String command = Commands.of(context.recipe()).of(step).orElse(null);
        if (command == null) {
            context.log().line("There is no command for " + step.recipeName() + ": nothing to do.");
            return;
        }
        try {
            Variables.write(context, change, context.work().resolve(VARIABLES));
            Outcome outcome = runner.run(program(context, command), context.timeLimit(), context.log()::line);
            throwUnlessSuccess(step, context, outcome);
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "The command for " + step.recipeName() + " could not be run: " + e.getMessage(),
                    e);
        }
    }

    /** Ends what a crash of the agent has left of a command. */
    void abandon(StepContext context, Step step) throws StepFailure {
        try {
            runner.abandon(mark(context), context.work().resolve(MEMORY));
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "What is left of the command for " + step.recipeName() + " cannot be ended: " + e.getMessage(),
                    e);
        }
    }

    /** Values never become a part of the command: a quote in one of them would be code. */
    private Program program(StepContext context, String command) throws IOException {
        Map<String, String> environment = new TreeMap<>(inherited.restored());
        environment.put("WORK", context.work().toString());
        environment.put("VARIABLES", context.work().resolve(VARIABLES).toString());
        Path memory = Files.createDirectories(context.work().resolve(MEMORY));
        return new Program(
                List.of("sh", "-c", command), context.recipe(), environment, inherited, mark(context), memory);
    }

    /** Names this run of the step; what it starts inherits it. */
    private static Mark mark(StepContext context) {
        return new Mark("ROBOCONF_STEP_ID", context.stepId());
    }

    /** A failure tells people what happened, and the last that the command said. */
    private static void throwUnlessSuccess(Step step, StepContext context, Outcome outcome) throws StepFailure {
        String name = "The command for " + step.recipeName();
        if (outcome instanceof Outcome.TimedOut) {
            throw new StepFailure(
                    Reason.STEP_TIMEOUT,
                    null,
                    name + " did not end within " + context.timeLimit().toSeconds() + " s" + said(outcome),
                    null);
        }
        if (outcome instanceof Outcome.Ended ended && ended.exitCode() != 0) {
            throw new StepFailure(
                    Reason.STEP_FAILED, ended.exitCode(), name + " exited " + ended.exitCode() + said(outcome), null);
        }
    }

    private static String said(Outcome outcome) {
        List<String> tail = outcome.tail();
        return tail.isEmpty() ? "; it printed nothing" : ": " + tail.get(tail.size() - 1);
    }
}
