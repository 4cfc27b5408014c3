package net.roboconf.agent.internal.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsDigest;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * What all exporting machines have stated about one subject, and what it comes to. Should two machines claim one path (one
 * was replaced, and its withdrawal is still on the way), the one that spoke last counts.
 */
final class HeldExports {

    private final Map<MachineKey, Exports> statements = new TreeMap<>();
    private final Map<InstancePath, Map<MachineKey, ExportedInstance>> claims = new TreeMap<>();
    private String digest;

    /** Takes what has changed. */
    interface Changes {

        /** An exporter came, left or changed because of what this machine has said. */
        void changed(InstancePath exporter, MachineKey because);
    }

    /** The version that is held of a machine; null for none. */
    StatementVersion version(MachineKey machine) {
        Exports held = statements.get(machine);
        return held == null ? null : held.version();
    }

    /** Whether this is what is held of a machine, whatever version it has. */
    boolean holds(Exports statement) {
        return byPath(statements.get(statement.machine())).equals(byPath(statement));
    }

    Map<MachineKey, StatementVersion> versions() {
        Map<MachineKey, StatementVersion> versions = new HashMap<>();
        statements.forEach((machine, held) -> versions.put(machine, held.version()));
        return versions;
    }

    /**
     * Puts a newer statement in place of an older one.
     *
     * @return whether an exporter is not there any more
     */
    boolean accept(Exports statement, Changes changes) {
        MachineKey machine = statement.machine();
        Map<InstancePath, ExportedInstance> before = byPath(statements.put(machine, statement));
        Map<InstancePath, ExportedInstance> after = byPath(statement);
        digest = null;
        before.keySet().forEach(path -> {
            if (!after.containsKey(path)) {
                unclaim(path, machine);
                changes.changed(path, machine);
            }
        });
        after.forEach((path, instance) -> {
            if (!instance.equals(before.get(path))) {
                Map<MachineKey, ExportedInstance> ofPath = claims.computeIfAbsent(path, p -> new LinkedHashMap<>());
                ofPath.remove(machine);
                ofPath.put(machine, instance);
                changes.changed(path, machine);
            }
        });
        return !after.keySet().containsAll(before.keySet());
    }

    /** Drops what a machine has stated up to an epoch. */
    void drop(MachineKey machine, long epoch, Changes changes) {
        Exports held = statements.get(machine);
        if (held == null || held.version().epoch() > epoch) {
            return;
        }
        statements.remove(machine);
        digest = null;
        held.instances().forEach(instance -> {
            unclaim(instance.path(), machine);
            changes.changed(instance.path(), machine);
        });
    }

    /** The exporter at this path; null when there is none. */
    ExportedInstance get(InstancePath path) {
        Map<MachineKey, ExportedInstance> ofPath = claims.get(path);
        ExportedInstance last = null;
        if (ofPath != null) {
            for (ExportedInstance claim : ofPath.values()) {
                last = claim;
            }
        }
        return last;
    }

    /** Whose statement the exporter at this path comes from; null when there is none. */
    MachineKey machineOf(InstancePath path) {
        MachineKey last = null;
        for (MachineKey machine : claims.getOrDefault(path, Map.of()).keySet()) {
            last = machine;
        }
        return last;
    }

    /** All exporters, sorted by path. */
    Iterable<InstancePath> paths() {
        return claims.keySet();
    }

    /** Whether there is an exporter other than this one. */
    boolean hasOtherThan(InstancePath importer) {
        return claims.size() > (claims.containsKey(importer) ? 1 : 0);
    }

    boolean isEmpty() {
        return claims.isEmpty();
    }

    String digest() {
        if (digest == null) {
            digest = ExportsDigest.of(claims.keySet().stream().map(this::get).toList());
        }
        return digest;
    }

    private void unclaim(InstancePath path, MachineKey machine) {
        Map<MachineKey, ExportedInstance> ofPath = claims.get(path);
        ofPath.remove(machine);
        if (ofPath.isEmpty()) {
            claims.remove(path);
        }
    }

    private static Map<InstancePath, ExportedInstance> byPath(Exports statement) {
        Map<InstancePath, ExportedInstance> byPath = new TreeMap<>();
        if (statement != null) {
            statement.instances().forEach(instance -> byPath.put(instance.path(), instance));
        }
        return byPath;
    }
}
