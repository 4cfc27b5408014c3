package net.roboconf.core.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Resolves the declarations of one graph, in time linear in their total size: what is extended is built before what
 * extends it, and the roots are what remains when the children of every component in use, and all that extends or has
 * them, are marked.
 */
final class GraphBuild {

    private final Map<String, FacetDeclaration> facetDeclarations = new LinkedHashMap<>();
    private final Map<String, ComponentDeclaration> componentDeclarations = new LinkedHashMap<>();
    private final Map<String, Facet> facets = new LinkedHashMap<>();
    private final Map<String, Component> components = new LinkedHashMap<>();

    GraphBuild(Collection<FacetDeclaration> facets, Collection<ComponentDeclaration> components) {
        for (FacetDeclaration facet : facets) {
            declare(facetDeclarations, facet.name(), facet);
        }
        for (ComponentDeclaration component : components) {
            if (facetDeclarations.containsKey(component.name())) {
                throw new IllegalArgumentException("A component and a facet are both named " + component.name() + ".");
            }
            declare(componentDeclarations, component.name(), component);
        }
    }

    private static <T> void declare(Map<String, T> declarations, String name, T declaration) {
        if (declarations.putIfAbsent(name, declaration) != null) {
            throw new IllegalArgumentException(name + " is declared twice.");
        }
    }

    Graph build() {
        checkReferences();
        for (String name : superFirst(
                facetDeclarations.keySet(), f -> facetDeclarations.get(f).superFacets())) {
            FacetDeclaration declaration = facetDeclarations.get(name);
            facets.put(
                    name,
                    new Facet(
                            declaration,
                            declaration.superFacets().stream().map(facets::get).toList()));
        }
        for (String name : superFirst(componentDeclarations.keySet(), this::superOf)) {
            ComponentDeclaration declaration = componentDeclarations.get(name);
            components.put(
                    name,
                    new Component(
                            declaration,
                            components.get(declaration.superComponent()),
                            declaration.facets().stream().map(facets::get).toList()));
        }
        Map<String, Facet> facetsInOrder = inOrder(facetDeclarations.keySet(), facets);
        Map<String, Component> componentsInOrder = inOrder(componentDeclarations.keySet(), components);
        Set<String> contained = contained();
        List<Component> roots = componentsInOrder.values().stream()
                .filter(c -> !contained.contains(c.name()))
                .toList();
        Set<String> rootNames = new LinkedHashSet<>();
        roots.forEach(r -> rootNames.add(r.name()));
        return new Graph(facetsInOrder, componentsInOrder, roots, rootNames);
    }

    private void checkReferences() {
        for (FacetDeclaration facet : facetDeclarations.values()) {
            for (String superFacet : facet.superFacets()) {
                require(
                        facetDeclarations.containsKey(superFacet),
                        facet.name(),
                        "extends the unknown facet",
                        superFacet);
            }
            checkChildren(facet.name(), facet.children());
        }
        for (ComponentDeclaration component : componentDeclarations.values()) {
            String superComponent = component.superComponent();
            if (superComponent != null) {
                require(
                        componentDeclarations.containsKey(superComponent),
                        component.name(),
                        "extends the unknown component",
                        superComponent);
            }
            for (String facet : component.facets()) {
                require(facetDeclarations.containsKey(facet), component.name(), "has the unknown facet", facet);
            }
            checkChildren(component.name(), component.children());
        }
    }

    private void checkChildren(String parent, List<String> children) {
        for (String child : children) {
            require(
                    componentDeclarations.containsKey(child) || facetDeclarations.containsKey(child),
                    parent,
                    "has the unknown child",
                    child);
        }
    }

    private static void require(boolean known, String who, String does, String what) {
        if (!known) {
            throw new IllegalArgumentException(who + ' ' + does + ' ' + what + '.');
        }
    }

    private List<String> superOf(String component) {
        String superComponent = componentDeclarations.get(component).superComponent();
        return superComponent == null ? List.of() : List.of(superComponent);
    }

    /** All names, each after what it extends. */
    private static List<String> superFirst(Set<String> names, Function<String, List<String>> supers) {
        Map<String, Integer> waitingFor = new HashMap<>();
        Map<String, List<String>> extending = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        for (String name : names) {
            List<String> extended = supers.apply(name);
            waitingFor.put(name, extended.size());
            extended.forEach(
                    s -> extending.computeIfAbsent(s, k -> new ArrayList<>()).add(name));
            if (extended.isEmpty()) {
                ready.add(name);
            }
        }
        List<String> order = new ArrayList<>(names.size());
        while (!ready.isEmpty()) {
            String name = ready.remove();
            order.add(name);
            for (String sub : extending.getOrDefault(name, List.of())) {
                if (waitingFor.merge(sub, -1, Integer::sum) == 0) {
                    ready.add(sub);
                }
            }
        }
        if (order.size() < names.size()) {
            Set<String> cyclic = new LinkedHashSet<>(names);
            order.forEach(cyclic::remove);
            throw new IllegalArgumentException("These extend themselves, or what does: " + cyclic + '.');
        }
        return order;
    }

    private static <T> Map<String, T> inOrder(Set<String> names, Map<String, T> resolved) {
        Map<String, T> result = new LinkedHashMap<>();
        names.forEach(name -> result.put(name, resolved.get(name)));
        return Collections.unmodifiableMap(result);
    }

    /** The types that some component accepts as children, with all that extends or has them. */
    private Set<String> contained() {
        Map<String, List<String>> narrower = new HashMap<>();
        for (FacetDeclaration facet : facetDeclarations.values()) {
            facet.superFacets().forEach(s -> narrower.computeIfAbsent(s, k -> new ArrayList<>())
                    .add(facet.name()));
        }
        Set<Facet> usedFacets = new LinkedHashSet<>();
        for (ComponentDeclaration component : componentDeclarations.values()) {
            List<String> wider = new ArrayList<>(component.facets());
            wider.addAll(superOf(component.name()));
            wider.forEach(
                    w -> narrower.computeIfAbsent(w, k -> new ArrayList<>()).add(component.name()));
            component.facets().forEach(f -> usedFacets.add(facets.get(f)));
        }
        Deque<String> toMark = new ArrayDeque<>();
        Facet.closure(usedFacets).forEach(f -> toMark.addAll(f.declaration().children()));
        componentDeclarations.values().forEach(c -> toMark.addAll(c.children()));
        Set<String> marked = new LinkedHashSet<>();
        while (!toMark.isEmpty()) {
            String name = toMark.remove();
            if (marked.add(name)) {
                toMark.addAll(narrower.getOrDefault(name, List.of()));
            }
        }
        return marked;
    }
}
