package net.roboconf.core.dsl.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.roboconf.core.model.InstanceDefinition;

/**
 * The instances of all files, outer ones before inner ones. A list rather than a recursion: instances may be nested as
 * deep as their author likes.
 */
final class InstanceTree {

    /** @param parent what the instance is nested in, empty for a root */
    record Placed(DeclaredInstance instance, Optional<DeclaredInstance> parent) {}

    private final List<DeclaredInstance> roots;
    private final List<Placed> placed = new ArrayList<>();
    private List<InstanceDefinition> definitions;

    InstanceTree(List<DeclaredInstance> roots) {
        this.roots = roots;
        Deque<Placed> queue = new ArrayDeque<>();
        roots.forEach(root -> queue.add(new Placed(root, Optional.empty())));
        while (!queue.isEmpty()) {
            Placed next = queue.remove();
            placed.add(next);
            next.instance().children().forEach(child -> queue.add(new Placed(child, Optional.of(next.instance()))));
        }
    }

    /** All instances, each after what it is nested in. */
    List<Placed> all() {
        return Collections.unmodifiableList(placed);
    }

    /** Visits each list of siblings once: the roots, and the children of each instance. */
    void forEachSiblings(Consumer<List<DeclaredInstance>> visitor) {
        visitor.accept(roots);
        placed.forEach(p -> visitor.accept(p.instance().children()));
    }

    /**
     * How many instances each one stands for, with all that is over it.
     *
     * @param tooMany told about each instance with which the total passes the limit; it then counts once
     */
    void checkSize(int limit, Consumer<DeclaredInstance> tooMany) {
        Map<DeclaredInstance, Long> sizes = new IdentityHashMap<>();
        long total = 0;
        for (int i = placed.size() - 1; i >= 0; i--) {
            DeclaredInstance instance = placed.get(i).instance();
            long one = 1 + sizes.getOrDefault(instance, 0L);
            long size = one * instance.count();
            boolean root = placed.get(i).parent().isEmpty();
            if (size + (root ? total : 0) > limit) {
                tooMany.accept(instance);
                size = Math.min(one, limit);
            }
            total += root ? size : 0;
            long added = size;
            placed.get(i).parent().ifPresent(parent -> sizes.merge(parent, added, Long::sum));
        }
    }

    /** The definitions that the tree stands for. Those of one count share what is over them. */
    List<InstanceDefinition> definitions() {
        if (definitions == null) {
            definitions = expandAll();
        }
        return definitions;
    }

    private List<InstanceDefinition> expandAll() {
        Map<DeclaredInstance, List<InstanceDefinition>> expanded = new IdentityHashMap<>();
        for (int i = placed.size() - 1; i >= 0; i--) {
            DeclaredInstance instance = placed.get(i).instance();
            expanded.put(instance, expand(instance, gather(instance.children(), expanded)));
        }
        return gather(roots, expanded);
    }

    private static List<InstanceDefinition> gather(
            List<DeclaredInstance> siblings, Map<DeclaredInstance, List<InstanceDefinition>> expanded) {
        List<InstanceDefinition> all = new ArrayList<>();
        siblings.forEach(sibling -> all.addAll(expanded.get(sibling)));
        return List.copyOf(all);
    }

    private static List<InstanceDefinition> expand(DeclaredInstance instance, List<InstanceDefinition> children) {
        Map<String, String> overrides = InstanceValidator.overridesOf(instance);
        List<InstanceDefinition> result = new ArrayList<>(instance.count());
        for (int number = 1; number <= instance.count(); number++) {
            result.add(new InstanceDefinition(
                    instance.nameOf(number),
                    instance.component().text(),
                    overrides,
                    instance.data(),
                    instance.channels(),
                    children));
        }
        return result;
    }
}
