package net.roboconf.agent.internal.step;

import java.io.IOException;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/** One step in its plug-in, with what belongs before and after it. */
record StepCall(StepOrder order, InstanceFolders folders) implements PluginCall {

    @Override
    public void in(PluginUse use, StepOutput output) throws Exception {
        output.begin(order);
        folders.make(order.path());
        StepContext context = folders.context(order, output);
        use.ask(order.step().recipeName() + " of " + order.path(), plugin -> {
            perform(plugin, context);
            return null;
        });
        if (order.step() == Step.UNDEPLOY) {
            deleteFolders();
        }
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
