package ${package};

import java.util.EnumSet;
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

/**
 * The plug-in for components with {@code installer: ${installer}}. Their recipe has a file {@code commands.properties} that
 * says which command takes a step: {@code start = systemctl start my-server}.
 *
 * <p>The agent calls it from several threads, for different instances, and may replace it by another version between two
 * steps. So it keeps nothing in fields but what never changes; what a step leaves for the next is in the instance's work
 * folder.
 */
@Component(name = "${artifactId}", publicFactory = false)
@Instantiate
@Provides(specifications = Plugin.class)
public final class ${className} implements Plugin {

    private final CommandRun commands;

    /** For OSGi. */
    public ${className}() {
        this(ProgramRunner.ofThisHost(), MachineEnvironment.ofThisProcess());
    }

    /**
     * For tests.
     *
     * @param inherited what commands inherit of the environment
     */
    ${className}(ProgramRunner runner, MachineEnvironment inherited) {
        this.commands = new CommandRun(runner, inherited);
    }

    @Override
    public Set<String> installers() {
        return Set.of("${installer}");
    }

    /** An agent asks for a step that is named here, and for no other one of the two that a recipe may lack. */
    @Override
    public Set<Step> optionalSteps(Recipe recipe) {
        Set<Step> steps = EnumSet.noneOf(Step.class);
        try {
            Commands written = Commands.of(recipe.folder());
            for (Step step : Set.of(Step.CHECK, Step.RECONFIGURE)) {
                if (written.of(step).isPresent()) {
                    steps.add(step);
                }
            }
        } catch (StepFailure e) {
            // No answer to this question can tell a person what is wrong: deploy fails and says it.
            return Set.of();
        }
        return steps;
    }

    /** Called before each deploy, with the recipe on disk: what is wrong with it is told before anything is done. */
    @Override
    public void prepare(StepContext context) throws StepFailure {
        Commands.of(context.recipe());
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        commands.run(context, Step.DEPLOY, null);
    }

    /** All that is imported is there. What the command leaves running lives on, also when the agent ends. */
    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        commands.run(context, Step.START, null);
    }

    /** One import came, changed or left. Not called when the recipe has a command for {@code reconfigure}. */
    @Override
    public void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {
        commands.run(context, Step.UPDATE, change);
    }

    /** Imports came, changed or left; the context has all that there are now. */
    @Override
    public void reconfigure(StepContext context) throws StepFailure, InterruptedException {
        commands.run(context, Step.RECONFIGURE, null);
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        commands.run(context, Step.STOP, null);
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        commands.run(context, Step.UNDEPLOY, null);
    }

    /** Called every few seconds while the software should run; a failure says that it does not. */
    @Override
    public void check(StepContext context) throws StepFailure, InterruptedException {
        commands.run(context, Step.CHECK, null);
    }

    /** A crash of the agent has cut the step off: ends what is left of it, before the step is taken again. */
    @Override
    public void abandon(StepContext context, Step step) throws StepFailure {
        commands.abandon(context, step);
    }
}
