package net.roboconf.plugin.bash.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.ProgramRunner;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/** The plug-in for scripts: finds the file of each step and has it run. */
@Component(name = "roboconf-plugin-bash", publicFactory = false)
@Instantiate
@Provides(specifications = Plugin.class)
public final class BashPlugin implements Plugin {

    private final ScriptRun scripts;

    /** For this host. */
    public BashPlugin() {
        this(ProgramRunner.ofThisHost(), MachineEnvironment.ofThisProcess());
    }

    /**
     * With a runner of programs.
     *
     * @param inherited what scripts inherit
     */
    BashPlugin(ProgramRunner runner, MachineEnvironment inherited) {
        this.scripts = new ScriptRun(runner, inherited);
    }

    @Override
    public Set<String> installers() {
        return Set.of("script", "bash");
    }

    @Override
    public Set<Step> optionalSteps(Recipe recipe) {
        return new RecipeFiles(recipe.folder()).optionalSteps();
    }

    /** Makes every file below {@code scripts/} executable: ZIP archives made elsewhere do not tell. */
    @Override
    public void prepare(StepContext context) throws StepFailure {
        Path folder = context.recipe().resolve(RecipeFiles.SCRIPTS);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                permissions.add(PosixFilePermission.OWNER_READ);
                permissions.add(PosixFilePermission.OWNER_EXECUTE);
                Files.setPosixFilePermissions(file, permissions);
            }
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED, null, "The scripts in " + folder + " cannot be made executable: " + e, e);
        }
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        scripts.run(context, Step.DEPLOY, null);
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        scripts.run(context, Step.START, null);
    }

    @Override
    public void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {
        scripts.run(context, Step.UPDATE, change);
    }

    @Override
    public void reconfigure(StepContext context) throws StepFailure, InterruptedException {
        scripts.run(context, Step.RECONFIGURE, null);
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        scripts.run(context, Step.STOP, null);
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        scripts.run(context, Step.UNDEPLOY, null);
    }

    @Override
    public void check(StepContext context) throws StepFailure, InterruptedException {
        scripts.run(context, Step.CHECK, null);
    }

    @Override
    public void abandon(StepContext context, Step step) throws StepFailure {
        scripts.abandon(context, step);
    }
}
