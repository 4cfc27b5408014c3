package net.roboconf.core.model;

import static net.roboconf.core.model.ComponentSketch.facet;
import static net.roboconf.core.model.ComponentSketch.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

    private static Graph graph(List<FacetDeclaration> facets, ComponentSketch... components) {
        return Graph.of(
                facets,
                Arrays.stream(components).map(ComponentSketch::declaration).toList());
    }

    private static ImportedVariable needed(String prefix, String name) {
        return new ImportedVariable(prefix, name, false, false);
    }

    private static ImportedVariable optional(String prefix, String name) {
        return new ImportedVariable(prefix, name, true, false);
    }

    @Test
    void a_component_accepts_its_children_and_what_extends_them() {
        Graph graph = graph(
                List.of(),
                named("VM").over("Server"),
                named("Server"),
                named("Tomcat").extending("Server"));

        assertThat(graph.accepts("VM", "Server")).isTrue();
        assertThat(graph.accepts("VM", "Tomcat")).isTrue();
        assertThat(graph.accepts("Server", "Tomcat")).isFalse();
        assertThat(graph.accepts("VM", "VM")).isFalse();
        assertThat(graph.accepts("VM", "Nothing")).isFalse();
        assertThat(graph.accepts("Nothing", "VM")).isFalse();
    }

    @Test
    void children_are_inherited_from_super_components_and_facets() {
        Graph graph = graph(
                List.of(
                        facet("Host", List.of(), List.of("Agent")),
                        facet("BigHost", List.of("Host"), List.of("Deployable")),
                        facet("Deployable", List.of(), List.of()),
                        facet("War", List.of("Deployable"), List.of())),
                named("VM").over("Server"),
                named("BigVM").extending("VM").having("BigHost"),
                named("Server"),
                named("Agent"),
                named("Shop").having("War"),
                named("EuroShop").extending("Shop"));

        assertThat(graph.accepts("BigVM", "Server")).isTrue();
        assertThat(graph.accepts("BigVM", "Agent")).isTrue();
        assertThat(graph.accepts("BigVM", "Shop")).isTrue();
        assertThat(graph.accepts("BigVM", "EuroShop")).isTrue();
        assertThat(graph.accepts("VM", "Shop")).isFalse();
        assertThat(graph.roots()).extracting(Component::name).containsExactly("VM", "BigVM");
        assertThat(graph.accepts(null, "BigVM")).isTrue();
        assertThat(graph.accepts(null, "Shop")).isFalse();
    }

    @Test
    void a_facet_that_no_component_has_makes_nobody_a_child() {
        Graph graph = graph(List.of(facet("Host", List.of(), List.of("VM"))), named("VM"));

        assertThat(graph.roots()).extracting(Component::name).containsExactly("VM");
    }

    @Test
    void many_diamonds_of_facets_cost_no_more_than_their_number() {
        List<FacetDeclaration> facets = new ArrayList<>();
        facets.add(facet("L0", List.of(), List.of("Leaf"), "x=1"));
        facets.add(facet("R0", List.of(), List.of()));
        for (int i = 1; i < 200; i++) {
            List<String> below = List.of("L" + (i - 1), "R" + (i - 1));
            facets.add(facet("L" + i, below, List.of()));
            facets.add(facet("R" + i, below, List.of()));
        }

        Graph graph = graph(facets, named("Top").having("L199", "R199"), named("Leaf"));

        assertThat(graph.component("Top").orElseThrow().facets()).hasSize(400);
        assertThat(graph.component("Top").orElseThrow().exports()).containsOnlyKeys("L0.x", "Top.x");
        assertThat(graph.accepts("Top", "Leaf")).isTrue();
    }

    @Test
    void installer_is_inherited_and_its_case_does_not_matter_for_machines() {
        Graph graph = graph(
                List.of(),
                named("VM").installer("Target"),
                named("BigVM").extending("VM"),
                named("X").installer("bash"));

        assertThat(graph.component("BigVM").orElseThrow().isMachine()).isTrue();
        assertThat(graph.component("X").orElseThrow().isMachine()).isFalse();
        assertThat(graph.component("BigVM").orElseThrow().recipeLookup()).containsExactly("BigVM", "VM");
    }

    @Test
    void a_prefix_is_mandatory_if_one_of_its_variables_is() {
        Graph graph = graph(
                List.of(),
                named("A").importing(optional("Db", "ip"), needed("Db", "port"), optional("Cache", "*")),
                named("B")
                        .extending("A")
                        .importing(optional("Db", "port"), new ImportedVariable("ext", "url", false, true)));

        Component a = graph.component("A").orElseThrow();
        assertThat(a.importedPrefixes().get("Db").optional()).isFalse();
        assertThat(a.importedPrefixes().get("Db").variables()).containsExactly("ip", "port");
        assertThat(a.importedPrefixes().get("Cache").wildcard()).isTrue();
        assertThat(a.importedPrefixes().get("Cache").includes("anything")).isTrue();
        Component b = graph.component("B").orElseThrow();
        assertThat(b.importedPrefixes().get("Db").optional()).isTrue();
        assertThat(b.importedPrefixes().get("Db").includes("anything")).isFalse();
        assertThat(b.importedPrefixes().get("ext").external()).isTrue();
    }

    @Test
    void the_last_definition_of_an_import_holds() {
        Graph graph = graph(List.of(), named("A").importing(needed("Db", "ip"), optional("Db", "ip")));

        assertThat(graph.component("A").orElseThrow().imports()).containsExactly(optional("Db", "ip"));
    }

    @Test
    void what_cannot_be_resolved_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(List.of(), named("A").over("B")))
                .withMessageContaining("A has the unknown child B");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        graph(List.of(), named("A").extending("B"), named("B").extending("A")))
                .withMessageContaining("[A, B]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(List.of(facet("A", List.of("A"), List.of()))))
                .withMessageContaining("[A]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(List.of(), named("A"), named("A")))
                .withMessageContaining("A is declared twice");
    }

    @Test
    void graphs_of_the_same_declarations_are_equal() {
        Graph one = graph(List.of(facet("F", List.of(), List.of())), named("A").having("F"));
        Graph same = graph(List.of(facet("F", List.of(), List.of())), named("A").having("F"));
        Graph other = graph(List.of(facet("F", List.of(), List.of())), named("A"));

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    }
}
