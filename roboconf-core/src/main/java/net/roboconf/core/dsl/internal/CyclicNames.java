package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names that lead back to themselves. */
final class CyclicNames {

    private final List<String> all;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[][] edges;
    private final Tarjan groups;

    private CyclicNames(Map<String, List<String>> references) {
        all = List.copyOf(references.keySet());
        all.forEach(name -> numbers.put(name, numbers.size()));
        edges = new int[all.size()][];
        for (int i = 0; i < edges.length; i++) {
            edges[i] =
                    references.get(all.get(i)).stream().mapToInt(numbers::get).toArray();
        }
        groups = new Tarjan(edges.length, node -> edges[node]);
    }

    /** Finds them, given what each name refers to; every name that is referred to must be a key. */
    static CyclicNames in(Map<String, List<String>> references) {
        return new CyclicNames(references);
    }

    /** All names of all cycles, in the order of the references. */
    List<String> names() {
        List<String> cyclic = new ArrayList<>();
        for (int node = 0; node < edges.length; node++) {
            if (isCyclic(node)) {
                cyclic.add(all.get(node));
            }
        }
        return cyclic;
    }

    private boolean isCyclic(int node) {
        if (groups.members(groups.groupOf(node)).size() > 1) {
            return true;
        }
        for (int next : edges[node]) {
            if (next == node) {
                return true;
            }
        }
        return false;
    }

    /** How a name leads back to itself: {@code A > B > A}. */
    String describe(String name) {
        int node = numbers.get(name);
        List<Integer> members = groups.members(groups.groupOf(node));
        if (members.size() > Cycle.LARGEST_GROUP) {
            return "it is part of a cycle of " + members.size();
        }
        return Cycle.path(node, node, n -> edges[n], n -> groups.groupOf(n) == groups.groupOf(node)).stream()
                .map(all::get)
                .collect(Collectors.joining(" > "));
    }
}
