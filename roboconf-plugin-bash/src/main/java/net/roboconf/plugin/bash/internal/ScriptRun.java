package net.roboconf.plugin.bash.internal;

import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.Program;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.core.process.ScriptRunner;

/**
 * Runs the file that serves a step. What it needs beside the recipe's files is in a folder of its own in the instance's
 * work folder.
 */
final class ScriptRun {

    /** In the work folder; hidden, because the rest of that folder belongs to the recipe. */
    static final String MEMORY = ".roboconf";

    private static final String IMPORTS = "imports.json";

    private final ProgramRunner runner;
    private final ScriptRunner scripts;
    private final MachineEnvironment inherited;
    private final long inheritedBytes;

    ScriptRun(ProgramRunner runner, MachineEnvironment inherited) {
        this.runner = runner;
        this.inherited = inherited;
        Map<String, String> variables = inherited.variables();
        this.scripts = new ScriptRunner(runner, variables.getOrDefault("PATH", ScriptRunner.PATH));
        this.inheritedBytes = variables.entrySet().stream()
                .mapToLong(variable -> ScriptVariables.size(variable.getKey(), variable.getValue()))
                .sum();
    }

    /**
     * Runs the step; does nothing when the recipe has no file for it.
     *
     * @param change null unless the step is an update
     */
    void run(StepContext context, Step step, ImportChange change) throws StepFailure, InterruptedException {
        try {
            Optional<RecipeFile> file = new RecipeFiles(context.recipe()).find(step, context.log());
            if (file.isEmpty()) {
                context.log().line("The recipe has no script for '" + step.recipeName() + "': nothing to do.");
                return;
            }
            run(context, step, change, file.get());
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "The step '" + step.recipeName() + "' of " + context.path() + " could not be run: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Ends what is left of a run that a crash of the agent cut off. */
    void abandon(StepContext context, Step step) throws StepFailure {
        Path memory = context.work().resolve(MEMORY);
        try {
            runner.abandon(mark(context), memory);
            Files.deleteIfExists(rendered(memory, step));
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "What is left of the step '" + step.recipeName() + "' of " + context.path() + " cannot be ended: "
                            + e.getMessage(),
                    e);
        }
    }

    private void run(StepContext context, Step step, ImportChange change, RecipeFile file)
            throws IOException, StepFailure, InterruptedException {
        Path memory = memory(context);
        Path imports = memory.resolve(IMPORTS);
        ImportsFile.write(imports, context.imports());
        Path program = rendered(memory, step);
        try {
            Path script = file.path();
            if (file instanceof RecipeFile.Template) {
                render(context, file.path(), program);
                script = program;
            }
            Map<String, String> variables = new TreeMap<>(inherited.restored());
            variables.putAll(new ScriptEnvironment(context, step, change, imports).variables(inheritedBytes));
            scripts.run(
                    name(context, file),
                    script,
                    command ->
                            new Program(command, file.path().getParent(), variables, inherited, mark(context), memory),
                    context.timeLimit(),
                    context.log()::line);
        } finally {
            Files.deleteIfExists(program);
        }
    }

    private static void render(StepContext context, Path template, Path program) throws IOException, StepFailure {
        try {
            new ScriptTemplate(template).render(context.imports(), program);
        } catch (MustacheException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "The template " + template.getFileName() + " is malformed: " + e.getMessage(),
                    e);
        }
    }

    private static Path memory(StepContext context) throws IOException {
        Path memory = context.work().resolve(MEMORY);
        if (!Files.isDirectory(memory)) {
            Files.createDirectory(
                    memory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return memory;
    }

    private static Path rendered(Path memory, Step step) {
        return memory.resolve(step.recipeName());
    }

    private static Mark mark(StepContext context) {
        return new Mark("ROBOCONF_STEP_ID", context.stepId());
    }

    private static String name(StepContext context, RecipeFile file) {
        return context.recipe().relativize(file.path()).toString();
    }
}
