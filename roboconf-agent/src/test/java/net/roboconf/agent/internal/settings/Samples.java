package net.roboconf.agent.internal.settings;

import java.util.Map;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/** Settings to be found. */
final class Samples {

    static final AgentSettings SETTINGS = of("k1", "secret");

    private Samples() {}

    static AgentSettings of(String machine, String password) {
        return new AgentSettings(
                new MachineKey(machine), "app", InstancePath.root("vm"), null, "fake", Map.of("password", password));
    }
}
