package net.roboconf.core.dsl.commands.internal;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstanceDefinition;

/**
 * The instances that exist before any command is executed, by name among their siblings. Those of one count share what is
 * over them, so each list is indexed once, when it is first asked for. For one thread.
 */
final class InstanceIndex {

    private final List<InstanceDefinition> roots;
    private final Map<List<InstanceDefinition>, Map<String, InstanceDefinition>> byName = new IdentityHashMap<>();

    InstanceIndex(List<InstanceDefinition> roots) {
        this.roots = roots;
    }

    Map<String, InstanceDefinition> roots() {
        return of(roots);
    }

    Map<String, InstanceDefinition> of(List<InstanceDefinition> siblings) {
        return siblings.isEmpty() ? Map.of() : byName.computeIfAbsent(siblings, InstanceIndex::index);
    }

    private static Map<String, InstanceDefinition> index(List<InstanceDefinition> siblings) {
        Map<String, InstanceDefinition> index = new LinkedHashMap<>();
        siblings.forEach(instance -> index.putIfAbsent(instance.name(), instance));
        return index;
    }
}
