package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.Outcome;
import net.roboconf.core.process.Program;
import net.roboconf.core.process.ProgramRunner;

/** The command {@code puppet} of this machine. */
final class PuppetCommand {

    private static final String NAME = "puppet";

    /** In the {@code POSIX} locale, which a launcher may have, Ruby takes text for ASCII. This one needs no package. */
    private static final String LOCALE = "C.UTF-8";

    /** What Puppet replaces in the name of a folder, or takes for the end of one. */
    private static final String UNFIT = ":,$";

    private final ProgramRunner runner;
    private final MachineEnvironment inherited;
    private final List<Path> places;

    /**
     * Looks for the command in the {@code PATH} first.
     *
     * @param inherited what it inherits
     * @param more where it is looked for then
     */
    PuppetCommand(ProgramRunner runner, MachineEnvironment inherited, List<Path> more) {
        this.runner = runner;
        this.inherited = inherited;
        this.places = Stream.concat(
                        Stream.of(inherited
                                        .variables()
                                        .getOrDefault("PATH", "/usr/bin:/bin")
                                        .split(":"))
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of),
                        more.stream())
                .toList();
    }

    /** Runs it to its end, or to that of the step, in the folder of the recipe. Its output goes to the step's log. */
    Outcome run(StepContext context, InstanceFolder folder, List<String> arguments)
            throws StepFailure, IOException, InterruptedException {
        return run(context, folder, arguments, context.timeLimit());
    }

    /** The same with a time limit of its own. */
    Outcome run(StepContext context, InstanceFolder folder, List<String> arguments, Duration limit)
            throws StepFailure, IOException, InterruptedException {
        requireFit(context.recipe());
        requireFit(folder.memory());
        List<String> command = new ArrayList<>();
        command.add(find().toString());
        command.addAll(arguments);
        Map<String, String> variables = new TreeMap<>(inherited.restored());
        variables.put("LANG", LOCALE);
        variables.put("LC_ALL", LOCALE);
        return runner.run(
                new Program(command, context.recipe(), variables, inherited, mark(context), folder.memory()),
                limit,
                context.log()::line);
    }

    /** Ends what is left of a run that a crash of the agent cut off. */
    void abandon(StepContext context, InstanceFolder folder) throws IOException {
        runner.abandon(mark(context), folder.memory());
    }

    private Path find() throws StepFailure {
        // Looked for each time: an administrator may install it while the agent runs.
        return places.stream()
                .map(place -> place.resolve(NAME))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new StepFailure(
                        Reason.TOOL_MISSING,
                        null,
                        "The command 'puppet' is not on this machine: install puppet-agent, version 7 or newer (on"
                                + " Debian: apt-get install puppet-agent).",
                        null));
    }

    private static void requireFit(Path folder) throws StepFailure {
        if (folder.toString().chars().anyMatch(c -> UNFIT.indexOf(c) >= 0)) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "Puppet takes no folder with ':', ',' or '$' in its name: give the agent a data folder without. This"
                            + " one is " + folder + ".",
                    null);
        }
    }

    private static Mark mark(StepContext context) {
        return new Mark("ROBOCONF_STEP_ID", context.stepId());
    }
}
