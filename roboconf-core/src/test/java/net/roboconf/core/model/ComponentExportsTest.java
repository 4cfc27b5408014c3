package net.roboconf.core.model;

import static net.roboconf.core.model.ComponentSketch.facet;
import static net.roboconf.core.model.ComponentSketch.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentExportsTest {

    private final List<FacetDeclaration> facets = new ArrayList<>();

    private Component last(ComponentSketch... sketches) {
        List<ComponentDeclaration> declarations =
                Arrays.stream(sketches).map(ComponentSketch::declaration).toList();
        String name = declarations.get(declarations.size() - 1).name();
        return Graph.of(facets, declarations).component(name).orElseThrow();
    }

    private static Map<String, String> valuesOf(Component component) {
        Map<String, String> values = new LinkedHashMap<>();
        component.exports().forEach((name, variable) -> values.put(name, variable.defaultValue()));
        return values;
    }

    @Test
    void own_variables_take_the_name_of_the_component_as_prefix() {
        Component tomcat = last(named("Tomcat").exporting("ip", "port=8080"));

        assertThat(valuesOf(tomcat)).containsExactly(entry("Tomcat.ip", null), entry("Tomcat.port", "8080"));
        assertThat(tomcat.exports().get("Tomcat.port").prefix()).isEqualTo("Tomcat");
        assertThat(tomcat.exports().get("Tomcat.port").localName()).isEqualTo("port");
        assertThat(tomcat.exportedPrefixes()).containsExactly("Tomcat");
    }

    @Test
    void variables_of_a_facet_keep_its_prefix_and_are_copied_under_the_name_of_the_component() {
        facets.add(facet("Web", List.of(), List.of(), "port=80"));

        Component tomcat = last(named("Tomcat").having("Web"));

        assertThat(valuesOf(tomcat)).containsExactly(entry("Web.port", "80"), entry("Tomcat.port", "80"));
        assertThat(tomcat.exportedPrefixes()).containsExactly("Web", "Tomcat");
    }

    @Test
    void a_facet_that_another_extends_gives_its_variables_too_and_can_be_overridden_by_full_name() {
        facets.add(facet("Secure", List.of("Web"), List.of(), "Web.port=443", "key=k"));
        facets.add(facet("Web", List.of(), List.of(), "port=80"));

        Component tomcat = last(named("Tomcat").having("Secure"));

        assertThat(valuesOf(tomcat))
                .containsExactly(
                        entry("Web.port", "443"),
                        entry("Secure.key", "k"),
                        entry("Tomcat.port", "443"),
                        entry("Tomcat.key", "k"));
    }

    @Test
    void inherited_variables_are_copied_at_each_level() {
        Component c = last(
                named("A").exporting("x=1"),
                named("B").extending("A"),
                named("C").extending("B"));

        assertThat(valuesOf(c)).containsExactly(entry("A.x", "1"), entry("B.x", "1"), entry("C.x", "1"));
    }

    @Test
    void an_own_variable_overrides_every_inherited_one_of_the_same_local_name() {
        facets.add(facet("Web", List.of(), List.of(), "x=0"));

        Component b = last(
                named("A").having("Web").exporting("x=1"),
                named("B").extending("A").exporting("x=2"));

        assertThat(valuesOf(b)).containsExactly(entry("Web.x", "2"), entry("A.x", "2"), entry("B.x", "2"));
    }

    @Test
    void a_full_name_overrides_that_variable_alone() {
        facets.add(facet("Web", List.of(), List.of(), "x=0"));

        Component a = last(named("A").having("Web").exporting("x=1"));
        Component b = last(
                named("A").having("Web").exporting("x=1"),
                named("B").extending("A").exporting("Web.x=9"));

        // In A the own variable overrides that of the facet; B then sets the facet's one only.
        assertThat(valuesOf(a)).containsExactly(entry("Web.x", "1"), entry("A.x", "1"));
        assertThat(valuesOf(b)).contains(entry("Web.x", "9"), entry("A.x", "1"));
    }

    @Test
    void a_super_component_that_overrides_a_shared_facet_wins_over_the_facet() {
        facets.add(facet("Web", List.of(), List.of(), "x=0"));

        Component b = last(
                named("A").having("Web").exporting("Web.x=5"),
                named("B").extending("A").having("Web"));

        assertThat(valuesOf(b)).contains(entry("Web.x", "5"), entry("B.x", "5"));
    }

    @Test
    void a_random_variable_stays_random_when_it_is_inherited_and_not_when_it_is_given_a_value() {
        Component b = last(named("A").exportingRandom("port"), named("B").extending("A"));
        Component c = last(
                named("A").exportingRandom("port"), named("C").extending("A").exporting("port=80"));

        assertThat(b.exports().values()).allMatch(ExportedVariable::isRandom).hasSize(2);
        assertThat(c.exports().values()).noneMatch(ExportedVariable::isRandom).hasSize(2);
    }

    @Test
    void a_very_long_chain_of_components_does_not_exhaust_the_stack() {
        List<ComponentDeclaration> chain = new ArrayList<>();
        chain.add(named("C0").installer("bash").exporting("x=1").declaration());
        for (int i = 1; i < 400; i++) {
            chain.add(named("C" + i).extending("C" + (i - 1)).declaration());
        }
        List<ComponentDeclaration> longer = new ArrayList<>();
        longer.add(named("D0").installer("bash").declaration());
        for (int i = 1; i < 20_000; i++) {
            longer.add(named("D" + i).extending("D" + (i - 1)).declaration());
        }

        Component deep = Graph.of(List.of(), chain).component("C399").orElseThrow();
        Component deeper = Graph.of(List.of(), longer).component("D19999").orElseThrow();

        assertThat(deep.exports()).hasSize(400);
        assertThat(deeper.exports()).isEmpty();
        assertThat(deeper.imports()).isEmpty();
        assertThat(deeper.installer()).isEqualTo("bash");
        assertThat(deeper.superComponents()).hasSize(19_999);
    }
}
