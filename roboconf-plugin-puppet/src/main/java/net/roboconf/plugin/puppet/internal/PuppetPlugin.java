package net.roboconf.plugin.puppet.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

/** The plug-in for Puppet: finds the class of each step and has it applied. */
@Component(name = "roboconf-plugin-puppet", publicFactory = false)
@Instantiate
@Provides(specifications = Plugin.class)
public final class PuppetPlugin implements Plugin {

    /** Where Puppet's own packages put the command; few a PATH has that. */
    private static final Path PUPPETS_OWN = Path.of("/opt/puppetlabs/bin");

    private static final String FORGE = "ROBOCONF_PUPPET_FORGE";

    private final ClassRun classes;
    private final ModuleInstallation modules;

    /** For this host. */
    public PuppetPlugin() {
        this(
                ProgramRunner.ofThisHost(),
                MachineEnvironment.ofThisProcess(),
                List.of(PUPPETS_OWN),
                System.getenv(FORGE));
    }

    /**
     * With a runner of programs.
     *
     * @param inherited what Puppet inherits
     * @param places where the command is looked for beside the {@code PATH}
     * @param forge the address of a mirror of the Forge; null: as Puppet is configured on this machine
     */
    PuppetPlugin(ProgramRunner runner, MachineEnvironment inherited, List<Path> places, String forge) {
        PuppetCommand puppet = new PuppetCommand(runner, inherited, places);
        this.classes = new ClassRun(puppet, inherited.variables().get("MODULEPATH"));
        this.modules = new ModuleInstallation(puppet, forge);
    }

    @Override
    public Set<String> installers() {
        return Set.of("puppet");
    }

    @Override
    public Set<Step> optionalSteps(Recipe recipe) {
        return new RecipeModule(recipe.folder()).optionalSteps();
    }

    /** Installs the modules that the recipe lists. */
    @Override
    public void prepare(StepContext context) throws StepFailure, InterruptedException {
        modules.install(context);
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        classes.run(context, Step.DEPLOY, null);
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        classes.run(context, Step.START, null);
    }

    @Override
    public void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {
        classes.run(context, Step.UPDATE, change);
    }

    @Override
    public void reconfigure(StepContext context) throws StepFailure, InterruptedException {
        classes.run(context, Step.RECONFIGURE, null);
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        classes.run(context, Step.STOP, null);
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        classes.run(context, Step.UNDEPLOY, null);
    }

    @Override
    public void check(StepContext context) throws StepFailure, InterruptedException {
        classes.run(context, Step.CHECK, null);
    }

    @Override
    public void abandon(StepContext context, Step step) throws StepFailure {
        classes.abandon(context, step);
    }
}
