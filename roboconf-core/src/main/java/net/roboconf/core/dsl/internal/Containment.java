package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Facet;
import net.roboconf.core.model.Graph;

/**
 * What can be placed over what, as a directed graph whose size is that of the declarations.
 *
 * <p>Every component and facet is two nodes: as a <i>parent</i> it passes on to all that it extends or has, and from there
 * to the children declared; as a <i>child</i> it passes on to all that extends or has it, so down to components; and a
 * component that is a child is a parent too. A component that, as a parent, reaches itself as a child could be placed
 * over itself.
 */
final class Containment {

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> edges = new ArrayList<>();
    private final int[][] successors;
    private final Tarjan groups;

    Containment(Graph graph) {
        graph.facets().keySet().forEach(this::node);
        graph.components().keySet().forEach(this::node);
        for (Facet facet : graph.facets().values()) {
            for (Facet superFacet : facet.superFacets()) {
                narrows(facet.name(), superFacet.name());
            }
            children(facet.name(), facet.declaration().children());
        }
        for (Component component : graph.components().values()) {
            component.superComponent().ifPresent(s -> narrows(component.name(), s.name()));
            component.declaration().facets().forEach(facet -> narrows(component.name(), facet));
            children(component.name(), component.declaration().children());
            edges.get(asChild(component.name())).add(asParent(component.name()));
        }
        successors = edges.stream()
                .map(list -> list.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
        groups = new Tarjan(successors.length, node -> successors[node]);
    }

    private void node(String name) {
        numbers.put(name, names.size());
        names.add(name);
        edges.add(new ArrayList<>(2));
        edges.add(new ArrayList<>(2));
    }

    private int asParent(String name) {
        return 2 * numbers.get(name);
    }

    private int asChild(String name) {
        return 2 * numbers.get(name) + 1;
    }

    private void narrows(String name, String wider) {
        edges.get(asParent(name)).add(asParent(wider));
        edges.get(asChild(wider)).add(asChild(name));
    }

    private void children(String parent, List<String> children) {
        children.forEach(child -> edges.get(asParent(parent)).add(asChild(child)));
    }

    boolean containsItself(String component) {
        return groups.groupOf(asParent(component)) == groups.groupOf(asChild(component));
    }

    /** How a component comes to stand over itself: {@code VM > Server > VM}. */
    String describe(String component) {
        int group = groups.groupOf(asParent(component));
        if (groups.members(group).size() > Cycle.LARGEST_GROUP) {
            long components = groups.members(group).stream()
                    .map(node -> names.get(node / 2))
                    .distinct()
                    .count();
            return "it is part of a cycle of " + components;
        }
        List<Integer> path = Cycle.path(
                asParent(component), asChild(component), n -> successors[n], n -> groups.groupOf(n) == group);
        // Parents are the steps that people see; the way in between leads through facets and super components.
        return path.stream()
                        .filter(node -> node % 2 == 0 && (node == path.get(0) || isStep(node, path)))
                        .map(node -> names.get(node / 2))
                        .collect(Collectors.joining(" > "))
                + " > " + component;
    }

    private static boolean isStep(int node, List<Integer> path) {
        return path.get(path.indexOf(node) - 1) == node + 1;
    }

    /** How many edges and nodes were looked at to find all cycles. */
    long steps() {
        return groups.steps();
    }
}
