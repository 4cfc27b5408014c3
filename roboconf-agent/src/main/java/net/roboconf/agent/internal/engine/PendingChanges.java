package net.roboconf.agent.internal.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.model.MachineKey;

/**
 * Exporters that an instance has yet to deal with, oldest first, each with the machine whose statement said so. Counts per
 * statement, so that it costs nothing to ask whether one of them is dealt with.
 */
final class PendingChanges {

    private record Source(ExportsSubject subject, MachineKey machine) {}

    private final Map<ExporterKey, MachineKey> changes = new LinkedHashMap<>();
    private final Map<Source, Integer> counts = new HashMap<>();

    void put(ExporterKey exporter, MachineKey because) {
        remove(exporter);
        changes.put(exporter, because);
        counts.merge(new Source(exporter.subject(), because), 1, Integer::sum);
    }

    void remove(ExporterKey exporter) {
        MachineKey because = changes.remove(exporter);
        if (because != null) {
            counts.computeIfPresent(
                    new Source(exporter.subject(), because), (source, count) -> count == 1 ? null : count - 1);
        }
    }

    void putAll(PendingChanges others) {
        others.changes.forEach(this::put);
    }

    void clear() {
        changes.clear();
        counts.clear();
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    boolean holds(ExportsSubject subject, MachineKey machine) {
        return counts.containsKey(new Source(subject, machine));
    }

    /** A copy, oldest first. */
    Map<ExporterKey, MachineKey> all() {
        return new LinkedHashMap<>(changes);
    }
}
