package net.roboconf.core.messaging;

import java.util.List;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * From an importing agent to the exporting one, about one {@link Exports}. This is what lets a planned stop wait until
 * nobody uses what is about to go (drain).
 *
 * @param subject what was stated
 * @param importer who answers
 * @param importerApplication the importer's application when it is another one than the subject's, for people; else null
 * @param importerEpoch the answering agent's epoch
 * @param exporter whose statement this is about
 * @param version the version of that statement; for {@link Phase#UNSUBSCRIBED} any
 * @param phase how far the importer is
 * @param importers names, for people, some of the instances that this is about: those that still apply the statement
 *     while the phase is {@code RECEIVED} or {@code WORKING}, else those that import the prefix; empty when not told
 */
public record ExportsAck(
        ExportsSubject subject,
        MachineKey importer,
        @MayBeAbsent String importerApplication,
        long importerEpoch,
        MachineKey exporter,
        StatementVersion version,
        Phase phase,
        @MayBeAbsent List<InstancePath> importers)
        implements Message {

    /** Makes the list immutable. Older agents do not name importers. */
    public ExportsAck {
        importers = importers == null ? List.of() : List.copyOf(importers);
    }

    /** How far an importer is with a statement. */
    public enum Phase {
        /** It has it: from now on the exporter knows this importer and waits for it. */
        RECEIVED,
        /** It is still applying it: the exporter's time limit starts anew, up to its cap. */
        WORKING,
        /** Every instance that imports the prefix has applied it, or failed to. */
        APPLIED,
        /** Nothing on this machine imports the prefix any more: do not wait for it. */
        UNSUBSCRIBED
    }
}
