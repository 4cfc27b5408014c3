package net.roboconf.dm.internal.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsDigest;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.MachineKey;

/**
 * Compares what importers hold with what exporters report. What differs in two heartbeats in a row was lost, and is said
 * again to that importer alone, with what is withdrawn. When that has not helped, it holds what was stated by a machine
 * that is not known here any more (it was forgotten long ago, the store was set back, or a copy of it spoke after its
 * end): then it is told which machines there are at all. Not at once, for the list is long.
 */
final class Repairs {

    private static final String EMPTY = new ExportsDigest().text();

    private final World world;

    Repairs(World world) {
        this.world = world;
    }

    void compare(Place place, Map<ExportsSubject, String> digests) {
        Set<ExportsSubject> wrong = new HashSet<>();
        digests.forEach((subject, digest) -> {
            ApplicationNode exporter = exporter(place.self.application, subject);
            if (exporter != null && !digest.equals(digest(exporter, subject))) {
                wrong.add(subject);
            }
        });
        Set<ExportsSubject> repaired = new HashSet<>();
        for (ExportsSubject subject : wrong) {
            if (place.suspect.contains(subject) && !world.suspended) {
                repaired.add(subject);
                boolean thorough = place.repaired.contains(subject);
                world.send(
                        new Address.Machine(place.key()),
                        new ImportsRepair(
                                place.key(),
                                world.term,
                                subject,
                                statements(subject, thorough),
                                thorough ? machines(subject) : null));
            }
        }
        place.suspect = wrong;
        place.repaired = repaired;
    }

    /** The application that a subject is of; null when the importer is not bound to it: then an order is under way. */
    private ApplicationNode exporter(ApplicationNode importer, ExportsSubject subject) {
        boolean known = subject.external()
                ? importer.providers(subject.prefix()).contains(subject.application())
                : importer.name().equals(subject.application());
        return known ? world.applications.get(subject.application()) : null;
    }

    private static String digest(ApplicationNode exporter, ExportsSubject subject) {
        PrefixBoard board = subject.external() ? exporter.external : exporter.boards.get(subject.prefix());
        return board == null ? EMPTY : board.digest();
    }

    /**
     * The newest statement of every machine that ever exported the subject.
     *
     * @param thorough whether also of machines of which it is not known here: a disk that was wiped and a store that was
     *     set back may both have forgotten it
     */
    private List<Exports> statements(ExportsSubject subject, boolean thorough) {
        ApplicationNode application = world.applications.get(subject.application());
        List<Exports> statements = new ArrayList<>();
        for (Place place : application.places.values()) {
            if (place.machine == null || place.report == null) {
                continue;
            }
            StatementVersion version = place.report.exported().get(subject);
            if (version == null && thorough) {
                version = new StatementVersion(place.report.epoch(), 0);
            } else if (version == null) {
                continue;
            }
            boolean over = Exporting.isVoid(place);
            List<ExportedInstance> instances = new ArrayList<>();
            for (InstanceNode node : place.instances.values()) {
                ExportedInstance exported =
                        subject.external() ? node.externallyExported : node.exported.get(subject.prefix());
                if (exported != null) {
                    instances.add(exported);
                }
            }
            statements.add(new Exports(subject, place.key(), over ? last(version.epoch()) : version, instances));
        }
        for (Departed departed : application.gone) {
            StatementVersion version = departed.report().exported().get(subject);
            if (version != null) {
                statements.add(new Exports(subject, departed.machine().key(), last(version.epoch()), List.of()));
            }
        }
        return statements;
    }

    /** Those that are there. Of one that is gone, something made from its disk may have spoken in a later epoch. */
    private List<MachineKey> machines(ExportsSubject subject) {
        return world.applications.get(subject.application()).places.values().stream()
                .filter(place -> place.machine != null)
                .map(Place::key)
                .toList();
    }

    /** Newer than anything that was said in this epoch, older than the next. */
    private static StatementVersion last(long epoch) {
        return new StatementVersion(epoch, Long.MAX_VALUE);
    }
}
