package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/**
 * The plug-in for recipes that need no programs: follows what {@link InstructionsFile} says. Its instructions may name
 * every file of the recipe, so it reads them all.
 */
@Component(name = "roboconf-plugin-file", publicFactory = false)
@Instantiate
@Provides(specifications = Plugin.class)
public final class FilePlugin implements Plugin {

    /** How long a server may send nothing. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final LongSupplier nanoClock;
    private final Download download;
    private final FileMove mover;

    /** For this host. */
    public FilePlugin() {
        this(System::nanoTime, new Download(SILENCE), new FileMove());
    }

    FilePlugin(LongSupplier nanoClock, Download download, FileMove mover) {
        this.nanoClock = nanoClock;
        this.download = download;
        this.mover = mover;
    }

    @Override
    public Set<String> installers() {
        return Set.of("file");
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        run(context, Step.DEPLOY);
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        run(context, Step.START);
    }

    @Override
    public void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {
        run(context, Step.UPDATE);
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        run(context, Step.STOP);
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        // Instructions that nobody can read let no deploy begin, and must not keep what is left of it.
        if (new StepMemory(context.work()).exists()) {
            run(context, Step.UNDEPLOY);
        } else {
            context.log().line("No deploy has begun with its instructions: nothing to do.");
        }
    }

    @Override
    public void abandon(StepContext context, Step step) throws StepFailure {
        try {
            StepMemory memory = new StepMemory(context.work());
            memory.abandoned(step);
            Files.deleteIfExists(
                    memory.download().resolveSibling(memory.download().getFileName() + Download.PART));
        } catch (IOException e) {
            throw notRun(context, step, e);
        }
    }

    private void run(StepContext context, Step step) throws StepFailure, InterruptedException {
        Deadline deadline = new Deadline(nanoClock, context.timeLimit());
        try {
            List<Instruction> instructions = InstructionsFile.read(context.recipe()).stream()
                    .filter(instruction -> instruction.phase() == step)
                    .toList();
            new PhaseRun(context, step, deadline, download, mover).follow(instructions);
        } catch (IOException e) {
            Interruption.check(e);
            throw notRun(context, step, e);
        }
    }

    private static StepFailure notRun(StepContext context, Step step, IOException e) {
        return new StepFailure(
                Reason.STEP_FAILED,
                null,
                "The step '" + step.recipeName() + "' of " + context.path() + " could not be run: " + e,
                e);
    }
}
