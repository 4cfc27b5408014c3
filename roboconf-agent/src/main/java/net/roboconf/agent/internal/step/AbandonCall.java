package net.roboconf.agent.internal.step;

import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.plugin.StepContext;

/** Ends what an earlier run of a step left behind. */
record AbandonCall(StepOrder order, InstanceFolders folders) implements PluginCall {

    @Override
    public void in(PluginUse use, StepOutput output) throws Exception {
        folders.make(order.path());
        StepContext context = folders.context(order, output);
        use.ask("the end of a cut off " + order.step().recipeName() + " of " + order.path(), plugin -> {
            plugin.abandon(context, order.step());
            return null;
        });
    }
}
