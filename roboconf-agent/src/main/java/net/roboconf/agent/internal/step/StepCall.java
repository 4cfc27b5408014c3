package net.roboconf.agent.internal.step;

import java.io.IOException;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.agent.internal.probe.HealthCheck;
import net.roboconf.agent.internal.probe.ProbeFolder;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/** One step in its plug-in, with what belongs before and after it. */
record StepCall(StepOrder order, InstanceFolders folders, HealthCheck health) implements PluginCall {

    @Override
    public void in(PluginUse use, StepOutput output) throws Exception {
        output.begin(order);
        folders.make(order.path());
        StepContext context = folders.context(order, output);
        if (order.step() == Step.CHECK) {
            check(use, context, output);
            return;
        }
        ask(use, context);
        if (order.step() == Step.START) {
            health.started(order.path());
        } else if (order.step() == Step.UNDEPLOY) {
            health.gone(order.path());
            deleteFolders();
        }
    }

    /** The plug-in says whether the software runs, probes whether it does its work. */
    private void check(PluginUse use, StepContext context, StepOutput output)
            throws IOException, StepFailure, InterruptedException {
        long began = health.now();
        ProbeFolder probes = new ProbeFolder(folders.probes(order.path()));
        if (health.beginsWithPlugin(probes)) {
            ask(use, context);
        }
        output.remark(health.look(probes, context, began, output::inside));
    }

    private void ask(PluginUse use, StepContext context) throws StepFailure, InterruptedException {
        use.ask(order.step().recipeName() + " of " + order.path(), plugin -> {
            perform(plugin, context);
            return null;
        });
    }

    private void perform(Plugin plugin, StepContext context) throws StepFailure, InterruptedException {
        switch (order.step()) {
            case DEPLOY -> {
                plugin.prepare(context);
                plugin.deploy(context);
            }
            case START -> plugin.start(context);
            case UPDATE -> plugin.update(context, order.change());
            case RECONFIGURE -> plugin.reconfigure(context);
            case CHECK -> plugin.check(context);
            case STOP -> plugin.stop(context);
            case UNDEPLOY -> plugin.undeploy(context);
        }
    }

    private void deleteFolders() throws StepFailure {
        try {
            folders.delete(order.path());
        } catch (IOException e) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    "undeploy succeeded, but the folder of the instance could not be deleted (" + e
                            + "); delete it by hand and retry",
                    e);
        }
    }
}
