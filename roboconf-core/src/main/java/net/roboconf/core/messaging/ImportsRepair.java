package net.roboconf.core.messaging;

import java.util.List;
import net.roboconf.core.model.MachineKey;

/**
 * From the Deployment Manager to one agent whose digest stayed wrong: the present set of one subject. An entry with no
 * instance is a tombstone. A machine that is not listed is left alone.
 *
 * @param machine who is repaired
 * @param term the sending Deployment Manager's term
 * @param subject what is imported
 * @param statements the newest statement of every machine that ever exported it
 */
public record ImportsRepair(MachineKey machine, long term, ExportsSubject subject, List<Exports> statements)
        implements Message {

    /** Makes the list immutable. */
    public ImportsRepair {
        statements = List.copyOf(statements);
    }
}
