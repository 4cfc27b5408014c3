package net.roboconf.core.messaging;

import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * From an importing agent to those that export a prefix: what do you have? Only an exporter whose newest statement
 * differs from what the asker holds answers, to the asker alone.
 *
 * @param subject what is imported
 * @param asker who asks
 * @param askerApplication the asker's application when it is another one than the subject's, for people; else null
 * @param held for each exporting machine the version that the asker holds
 * @param importers names, for people, some of the asker's instances that import the prefix; empty when not told
 */
public record ExportsAsk(
        ExportsSubject subject,
        MachineKey asker,
        @MayBeAbsent String askerApplication,
        Map<MachineKey, StatementVersion> held,
        @MayBeAbsent List<InstancePath> importers)
        implements Message {

    /** Makes the collections immutable. Older agents do not name importers. */
    public ExportsAsk {
        held = Map.copyOf(held);
        importers = importers == null ? List.of() : List.copyOf(importers);
    }
}
