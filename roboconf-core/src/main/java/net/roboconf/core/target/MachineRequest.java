package net.roboconf.core.target;

import java.util.Map;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * A machine that is wanted.
 *
 * @param key names this creation; stored before the target is called
 * @param application the name of the application
 * @param path the path of the machine's instance
 * @param properties of the target definition, overlaid by the instance's data
 * @param agent what its agent must be told at first start (user-data)
 */
public record MachineRequest(
        MachineKey key, String application, InstancePath path, Map<String, String> properties, AgentSettings agent) {

    /** Makes the map immutable. */
    public MachineRequest {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "machine " + key + " for " + application + path;
    }
}
