package net.roboconf.core.messaging;

import java.util.Map;
import net.roboconf.core.model.MachineKey;

/**
 * From an importing agent to those that export a prefix: what do you have? Only an exporter whose newest statement
 * differs from what the asker holds answers, to the asker alone.
 *
 * @param application the name of the application
 * @param prefix the prefix that is imported
 * @param asker who asks
 * @param held for each exporting machine the version that the asker holds
 */
public record ExportsAsk(String application, String prefix, MachineKey asker, Map<MachineKey, StatementVersion> held)
        implements Message {

    /** Makes the map immutable. */
    public ExportsAsk {
        held = Map.copyOf(held);
    }
}
