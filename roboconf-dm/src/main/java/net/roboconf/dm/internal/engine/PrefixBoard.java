package net.roboconf.dm.internal.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.ExportsDigest;

/** Who exports one prefix in an application now, and who cannot start without. */
final class PrefixBoard {

    /** The instances that export it. */
    final Map<InstanceNode, ExportedInstance> exporters = new LinkedHashMap<>();

    /** The instances that import it and cannot do without. */
    final Set<InstanceNode> dependants = new LinkedHashSet<>();

    private final ExportsDigest digest = new ExportsDigest();

    /** Takes what an instance exports from now on; null for nothing. */
    void put(InstanceNode node, ExportedInstance exported) {
        ExportedInstance before = exported == null ? exporters.remove(node) : exporters.put(node, exported);
        if (before != null) {
            digest.remove(before);
        }
        if (exported != null) {
            digest.add(exported);
        }
    }

    String digest() {
        return digest.text();
    }
}
