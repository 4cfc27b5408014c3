package net.roboconf.testkit.plugin;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/** Has a plug-in take the steps of an instance in the order in which an agent would. */
final class Life {

    /** What an agent does between deploy and undeploy when one exporter comes, one leaves, and a person stops it. */
    static final List<Step> WHOLE =
            List.of(Step.DEPLOY, Step.START, Step.UPDATE, Step.CHECK, Step.UPDATE, Step.STOP, Step.UNDEPLOY);

    private final Supplier<Plugin> plugins;
    private final TestInstance instance;
    private boolean arrived;
    private ImportChange lastChange;

    /** @param plugins asked before each step */
    Life(Supplier<Plugin> plugins, TestInstance instance) {
        this.plugins = plugins;
        this.instance = instance;
    }

    /** Takes a step, and for an update the one that replaces it where the recipe has that. */
    void take(Step step) throws Exception {
        if (step == Step.UPDATE) {
            lastChange = arrived ? instance.departure() : instance.arrival();
            arrived = true;
        }
        again(step);
    }

    /** Takes a step another time, of the same change. */
    void again(Step step) throws Exception {
        Plugin plugin = plugins.get();
        Set<Step> optional = plugin.optionalSteps(instance.asRecipe());
        switch (step) {
            case UPDATE -> {
                if (optional.contains(Step.RECONFIGURE)) {
                    run(plugin, Step.RECONFIGURE, instance.step(), null);
                } else {
                    run(plugin, Step.UPDATE, instance.step(), lastChange);
                }
            }
            case CHECK -> {
                if (optional.contains(Step.CHECK)) {
                    run(plugin, Step.CHECK, instance.step(), null);
                }
            }
            case DEPLOY, START, RECONFIGURE, STOP, UNDEPLOY -> run(plugin, step, instance.step(), null);
        }
    }

    /**
     * Has a plug-in run a step, prepared as an agent prepares it.
     *
     * @param change null unless the step is an update
     */
    static void run(Plugin plugin, Step step, StepContext context, ImportChange change)
            throws StepFailure, InterruptedException {
        switch (step) {
            case DEPLOY -> {
                plugin.prepare(context);
                plugin.deploy(context);
            }
            case START -> plugin.start(context);
            case UPDATE -> plugin.update(context, change);
            case RECONFIGURE -> plugin.reconfigure(context);
            case CHECK -> plugin.check(context);
            case STOP -> plugin.stop(context);
            case UNDEPLOY -> plugin.undeploy(context);
        }
    }
}
