package net.roboconf.plugin.logger.internal;

import net.roboconf.core.plugin.Plugin;
import net.roboconf.testkit.plugin.PluginContract;
import net.roboconf.testkit.plugin.TestInstance;

class LoggerPluginContractTest implements PluginContract {

    @Override
    public Plugin newPlugin() {
        return new LoggerPlugin();
    }

    @Override
    public void writeRecipe(TestInstance instance) {
        // It needs none.
    }
}
