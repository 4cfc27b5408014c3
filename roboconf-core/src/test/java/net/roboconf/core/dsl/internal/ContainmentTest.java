package net.roboconf.core.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.RandomGraphs;

class ContainmentTest {

    private static boolean reaches(Graph graph, String from, String to, Set<String> seen) {
        for (String next : graph.components().keySet()) {
            if (graph.accepts(from, next) && (next.equals(to) || seen.add(next) && reaches(graph, next, to, seen))) {
                return true;
            }
        }
        return false;
    }

    @Property(tries = 1000)
    void a_component_contains_itself_if_a_way_of_children_leads_back_to_it(@ForAll long seed) {
        Graph graph = RandomGraphs.graph(seed);
        Containment containment = new Containment(graph);

        for (String component : graph.components().keySet()) {
            boolean expected = reaches(graph, component, component, new HashSet<>());
            assertThat(containment.containsItself(component)).as(component).isEqualTo(expected);
            if (expected) {
                checkWay(graph, component, containment.describe(component));
            }
        }
    }

    private static void checkWay(Graph graph, String component, String way) {
        String[] steps = way.split(" > ");
        assertThat(steps[0]).isEqualTo(component);
        assertThat(steps[steps.length - 1]).isEqualTo(component);
        for (int i = 1; i < steps.length; i++) {
            assertThat(graph.accepts(steps[i - 1], steps[i])).as(way).isTrue();
        }
    }

    @Example
    void layers_of_diamonds_are_walked_once() {
        int layers = 1000;
        List<ComponentDeclaration> components = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            List<String> below = i + 1 < layers ? List.of("A" + (i + 1), "B" + (i + 1)) : List.of();
            for (String side : List.of("A", "B")) {
                components.add(
                        new ComponentDeclaration(side + i, "bash", null, List.of(), below, List.of(), List.of()));
            }
        }

        Containment containment = new Containment(Graph.of(List.of(), components));

        // Two nodes for each component; an edge for each child, and one from child to parent for each component.
        long nodes = 4L * layers;
        long edges = 4L * (layers - 1) + 2L * layers;
        assertThat(containment.steps()).isEqualTo(nodes + edges);
        assertThat(containment.containsItself("A0")).isFalse();
    }
}
