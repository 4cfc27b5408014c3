package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.model.Graph;

/**
 * Who waits for whom among the components that can never start, as a directed graph. Every type is two nodes: it is
 * <i>offered</i> when a component that is, extends or has it starts; a component <i>starts</i> when all that it waits for
 * is offered.
 */
final class WaitingComponents {

    private final Graph graph;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> edges = new ArrayList<>();

    WaitingComponents(Graph graph, TypeNetwork network) {
        this.graph = graph;
        graph.components().keySet().forEach(this::node);
        graph.facets().keySet().forEach(this::node);
        for (String type : names) {
            if (graph.components().containsKey(type)) {
                edges.get(offer(type)).add(start(type));
            }
            network.narrower(type).forEach(narrower -> edges.get(offer(type)).add(offer(narrower)));
        }
    }

    private void node(String type) {
        numbers.put(type, names.size());
        names.add(type);
        edges.add(new ArrayList<>(2));
        edges.add(new ArrayList<>(2));
    }

    private int offer(String type) {
        return 2 * numbers.get(type);
    }

    private int start(String component) {
        return 2 * numbers.get(component) + 1;
    }

    /** Says that a component cannot start before a type is offered, which it never is. */
    void waits(String component, String prefix) {
        edges.get(start(component)).add(offer(prefix));
    }

    /** One shortest cycle for each group of components that wait for each other; its first component comes last too. */
    List<List<String>> cycles() {
        int[][] successors = edges.stream()
                .map(list -> list.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
        Tarjan groups = new Tarjan(successors.length, node -> successors[node]);
        Set<Integer> reported = new HashSet<>();
        List<List<String>> cycles = new ArrayList<>();
        for (String name : names) {
            int group = graph.components().containsKey(name) ? groups.groupOf(start(name)) : -1;
            if (group >= 0 && groups.members(group).size() > 1 && reported.add(group)) {
                List<String> cycle = new ArrayList<>();
                Cycle.path(start(name), start(name), n -> successors[n], n -> groups.groupOf(n) == group).stream()
                        .filter(node -> node % 2 == 1)
                        .forEach(node -> cycle.add(names.get(node / 2)));
                cycles.add(cycle);
            }
        }
        return cycles;
    }
}
