package net.roboconf.plugin.mock.internal;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import org.apache.felix.ipojo.annotations.Component;
import org.apache.felix.ipojo.annotations.Instantiate;
import org.apache.felix.ipojo.annotations.Provides;

/**
 * Does nothing, in a way that can be scripted: see {@link MockScript}. Never looks at the name of the installer, so that
 * an agent that simulates can have it serve every component. What was called is in the log of
 * the instance's steps.
 */
@Component(name = "roboconf-plugin-mock", publicFactory = false)
@Instantiate
@Provides(specifications = Plugin.class)
public final class MockPlugin implements Plugin {

    @Override
    public Set<String> installers() {
        return Set.of("mock");
    }

    /** Recipes of software that is only played are not fetched. */
    @Override
    public boolean reads(String file) {
        return file.equals(MockScript.FILE);
    }

    /**
     * Those that {@value MockScript#FILE} lists, else those that the recipe would have with the plug-in for scripts: so a
     * simulated application takes the same course as the real one.
     */
    @Override
    public Set<Step> optionalSteps(Recipe recipe) {
        Set<Step> steps = new HashSet<>(MockScript.optionalSteps(recipe.folder()));
        for (Step step : Set.of(Step.CHECK, Step.RECONFIGURE)) {
            String name = step.recipeName();
            if (recipe.files().contains("scripts/" + name + ".sh")
                    || recipe.files().contains("roboconf-templates/" + name + ".template")) {
                steps.add(step);
            }
        }
        return steps;
    }

    @Override
    public void deploy(StepContext context) throws StepFailure, InterruptedException {
        play(context, Step.DEPLOY, "");
    }

    @Override
    public void start(StepContext context) throws StepFailure, InterruptedException {
        play(context, Step.START, "");
    }

    @Override
    public void update(StepContext context, ImportChange change) throws StepFailure, InterruptedException {
        String status = change.present() ? "DEPLOYED_STARTED" : "DEPLOYED_STOPPED";
        play(
                context,
                Step.UPDATE,
                " " + status + " " + change.prefix() + " " + change.imported().path());
    }

    @Override
    public void reconfigure(StepContext context) throws StepFailure, InterruptedException {
        StringBuilder present = new StringBuilder();
        context.imports()
                .forEach((prefix, imports) ->
                        present.append(' ').append(prefix).append('=').append(imports.size()));
        play(context, Step.RECONFIGURE, present.toString());
    }

    @Override
    public void stop(StepContext context) throws StepFailure, InterruptedException {
        play(context, Step.STOP, "");
    }

    @Override
    public void undeploy(StepContext context) throws StepFailure, InterruptedException {
        play(context, Step.UNDEPLOY, "");
    }

    @Override
    public void check(StepContext context) throws StepFailure, InterruptedException {
        play(context, Step.CHECK, "");
    }

    private static void play(StepContext context, Step step, String details) throws StepFailure, InterruptedException {
        try {
            MockStep script = MockScript.of(context).step(step);
            // A check is run every few seconds for as long as the instance lives.
            if (step != Step.CHECK) {
                context.log().line("played: " + step.recipeName() + details);
            }
            script.play(context, script.counts() ? new CallCounts(context.work()).count(step) : 0);
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED, null, "The mock of " + context.path() + " cannot use its folders: " + e, e);
        }
    }
}
