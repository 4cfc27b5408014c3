package net.roboconf.core.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.RandomGraphs;

class GraphReadingTest {

    @Property(tries = 1000)
    void a_graph_that_is_written_and_read_is_the_same(@ForAll long seed) {
        Graph graph = RandomGraphs.graph(seed);
        Findings findings = new Findings();

        ResolvedGraph read = GraphText.read(GraphText.of(graph), findings);

        assertThat(findings.sorted()).isEmpty();
        assertThat(read.graph()).isEqualTo(graph);
        assertThat(read.isIntact()).isTrue();
    }

    /** What an instance of a component needs before it starts, its own types apart: those are another error. */
    private static List<Set<String>> needs(Graph graph, Component component) {
        List<Set<String>> needs = new ArrayList<>();
        component.importedPrefixes().values().forEach(imported -> {
            Set<String> exporters = new HashSet<>();
            graph.components().values().stream()
                    .filter(c -> c.typeNames().contains(imported.prefix()))
                    .forEach(c -> exporters.add(c.name()));
            boolean own = component.typeNames().contains(imported.prefix());
            if (!imported.optional() && !imported.external() && !own && !exporters.isEmpty()) {
                needs.add(exporters);
            }
        });
        return needs;
    }

    private static Set<String> startable(Graph graph) {
        Set<String> startable = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Component component : graph.components().values()) {
                boolean free = needs(graph, component).stream()
                        .allMatch(exporters -> exporters.stream().anyMatch(startable::contains));
                changed |= free && startable.add(component.name());
            }
        }
        return startable;
    }

    @Property(tries = 4000)
    void there_is_a_cycle_of_imports_exactly_if_something_can_never_start(@ForAll long seed) {
        Graph graph = RandomGraphs.graph(seed);
        Findings findings = new Findings();
        ResolvedGraph resolved = GraphText.read(GraphText.of(graph), findings);
        Set<String> startable = startable(graph);

        new ImportCycles(resolved, new TypeNetwork(graph), findings).check();

        assertThat(findings.sorted())
                .extracting(Diagnostic::code)
                .containsOnly(
                        startable.size() == graph.components().size()
                                ? new DiagnosticCode[0]
                                : new DiagnosticCode[] {DiagnosticCode.RM_CYCLE_IN_IMPORTS});
        for (Diagnostic found : findings.sorted()) {
            String[] way =
                    found.message().replaceAll(".*first: (.*)\\. Make.*", "$1").split(" > ");
            assertThat(way[0]).isEqualTo(way[way.length - 1]);
            for (int i = 1; i < way.length; i++) {
                String next = way[i];
                assertThat(startable).doesNotContain(next);
                assertThat(needs(graph, graph.components().get(way[i - 1])))
                        .as(found.message())
                        .anyMatch(exporters -> exporters.contains(next));
            }
        }
    }
}
