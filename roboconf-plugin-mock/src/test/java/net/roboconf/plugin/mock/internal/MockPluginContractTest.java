package net.roboconf.plugin.mock.internal;

import java.io.IOException;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.testkit.plugin.PluginFailureContract;
import net.roboconf.testkit.plugin.PluginInterruptionContract;
import net.roboconf.testkit.plugin.TestInstance;

class MockPluginContractTest implements PluginFailureContract, PluginInterruptionContract {

    @Override
    public Plugin newPlugin() {
        return new MockPlugin();
    }

    @Override
    public void writeRecipe(TestInstance instance) throws IOException {
        instance.file(MockScript.FILE, "optional.steps = check, reconfigure\n");
    }

    @Override
    public void writeFailingRecipe(TestInstance instance) throws IOException {
        instance.file(MockScript.FILE, "start.fail = true\n");
    }

    @Override
    public void writeBlockingRecipe(TestInstance instance) throws IOException {
        instance.file(MockScript.FILE, "start.hang = true\n");
    }
}
