package net.roboconf.core.messaging;

import java.util.List;
import net.roboconf.core.model.MachineKey;

/**
 * From the Deployment Manager to one agent whose digest stayed wrong: the present set of one subject. An entry with no
 * instance is a tombstone. A machine that has no entry is left alone, unless it is said which machines are known.
 *
 * @param machine who is repaired
 * @param term the sending Deployment Manager's term
 * @param subject what is imported
 * @param statements the newest statement of every machine that ever exported it
 * @param known every machine that the exporting application has: what any other has stated is over. Null when it is not
 *     said, as in the first repair
 */
public record ImportsRepair(
        MachineKey machine,
        long term,
        ExportsSubject subject,
        List<Exports> statements,
        @MayBeAbsent List<MachineKey> known)
        implements Message {

    /** Makes the collections immutable. */
    public ImportsRepair {
        statements = List.copyOf(statements);
        known = known == null ? null : List.copyOf(known);
    }
}
