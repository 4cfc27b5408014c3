package net.roboconf.core.dsl.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Facet;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedPrefix;

/**
 * Components that wait for each other for ever. A component can start once, for each prefix that it needs, some component
 * that has this type can start. So first everything is marked that can start, beginning with what needs nothing; the
 * cycles are found in what is left. Something that several components offer is no cycle as long as one of them is free.
 */
final class ImportCycles {

    private final ResolvedGraph resolved;
    private final Graph graph;
    private final TypeNetwork network;
    private final Findings findings;

    private final Map<String, Set<String>> needs = new HashMap<>();
    private final Map<String, List<String>> neededBy = new HashMap<>();
    private final Map<String, Integer> missing = new HashMap<>();
    private final Set<String> offered = new LinkedHashSet<>();

    ImportCycles(ResolvedGraph resolved, TypeNetwork network, Findings findings) {
        this.resolved = resolved;
        this.graph = resolved.graph();
        this.network = network;
        this.findings = findings;
    }

    void check() {
        for (Component component : graph.components().values()) {
            Set<String> prefixes = mandatory(component);
            needs.put(component.name(), prefixes);
            missing.put(component.name(), prefixes.size());
            prefixes.forEach(
                    p -> neededBy.computeIfAbsent(p, k -> new ArrayList<>(2)).add(component.name()));
        }
        start();
        report();
    }

    /**
     * The prefixes without which an instance does not start. What nobody exports, or the component itself, is an error
     * of its own.
     */
    private Set<String> mandatory(Component component) {
        Set<String> prefixes = new LinkedHashSet<>();
        if (component.importedPrefixes().isEmpty()) {
            return prefixes;
        }
        Set<String> own = component.typeNames();
        for (ImportedPrefix imported : component.importedPrefixes().values()) {
            String prefix = imported.prefix();
            boolean exists = graph.components().containsKey(prefix)
                    || network.userOf(prefix).isPresent();
            if (!imported.optional() && !imported.external() && exists && !own.contains(prefix)) {
                prefixes.add(prefix);
            }
        }
        return prefixes;
    }

    private void start() {
        Deque<Component> startable = new ArrayDeque<>();
        graph.components().values().stream()
                .filter(c -> missing.get(c.name()) == 0)
                .forEach(startable::add);
        while (!startable.isEmpty()) {
            Deque<String> offers = new ArrayDeque<>(List.of(startable.remove().name()));
            while (!offers.isEmpty()) {
                String type = offers.remove();
                if (offered.add(type)) {
                    offers.addAll(wider(type));
                    for (String importer : neededBy.getOrDefault(type, List.of())) {
                        if (missing.merge(importer, -1, Integer::sum) == 0) {
                            startable.add(graph.components().get(importer));
                        }
                    }
                }
            }
        }
    }

    /** What a type extends or has directly: who offers it offers these too. */
    private List<String> wider(String type) {
        Component component = graph.components().get(type);
        if (component == null) {
            return graph.facets().get(type).superFacets().stream()
                    .map(Facet::name)
                    .toList();
        }
        List<String> wider = new ArrayList<>(component.declaration().facets());
        component.superComponent().ifPresent(s -> wider.add(s.name()));
        return wider;
    }

    private void report() {
        WaitingComponents waiting = new WaitingComponents(graph, network);
        for (String component : graph.components().keySet()) {
            for (String prefix : needs.get(component)) {
                if (missing.get(component) > 0 && !offered.contains(prefix)) {
                    waiting.waits(component, prefix);
                }
            }
        }
        for (List<String> cycle : waiting.cycles()) {
            String first = cycle.get(0);
            Location declared = resolved.components().get(first).name().location();
            findings.add(DiagnosticCode.RM_CYCLE_IN_IMPORTS, declared, String.join(" > ", cycle));
        }
    }
}
