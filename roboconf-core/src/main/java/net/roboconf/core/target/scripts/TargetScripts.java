package net.roboconf.core.target.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.Program;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.core.process.ScriptRunner;

/**
 * Runs the scripts that come with a target definition, one after the other, here: on the host of the Deployment Manager or
 * on a machine. They find nothing in their environment but what they are given and what every program needs.
 */
public final class TargetScripts {

    private static final Set<String> INHERITED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "JAVA_HOME",
            MachineEnvironment.MACHINE,
            "LANG",
            "LANGUAGE",
            "LC_ALL",
            "LC_CTYPE",
            "LC_MESSAGES",
            "TZ",
            "TMPDIR");

    private final ProgramRunner runner;
    private final ScriptRunner scripts;
    private final Duration limit;

    /**
     * Runs scripts.
     *
     * @param limit how long each may take
     */
    public TargetScripts(ProgramRunner runner, Duration limit) {
        String path = System.getenv("PATH");
        this.runner = runner;
        this.scripts = new ScriptRunner(runner, path == null ? ScriptRunner.PATH : path);
        this.limit = limit;
    }

    /** With ten minutes for each. */
    public static TargetScripts ofThisHost() {
        return new TargetScripts(ProgramRunner.ofThisHost(), Duration.ofMinutes(10));
    }

    /**
     * Ends what an earlier run has left, cut off by the end of its process.
     *
     * @param mark that it had
     * @param memory that it had
     */
    public void abandon(Mark mark, Path memory) throws IOException {
        runner.abandon(mark, memory);
    }

    /**
     * Runs those files whose names fit, in the order of their paths, and ends at the first that fails. What an earlier run
     * has left, cut off by the end of its process, is ended first.
     *
     * @param folder where the files are; scripts run in it
     * @param paths of all files in it, sorted
     * @param which tells the scripts from the other files
     * @param environment what they find in their environment
     * @param mark by which what they start is found again
     * @param memory a folder for what is to be remembered of them; made when missing
     * @param output takes each line that they print, and one before each script
     * @throws StepFailure when one failed; the rest has not run
     * @throws InterruptedException when the thread was interrupted; the script has been ended
     */
    public void run(
            Path folder,
            List<String> paths,
            Predicate<String> which,
            Map<String, String> environment,
            Mark mark,
            Path memory,
            Consumer<String> output)
            throws StepFailure, IOException, InterruptedException {
        Files.createDirectories(memory);
        runner.abandon(mark, memory);
        for (String path : paths) {
            if (which.test(path)) {
                output.accept("runs " + path);
                scripts.run(
                        path,
                        folder.resolve(path),
                        command -> new Program(command, folder, environment, INHERITED::contains, mark, memory),
                        limit,
                        output);
            }
        }
    }
}
