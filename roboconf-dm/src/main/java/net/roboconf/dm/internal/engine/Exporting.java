package net.roboconf.dm.internal.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.model.ExternalExports;

/** Follows what instances export, from what is observed of them and from verdicts. One change costs one change. */
final class Exporting {

    private Exporting() {}

    /** Brings the boards up to date with one instance. */
    static void refresh(InstanceNode node) {
        refreshExternal(node);
        Map<String, ExportedInstance> now = exportsOf(node);
        Map<String, ExportedInstance> before = node.exported;
        if (now.equals(before)) {
            return;
        }
        node.exported = now;
        before.forEach((prefix, exported) -> {
            if (!now.containsKey(prefix)) {
                node.application.board(prefix).put(node, null);
            }
        });
        now.forEach((prefix, exported) -> {
            if (!exported.equals(before.get(prefix))) {
                node.application.board(prefix).put(node, exported);
            }
        });
    }

    private static void refreshExternal(InstanceNode node) {
        ExternalExports exports = node.application.template.external().get(node.component.name());
        if (exports == null) {
            return;
        }
        ExportedInstance now = isExporting(node)
                ? new ExportedInstance(node.path(), node.observed.starts(), exports.seen(node.observed.exports()))
                : null;
        if (!Objects.equals(now, node.externallyExported)) {
            node.externallyExported = now;
            node.application.external.put(node, now);
        }
    }

    /** The same for all that is on a machine. */
    static void refresh(Place place) {
        place.instances.values().forEach(Exporting::refresh);
    }

    /** An instance is in the model from now on. */
    static void add(InstanceNode node) {
        node.component.importedPrefixes().values().forEach(imported -> {
            if (imported.optional()) {
                return;
            }
            Set<InstanceNode> dependants = imported.external()
                    ? node.application.externalDependants.computeIfAbsent(
                            imported.prefix(), prefix -> new LinkedHashSet<>())
                    : node.application.board(imported.prefix()).dependants;
            dependants.add(node);
        });
    }

    /** An instance is not in the model any more. */
    static void remove(InstanceNode node) {
        node.exported.keySet().forEach(prefix -> node.application.board(prefix).put(node, null));
        node.exported = Map.of();
        node.application.external.put(node, null);
        node.externallyExported = null;
        node.component
                .importedPrefixes()
                .keySet()
                .forEach(prefix -> node.application.board(prefix).dependants.remove(node));
        node.application.externalDependants.values().forEach(dependants -> dependants.remove(node));
    }

    private static Map<String, ExportedInstance> exportsOf(InstanceNode node) {
        if (!isExporting(node)) {
            return Map.of();
        }
        Map<String, ExportedInstance> exports = new HashMap<>();
        for (String prefix : node.component.exportedPrefixes()) {
            exports.put(prefix, new ExportedInstance(node.path(), node.observed.starts(), node.reportedUnder(prefix)));
        }
        return exports;
    }

    private static boolean isExporting(InstanceNode node) {
        return node.observed != null && node.observed.state() == InstanceState.DEPLOYED_STARTED && !isVoid(node.place);
    }

    /** Whether a verdict has ended what the machine's agent said in its newest epoch. */
    static boolean isVoid(Place place) {
        return place.machine == null || place.report == null || place.report.epoch() <= place.machine.voided();
    }
}
