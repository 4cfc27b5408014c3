package org.example.roboconf.ansible.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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

/** Has Ansible run the playbook of a step on this machine itself. Nothing is kept but in the instance's work folder. */
final class PlaybookRun {

    /** In the work folder; hidden, because the rest of that folder belongs to the recipe. */
    static final String MEMORY = ".ansible";

    private static final String PROGRAM = "ansible-playbook";
    private static final String VARIABLES = "variables.yml";

    private final ProgramRunner runner;
    private final MachineEnvironment inherited;

    PlaybookRun(ProgramRunner runner, MachineEnvironment inherited) {
        this.runner = runner;
        this.inherited = inherited;
    }

    /** The file of a recipe that serves a step. */
    static String playbook(Step step) {
        return step.recipeName() + ".yml";
    }

    /**
     * Runs the step; does nothing when the recipe has no playbook for it.
     *
     * @param change null unless the step is an update
     */
    void run(StepContext context, Step step, ImportChange change) throws StepFailure, InterruptedException {
        Path playbook = context.recipe().resolve(playbook(step));
        if (!Files.isRegularFile(playbook)) {
            context.log().line("The recipe has no " + playbook(step) + ": nothing to do.");
            return;
        }
        Path ansible = find().orElseThrow(() -> new StepFailure(
                Reason.TOOL_MISSING,
                null,
                "There is no '" + PROGRAM + "' on the PATH of this machine's agent. Install Ansible"
                        + " (on Debian: apt-get install ansible-core).",
                null));
        try {
            run(context, step, change, ansible, playbook);
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    playbook(step) + " of " + context.path() + " could not be run: " + e.getMessage(),
                    e);
        }
    }

    /** Ends what is left of a run that a crash of the agent cut off. */
    void abandon(StepContext context, Step step) throws StepFailure {
        Path memory = context.work().resolve(MEMORY);
        try {
            runner.abandon(mark(context), memory);
            Files.deleteIfExists(memory.resolve(VARIABLES));
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "What is left of " + playbook(step) + " of " + context.path() + " cannot be ended: "
                            + e.getMessage(),
                    e);
        }
    }

    private void run(StepContext context, Step step, ImportChange change, Path ansible, Path playbook)
            throws IOException, StepFailure, InterruptedException {
        Path memory = memory(context);
        Path variables = memory.resolve(VARIABLES);
        try {
            Files.writeString(variables, VariablesText.of(context, step, change));
            List<String> command = List.of(
                    ansible.toString(),
                    "--connection",
                    "local",
                    "--inventory",
                    "localhost,",
                    "--extra-vars",
                    "@" + variables,
                    playbook.toString());
            Outcome outcome = runner.run(
                    new Program(command, context.recipe(), environment(), inherited, mark(context), memory),
                    context.timeLimit(),
                    context.log()::line);
            PlaybookFailure.throwUnlessSuccess(playbook(step), context, outcome);
        } finally {
            // There may be passwords among them.
            Files.deleteIfExists(variables);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(inherited.restored());
        // Ansible refuses to run without UTF-8, and services have none of their own.
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("ANSIBLE_NOCOLOR", "1");
        environment.put("ANSIBLE_NOCOWS", "1");
        environment.put("ANSIBLE_RETRY_FILES_ENABLED", "0");
        return environment;
    }

    /** Looked for at each step: it may be installed while an agent runs, by another recipe for example. */
    private Optional<Path> find() {
        return Stream.of(inherited
                        .variables()
                        .getOrDefault("PATH", "/usr/bin:/bin")
                        .split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path memory(StepContext context) throws IOException {
        Path memory = context.work().resolve(MEMORY);
        if (!Files.isDirectory(memory)) {
            Files.createDirectory(
                    memory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return memory;
    }

    /** What Ansible and all that it starts are found by. */
    private static Mark mark(StepContext context) {
        return new Mark("ROBOCONF_STEP_ID", context.stepId());
    }
}
