package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Outcome;

/** Applies the class that serves a step. */
final class ClassRun {

    private final PuppetCommand puppet;
    private final String moreModules;

    /**
     * Runs classes.
     *
     * @param moreModules folders of modules, with {@code :} between; may be null
     */
    ClassRun(PuppetCommand puppet, String moreModules) {
        this.puppet = puppet;
        this.moreModules = moreModules;
    }

    /**
     * Runs the step; does nothing when the recipe has no class for it.
     *
     * @param change null unless the step is an update
     */
    void run(StepContext context, Step step, ImportChange change) throws StepFailure, InterruptedException {
        try {
            Optional<String> found = new RecipeModule(context.recipe()).classOf(step);
            if (found.isEmpty()) {
                context.log().line("The recipe has no class of Puppet for '" + step.recipeName() + "': nothing to do.");
                return;
            }
            run(context, step, change, found.get());
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
        InstanceFolder folder = InstanceFolder.of(context);
        try {
            puppet.abandon(context, folder);
            InstanceFolder.delete(folder.step());
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "What is left of the step '" + step.recipeName() + "' of " + context.path() + " cannot be ended: "
                            + e.getMessage(),
                    e);
        }
    }

    private void run(StepContext context, Step step, ImportChange change, String className)
            throws IOException, StepFailure, InterruptedException {
        InstanceFolder folder = InstanceFolder.of(context);
        folder.make();
        try {
            Path hiera = HieraData.write(folder.step(), className, ClassParameters.of(context, step, change));
            Path log = folder.step().resolve("log.json");
            Outcome outcome = puppet.run(
                    context, folder, arguments(context, folder, className, hiera, log), limit(context, step));
            new ClassOutcome(className, context, step).throwUnlessSuccess(outcome, log);
        } finally {
            InstanceFolder.delete(folder.step());
        }
    }

    /** A check ends by itself before it is ended: only so there is time to find out how far it has come. */
    private static Duration limit(StepContext context, Step step) {
        return step == Step.CHECK ? context.timeLimit().multipliedBy(9).dividedBy(10) : context.timeLimit();
    }

    private List<String> arguments(StepContext context, InstanceFolder folder, String className, Path hiera, Path log) {
        List<String> arguments =
                new ArrayList<>(List.of("apply", "--verbose", "--detailed-exitcodes", "--color=false"));
        arguments.addAll(folder.options());
        arguments.addAll(List.of("--hiera_config", hiera.toString()));
        arguments.addAll(List.of("--modulepath", modulePath(context, folder)));
        // The report that Puppet would keep of each run is what the step's log and the state already tell.
        arguments.addAll(List.of("--reports", "none"));
        // Of the ways to learn which resource failed this one is the simplest that Puppet 7 and 8 have: it needs no
        // code
        // of ours in Ruby, as a report processor would, and no reader of YAML, as a stored report would; it also has
        // the
        // errors of compilation, for which there is no report.
        arguments.addAll(List.of("--logdest", "console", "--logdest", log.toString()));
        arguments.addAll(List.of("--execute", "include " + className));
        return arguments;
    }

    /** What a recipe carries or pins comes first. The last is Puppet's own word for the modules that packages brought. */
    private String modulePath(StepContext context, InstanceFolder folder) {
        return Stream.of(
                        context.recipe().toString(),
                        Files.isDirectory(folder.modules()) ? folder.modules().toString() : null,
                        moreModules,
                        "$basemodulepath")
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(":"));
    }
}
