package net.roboconf.core.target;

import java.util.Map;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * A machine that is wanted.
 *
 * @param owner names the store of the Deployment Manager that asks, for as long as the store exists: what is made at a
 *     provider that others use too carries it
 * @param key names this creation; stored before the target is called
 * @param application the name of the application
 * @param path the path of the machine's instance
 * @param properties of the target definition, overlaid by the instance's data
 * @param agent what its agent must be told at first start (user-data)
 */
public record MachineRequest(
        String owner,
        MachineKey key,
        String application,
        InstancePath path,
        Map<String, String> properties,
        AgentSettings agent) {

    /** Makes the map immutable. */
    public MachineRequest {
        properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "machine " + key + " for " + application + path;
    }
}
