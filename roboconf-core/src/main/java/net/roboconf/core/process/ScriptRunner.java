package net.roboconf.core.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepFailure;

/**
 * Runs scripts to their end, and tells people how one failed. An executable file is run by the interpreter of its first
 * line ({@code #!…}), any other by bash. May be used by many threads.
 */
public final class ScriptRunner {

    /** Where programs are looked for when nobody says where. */
    public static final String PATH = "/usr/bin:/bin";

    /** Most scripts say in their last line why they fail; what led to it is in the output. */
    private static final int LINES = 3;

    private static final int LENGTH = 500;

    private final ProgramRunner runner;
    private final Interpreter interpreter;

    /**
     * Runs scripts.
     *
     * @param path where interpreters are looked for, as in the variable {@code PATH}
     */
    public ScriptRunner(ProgramRunner runner, String path) {
        this.runner = runner;
        this.interpreter = new Interpreter(path);
    }

    /**
     * Runs a script and waits for its end.
     *
     * @param name for people
     * @param script the file
     * @param program makes a program of the command
     * @param limit how long it may take
     * @param output takes each line that it prints, both streams; called on this thread
     * @throws StepFailure when its interpreter is missing, it exits with another code than 0, or passes its limit; says so
     *     with the last lines of its output
     * @throws IOException when it could not be begun
     * @throws InterruptedException when the thread was interrupted; the script has been ended
     */
    public void run(
            String name, Path script, Function<List<String>, Program> program, Duration limit, Consumer<String> output)
            throws StepFailure, IOException, InterruptedException {
        Outcome outcome = runner.run(program.apply(interpreter.command(script)), limit, output);
        if (outcome instanceof Outcome.Ended ended && ended.exitCode() != 0) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    ended.exitCode(),
                    name + " exited " + ended.exitCode() + last(outcome.tail()),
                    null);
        }
        if (outcome instanceof Outcome.TimedOut) {
            throw new StepFailure(
                    Reason.STEP_TIMEOUT,
                    null,
                    name + " did not end within " + limit.toSeconds() + " s and was ended with all that it had started"
                            + last(outcome.tail()),
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
