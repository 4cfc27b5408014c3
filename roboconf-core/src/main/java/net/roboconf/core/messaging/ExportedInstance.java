package net.roboconf.core.messaging;

import java.util.Map;
import net.roboconf.core.model.InstancePath;

/**
 * A started instance as importers see it.
 *
 * @param path where it stands
 * @param starts how often it was started: a restart with equal variables is a change all the same
 * @param variables local name to value, for the variables of one prefix
 */
public record ExportedInstance(InstancePath path, long starts, Map<String, String> variables) {

    /** Makes the map immutable. */
    public ExportedInstance {
        variables = Map.copyOf(variables);
    }
}
