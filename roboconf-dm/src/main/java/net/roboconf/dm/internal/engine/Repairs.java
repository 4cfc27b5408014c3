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
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.StatementVersion;

/**
 * Compares what importers hold with what exporters report. What differs in two heartbeats in a row was lost, and is said
 * again to that importer alone, with what is withdrawn.
 */
final class Repairs {

    private static final String EMPTY = new ExportsDigest().text();

    private final World world;

    Repairs(World world) {
        this.world = world;
    }

    void compare(Place place, Map<String, String> digests) {
        Set<String> wrong = new HashSet<>();
        digests.forEach((prefix, digest) -> {
            PrefixBoard board = place.self.application.boards.get(prefix);
            if (!digest.equals(board == null ? EMPTY : board.digest())) {
                wrong.add(prefix);
            }
        });
        for (String prefix : wrong) {
            if (place.suspect.contains(prefix) && !world.suspended) {
                world.send(
                        new Address.Machine(place.key()),
                        new ImportsRepair(place.key(), world.term, prefix, statements(place, prefix)));
            }
        }
        place.suspect = wrong;
    }

    /** The newest statement of every machine of the application that ever exported the prefix. */
    private static List<Exports> statements(Place importer, String prefix) {
        ApplicationNode application = importer.self.application;
        List<Exports> statements = new ArrayList<>();
        for (Place place : application.places.values()) {
            if (place.machine == null || place.report == null) {
                continue;
            }
            StatementVersion version = place.report.exported().get(prefix);
            if (version == null) {
                continue;
            }
            boolean over = Exporting.isVoid(place);
            List<ExportedInstance> instances = new ArrayList<>();
            for (InstanceNode node : place.instances.values()) {
                ExportedInstance exported = node.exported.get(prefix);
                if (exported != null) {
                    instances.add(exported);
                }
            }
            statements.add(new Exports(
                    application.name(), prefix, place.key(), over ? last(version.epoch()) : version, instances));
        }
        for (Departed departed : application.gone) {
            StatementVersion version = departed.report().exported().get(prefix);
            if (version != null) {
                statements.add(new Exports(
                        application.name(), prefix, departed.machine().key(), last(version.epoch()), List.of()));
            }
        }
        return statements;
    }

    /** Newer than anything that was said in this epoch, older than the next. */
    private static StatementVersion last(long epoch) {
        return new StatementVersion(epoch, Long.MAX_VALUE);
    }
}
