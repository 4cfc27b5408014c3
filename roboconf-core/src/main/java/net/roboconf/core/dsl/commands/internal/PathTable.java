package net.roboconf.core.dsl.commands.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.model.InstanceDefinition;

/**
 * The instances that exist after some instructions of a file: later ones are checked against what earlier ones do.
 *
 * <p>It holds only what is different from the instances at the beginning. A node keeps the children that it had then (an
 * index that all files share), those that were removed since, and those that were added or looked at. That all instances
 * of a component are deleted is remembered by a number: they are gone if they are older than the last such deletion.
 *
 * <p>What instructions do at once may be much: each copy of an instance with all that is over it, each search for a free
 * name. So the sum of it is limited. A file that passes the limit, which people's files never come near, is no longer
 * checked against its instances.
 */
final class PathTable {

    static final int MOST_STEPS = 10_000_000;

    /** What it costs to copy one instance, which also takes memory: 250,000 copies at most. */
    private static final int STEPS_PER_COPY = 40;

    private final InstanceIndex index;
    private final Node top;
    private final Map<String, Integer> deletions = new HashMap<>();
    private int now;
    private int losses;
    private int stepsLeft = MOST_STEPS;

    /** An instance, or what is over all root instances. */
    static final class Node {
        private final String component;
        private final int since;
        private final Map<String, InstanceDefinition> first;
        private final int firstSince;
        private final Map<String, Node> own = new HashMap<>(2);
        private final Set<String> removed = new HashSet<>(2);

        private Node(String component, int since, Map<String, InstanceDefinition> first, int firstSince) {
            this.component = component;
            this.since = since;
            this.first = first;
            this.firstSince = firstSince;
        }

        private Node copyWithoutOwn() {
            Node copy = new Node(component, since, first, firstSince);
            copy.removed.addAll(removed);
            return copy;
        }

        String component() {
            return component;
        }
    }

    PathTable(InstanceIndex index) {
        this.index = index;
        this.top = new Node("", 0, index.roots(), 0);
    }

    Node top() {
        return top;
    }

    /** The instance at a path, empty if there is none or the text is no path. */
    Optional<Node> find(String path) {
        Node node = top;
        int start = 0;
        while (node != null && start < path.length()) {
            int end = path.indexOf('/', start + 1);
            end = end < 0 ? path.length() : end;
            node = path.charAt(start) == '/'
                    ? child(node, path.substring(start + 1, end)).orElse(null)
                    : null;
            start = end;
        }
        return Optional.ofNullable(node == top ? null : node);
    }

    /** What an instance at a path would be over: the node of all roots for a root. Empty if there is no such parent. */
    Optional<Node> findParent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? Optional.of(top) : find(path.substring(0, Math.max(slash, 0)));
    }

    Optional<Node> child(Node parent, String name) {
        Node known = parent.own.get(name);
        if (known == null && !parent.removed.contains(name)) {
            InstanceDefinition instance = parent.first.get(name);
            if (instance != null) {
                int since = parent.firstSince;
                known = new Node(instance.component(), since, index.of(instance.children()), since);
                parent.own.put(name, known);
            }
        }
        return Optional.ofNullable(known).filter(node -> isThere(node.component, node.since));
    }

    private boolean isThere(String component, int since) {
        return since >= deletions.getOrDefault(component, 0);
    }

    /** The names of what is placed over an instance, at the cost of as many steps. */
    Set<String> names(Node parent) {
        spend(parent.first.size() + parent.own.size());
        return isExhausted() ? Set.of() : namesToSuggest(parent);
    }

    /** The names of what is placed over an instance. Whoever asks limits how often. */
    Set<String> namesToSuggest(Node parent) {
        Set<String> names = new LinkedHashSet<>();
        parent.first.forEach((name, instance) -> {
            if (!parent.removed.contains(name) && isThere(instance.component(), parent.firstSince)) {
                names.add(name);
            }
        });
        parent.own.forEach((name, node) -> {
            if (isThere(node.component, node.since)) {
                names.add(name);
            } else {
                names.remove(name);
            }
        });
        return names;
    }

    void create(Node parent, String name, String component) {
        parent.own.put(name, new Node(component, now, Map.of(), now));
    }

    void delete(Node parent, String name) {
        parent.own.remove(name);
        parent.removed.add(name);
        losses++;
    }

    void deleteAll(String component) {
        now++;
        losses++;
        deletions.put(component, now);
    }

    /** Gives another name to an instance, which exists. */
    void rename(Node parent, String name, String newName) {
        Node node = child(parent, name).orElseThrow();
        delete(parent, name);
        parent.own.put(newName, node);
    }

    /** Copies a root instance with all that is placed over it. */
    void replicate(Node root, String name) {
        record Pair(Node original, Node copy) {}
        Node result = root.copyWithoutOwn();
        Deque<Pair> queue = new ArrayDeque<>();
        queue.add(new Pair(root, result));
        while (!queue.isEmpty() && !isExhausted()) {
            Pair pair = queue.remove();
            spend(STEPS_PER_COPY * (1 + pair.original().removed.size()));
            pair.original().own.forEach((childName, child) -> {
                Node copy = child.copyWithoutOwn();
                pair.copy().own.put(childName, copy);
                queue.add(new Pair(child, copy));
            });
        }
        top.own.put(name, result);
    }

    /** How often a path ceased to be that of an instance. */
    int losses() {
        return losses;
    }

    /** Takes something of what may be done for this file. */
    void spend(int steps) {
        stepsLeft = Math.max(0, stepsLeft - steps);
    }

    /** Whether the limit is passed: nothing that this table says holds any more. */
    boolean isExhausted() {
        return stepsLeft == 0;
    }
}
