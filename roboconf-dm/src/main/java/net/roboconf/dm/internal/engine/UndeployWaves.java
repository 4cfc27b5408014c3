package net.roboconf.dm.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedPrefix;

/**
 * In which order the components of a graph are undeployed: importers before what they import, so that nothing loses what
 * it still uses.
 *
 * <p>Components that import each other form a cycle. Inside a cycle only mandatory imports count; what still is a cycle
 * then is one wave. (A database that optionally imports its clients, to grant them access, goes after them all the same.)
 */
final class UndeployWaves {

    private UndeployWaves() {}

    /** The number of the wave of each component, from 0. */
    static Map<String, Integer> of(Graph graph) {
        Map<String, Set<String>> all = edges(graph, true);
        Map<String, Set<String>> mandatory = edges(graph, false);
        Map<String, Integer> waves = new HashMap<>();
        int wave = 0;
        for (List<String> cycle : importersFirst(all)) {
            Map<String, Set<String>> inside = new LinkedHashMap<>();
            for (String name : cycle) {
                Set<String> targets = new LinkedHashSet<>(mandatory.get(name));
                targets.retainAll(cycle);
                inside.put(name, targets);
            }
            for (List<String> together : importersFirst(inside)) {
                for (String name : together) {
                    waves.put(name, wave);
                }
                wave++;
            }
        }
        return Map.copyOf(waves);
    }

    private static Map<String, Set<String>> edges(Graph graph, boolean optionalToo) {
        Map<String, Set<String>> exporters = new HashMap<>();
        for (Component component : graph.components().values()) {
            for (String prefix : component.exportedPrefixes()) {
                exporters.computeIfAbsent(prefix, p -> new LinkedHashSet<>()).add(component.name());
            }
        }
        Map<String, Set<String>> edges = new LinkedHashMap<>();
        for (Component component : graph.components().values()) {
            Set<String> targets = new LinkedHashSet<>();
            for (ImportedPrefix imported : component.importedPrefixes().values()) {
                if (!imported.external() && (optionalToo || !imported.optional())) {
                    targets.addAll(exporters.getOrDefault(imported.prefix(), Set.of()));
                }
            }
            edges.put(component.name(), targets);
        }
        return edges;
    }

    /** The strongly connected sets of nodes, those that point at others first (Tarjan, without recursion). */
    private static List<List<String>> importersFirst(Map<String, Set<String>> edges) {
        Map<String, Integer> index = new HashMap<>();
        Map<String, Integer> low = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        Set<String> isOpen = new LinkedHashSet<>();
        List<List<String>> found = new ArrayList<>();
        for (String start : edges.keySet()) {
            if (index.containsKey(start)) {
                continue;
            }
            Deque<Visit> visits = new ArrayDeque<>();
            visits.push(new Visit(start, new ArrayDeque<>(edges.get(start))));
            while (!visits.isEmpty()) {
                Visit visit = visits.peek();
                if (!index.containsKey(visit.node)) {
                    index.put(visit.node, index.size());
                    low.put(visit.node, index.get(visit.node));
                    open.push(visit.node);
                    isOpen.add(visit.node);
                }
                if (!visit.left.isEmpty()) {
                    String next = visit.left.pop();
                    if (!index.containsKey(next)) {
                        visits.push(new Visit(next, new ArrayDeque<>(edges.get(next))));
                    } else if (isOpen.contains(next)) {
                        low.merge(visit.node, index.get(next), Math::min);
                    }
                    continue;
                }
                visits.pop();
                if (!visits.isEmpty()) {
                    low.merge(visits.peek().node, low.get(visit.node), Math::min);
                }
                if (low.get(visit.node).equals(index.get(visit.node))) {
                    List<String> together = new ArrayList<>();
                    String member;
                    do {
                        member = open.pop();
                        isOpen.remove(member);
                        together.add(member);
                    } while (!member.equals(visit.node));
                    found.add(0, together);
                }
            }
        }
        return found;
    }

    private record Visit(String node, Deque<String> left) {}
}
