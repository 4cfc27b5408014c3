package net.roboconf.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The rules of the language as they are stated, against the way in which they are computed. */
class GraphLawsTest {

    /** Everything that extends a facet, itself included. */
    private static Set<String> facetsBelow(Graph graph, String facet) {
        Set<String> result = new HashSet<>(Set.of(facet));
        for (Facet other : graph.facets().values()) {
            if (other.superFacets().stream().anyMatch(s -> s.name().equals(facet))) {
                result.addAll(facetsBelow(graph, other.name()));
            }
        }
        return result;
    }

    private static Set<String> componentsBelow(Graph graph, String component) {
        Set<String> result = new HashSet<>(Set.of(component));
        for (Component other : graph.components().values()) {
            if (other.superComponents().stream().anyMatch(s -> s.name().equals(component))) {
                result.add(other.name());
            }
        }
        return result;
    }

    /** A component stands for itself and what extends it, a facet for all that has it or a facet that extends it. */
    private static Set<String> meant(Graph graph, String child) {
        if (graph.components().containsKey(child)) {
            return componentsBelow(graph, child);
        }
        Set<String> result = new HashSet<>();
        for (String facet : facetsBelow(graph, child)) {
            for (Component component : graph.components().values()) {
                if (component.declaration().facets().contains(facet)) {
                    result.addAll(componentsBelow(graph, component.name()));
                }
            }
        }
        return result;
    }

    private static Set<String> allChildren(Graph graph, Component parent) {
        List<Component> chain = new ArrayList<>(parent.superComponents());
        chain.add(parent);
        Set<String> result = new HashSet<>();
        for (Component c : chain) {
            c.declaration().children().forEach(child -> result.addAll(meant(graph, child)));
            for (String facet : graph.facets().keySet()) {
                boolean has = facetsBelow(graph, facet).stream()
                        .anyMatch(f -> c.declaration().facets().contains(f));
                if (has) {
                    graph.facets()
                            .get(facet)
                            .declaration()
                            .children()
                            .forEach(child -> result.addAll(meant(graph, child)));
                }
            }
        }
        return result;
    }

    @Property(tries = 1000)
    void a_component_accepts_its_closure_of_children(@ForAll long seed) {
        Graph graph = RandomGraphs.graph(seed);
        for (Component parent : graph.components().values()) {
            Set<String> accepted = new HashSet<>();
            graph.components().keySet().stream()
                    .filter(child -> graph.accepts(parent.name(), child))
                    .forEach(accepted::add);
            assertThat(accepted).isEqualTo(allChildren(graph, parent));
        }
    }

    @Property(tries = 1000)
    void roots_are_what_nothing_accepts(@ForAll long seed) {
        Graph graph = RandomGraphs.graph(seed);
        for (String child : graph.components().keySet()) {
            boolean contained = graph.components().keySet().stream().anyMatch(parent -> graph.accepts(parent, child));
            assertThat(graph.accepts(null, child)).isEqualTo(!contained);
        }
        assertThat(graph.roots()).allMatch(root -> graph.accepts(null, root.name()));
    }

    /** Steps 1 to 4 of the language, word by word. */
    private static Map<String, String> exportsAsStated(Component component) {
        Map<String, String> inherited = new LinkedHashMap<>();
        for (Facet facet : Facet.closure(component.declaration().facets().stream()
                .map(name -> component.facets().stream()
                        .filter(f -> f.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList())) {
            for (ExportDeclaration export : facet.declaration().exports()) {
                boolean overrides = inherited.containsKey(export.name());
                inherited.put(overrides ? export.name() : facet.name() + '.' + export.name(), export.value());
            }
        }
        component.superComponent().ifPresent(s -> inherited.putAll(exportsAsStated(s)));
        Map<String, String> exports = new LinkedHashMap<>(inherited);
        for (ExportDeclaration export : component.declaration().exports()) {
            if (exports.containsKey(export.name())) {
                exports.put(export.name(), export.value());
            } else {
                exports.put(component.name() + '.' + export.name(), export.value());
                for (String name : inherited.keySet()) {
                    if (name.substring(name.indexOf('.') + 1).equals(export.name())) {
                        exports.put(name, export.value());
                    }
                }
            }
        }
        for (String name : inherited.keySet()) {
            String own = component.name() + name.substring(name.indexOf('.'));
            if (!exports.containsKey(own)) {
                exports.put(own, exports.get(name));
            }
        }
        return exports;
    }

    @Property(tries = 1000)
    void exports_follow_the_four_steps(@ForAll long seed) {
        for (Component component : RandomGraphs.graph(seed).components().values()) {
            Map<String, String> exports = new LinkedHashMap<>();
            component.exports().forEach((name, variable) -> exports.put(name, variable.defaultValue()));
            Map<String, String> stated = exportsAsStated(component);
            assertThat(exports.keySet()).containsExactlyElementsOf(stated.keySet());
            assertThat(exports).isEqualTo(stated);
        }
    }

    @Property(tries = 1000)
    void what_a_component_exports_all_that_extend_it_export_too_and_under_their_own_name(@ForAll long seed) {
        for (Component component : RandomGraphs.graph(seed).components().values()) {
            for (Component wider : component.superComponents()) {
                assertThat(component.exports().keySet())
                        .containsAll(wider.exports().keySet());
                assertThat(component.exportedPrefixes()).containsAll(wider.exportedPrefixes());
            }
            for (ExportedVariable variable : component.exports().values()) {
                assertThat(component.exports()).containsKey(component.name() + '.' + variable.localName());
                assertThat(component.typeNames()).contains(variable.prefix());
            }
        }
    }
}
