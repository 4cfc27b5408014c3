package net.roboconf.core.dsl.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Facet;
import net.roboconf.core.model.Graph;

/** Who extends or has whom in a graph, seen from both ends. */
final class TypeNetwork {

    private final Graph graph;
    private final Map<String, List<String>> narrower = new HashMap<>();
    /** One component for each facet that is in use: all that have it export the same names under its prefix. */
    private final Map<String, Component> userOfFacet = new LinkedHashMap<>();

    TypeNetwork(Graph graph) {
        this.graph = graph;
        for (Facet facet : graph.facets().values()) {
            facet.superFacets().forEach(s -> narrows(facet.name(), s.name()));
        }
        for (Component component : graph.components().values()) {
            component.superComponent().ifPresent(s -> narrows(component.name(), s.name()));
            component.declaration().facets().forEach(f -> narrows(component.name(), f));
            use(component);
        }
    }

    private void narrows(String name, String wider) {
        narrower.computeIfAbsent(wider, w -> new ArrayList<>(2)).add(name);
    }

    private void use(Component component) {
        Deque<Facet> used = new ArrayDeque<>();
        component.declaration().facets().forEach(f -> used.add(graph.facets().get(f)));
        while (!used.isEmpty()) {
            Facet facet = used.remove();
            if (userOfFacet.putIfAbsent(facet.name(), component) == null) {
                used.addAll(facet.superFacets());
            }
        }
    }

    /** A component that has this facet, or one that extends it; the same one each time. */
    Optional<Component> userOf(String facet) {
        return Optional.ofNullable(userOfFacet.get(facet));
    }

    /** What extends or has a type directly. */
    List<String> narrower(String name) {
        return narrower.getOrDefault(name, List.of());
    }

    /** The given names and those of all that extends or has them. */
    Set<String> withNarrower(Collection<String> names) {
        Map<String, String> marks = new LinkedHashMap<>();
        names.forEach(name -> marks.put(name, ""));
        return spread(marks).keySet();
    }

    /** Passes a mark on each name on to all that extends or has it; the first mark stays. */
    Map<String, String> spread(Map<String, String> marks) {
        Map<String, String> marked = new LinkedHashMap<>(marks);
        Deque<String> queue = new ArrayDeque<>(marks.keySet());
        while (!queue.isEmpty()) {
            String name = queue.remove();
            for (String next : narrower.getOrDefault(name, List.of())) {
                if (marked.putIfAbsent(next, marked.get(name)) == null) {
                    queue.add(next);
                }
            }
        }
        return marked;
    }
}
