package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.syntax.Token;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.FacetDeclaration;
import net.roboconf.core.model.Graph;

/**
 * Makes one graph of the components and facets of all files: finds what is defined twice, named but not defined, or
 * extends itself. What is wrong is left out of the graph and remembered as damaged, so that the checks that follow can
 * speak of all that is sound, and of nothing that is not.
 */
final class GraphResolver {

    private final Findings findings;
    private final Spelling spelling;
    private final boolean allNamesKnown;
    private final Map<String, DeclaredType> components = new LinkedHashMap<>();
    private final Map<String, DeclaredType> facets = new LinkedHashMap<>();
    private final Set<String> allNames = new LinkedHashSet<>();
    private final Set<String> damaged = new LinkedHashSet<>();

    private GraphResolver(Findings findings, Spelling spelling, boolean allNamesKnown) {
        this.findings = findings;
        this.spelling = spelling;
        this.allNamesKnown = allNamesKnown;
    }

    /**
     * Resolves what was read.
     *
     * @param allNamesKnown {@code false} if a file or a block is missing, so that a name may be defined there
     */
    static ResolvedGraph resolve(
            List<DeclaredType> types, boolean allNamesKnown, Findings findings, Spelling spelling) {
        GraphResolver resolver = new GraphResolver(findings, spelling, allNamesKnown);
        resolver.declare(types);
        return resolver.resolve();
    }

    private void declare(List<DeclaredType> types) {
        Map<String, List<DeclaredType>> byName = new LinkedHashMap<>();
        for (DeclaredType type : types) {
            if (!type.name().text().isEmpty()) {
                byName.computeIfAbsent(type.name().text(), n -> new ArrayList<>(1))
                        .add(type);
            }
        }
        byName.forEach((name, definitions) -> {
            List<DeclaredType> asComponent =
                    definitions.stream().filter(DeclaredType::isComponent).toList();
            List<DeclaredType> asFacet =
                    definitions.stream().filter(d -> !d.isComponent()).toList();
            once(asComponent, CO_ALREADY_DEFINED_COMPONENT);
            once(asFacet, CO_ALREADY_DEFINED_FACET);
            if (!asComponent.isEmpty() && !asFacet.isEmpty()) {
                repeated(List.of(asComponent.get(0), asFacet.get(0)), CO_CONFLICTING_NAME);
            }
            DeclaredType kept = asComponent.isEmpty() ? asFacet.get(0) : asComponent.get(0);
            (kept.isComponent() ? components : facets).put(name, kept);
            allNames.add(name);
            if (kept.damaged() || definitions.size() > 1) {
                damaged.add(name);
            }
        });
    }

    private void once(List<DeclaredType> definitions, DiagnosticCode code) {
        if (definitions.size() > 1) {
            repeated(definitions, code);
        }
    }

    private void repeated(List<DeclaredType> definitions, DiagnosticCode code) {
        for (DeclaredType definition : definitions) {
            DeclaredType other = definitions.get(definition == definitions.get(0) ? 1 : 0);
            findings.add(Diagnostic.of(
                            code,
                            definition.name().location(),
                            definition.name().text())
                    .relatedTo(other.name().location()));
        }
    }

    private ResolvedGraph resolve() {
        Map<String, List<String>> superComponents = new LinkedHashMap<>();
        Map<String, List<String>> superFacets = new LinkedHashMap<>();
        components.forEach((name, c) -> superComponents.put(name, components(c)));
        facets.forEach((name, f) -> superFacets.put(name, facets(f.supers(), f, "extends")));
        cutCycles(superComponents, components, RM_CYCLE_IN_COMPONENTS_INHERITANCE);
        cutCycles(superFacets, facets, RM_CYCLE_IN_FACETS_INHERITANCE);

        List<FacetDeclaration> facetDeclarations = new ArrayList<>();
        facets.forEach((name, f) ->
                facetDeclarations.add(new FacetDeclaration(name, superFacets.get(name), children(f), exports(f))));
        List<ComponentDeclaration> componentDeclarations = new ArrayList<>();
        components.forEach((name, c) -> componentDeclarations.add(new ComponentDeclaration(
                name,
                c.installer().map(Token::text).orElse(null),
                superComponents.get(name).stream().findFirst().orElse(null),
                facets(c.facets(), c, "has"),
                children(c),
                exports(c),
                c.imports().stream().map(DeclaredImport::variable).toList())));
        Graph graph = Graph.of(facetDeclarations, componentDeclarations);
        return new ResolvedGraph(graph, components, facets, damaged, allNamesKnown);
    }

    private static List<ExportDeclaration> exports(DeclaredType type) {
        return type.exports().stream().map(DeclaredExport::declaration).toList();
    }

    private List<String> components(DeclaredType component) {
        List<String> found = new ArrayList<>();
        for (Token name : component.supers()) {
            if (components.containsKey(name.text())) {
                found.add(name.text());
            } else {
                String role = "which " + component.name() + " extends";
                missing(component, name, CO_INEXISTING_COMPONENT, components.keySet(), name.text(), role);
            }
        }
        return found;
    }

    private List<String> facets(List<Token> names, DeclaredType type, String verb) {
        Set<String> found = new LinkedHashSet<>();
        for (Token name : names) {
            if (facets.containsKey(name.text())) {
                found.add(name.text());
            } else {
                String role = "which " + type.name() + ' ' + verb;
                missing(type, name, CO_INEXISTING_FACET, facets.keySet(), name.text(), role);
            }
        }
        return List.copyOf(found);
    }

    private List<String> children(DeclaredType type) {
        Set<String> found = new LinkedHashSet<>();
        for (Token name : type.children()) {
            if (components.containsKey(name.text()) || facets.containsKey(name.text())) {
                found.add(name.text());
            } else {
                missing(type, name, CO_INEXISTING_CHILD, allNames, name.text(), type.name());
            }
        }
        return List.copyOf(found);
    }

    private void missing(
            DeclaredType where, Token name, DiagnosticCode code, Collection<String> candidates, Object... names) {
        damaged.add(where.name().text());
        if (!allNamesKnown) {
            return;
        }
        Optional<String> suggestion;
        if (components.containsKey(name.text())) {
            suggestion = Optional.of(name.text() + " is a component.");
        } else if (facets.containsKey(name.text())) {
            suggestion = Optional.of(name.text() + " is a facet: list it under facets.");
        } else {
            suggestion = spelling.didYouMean(name.text(), candidates);
        }
        findings.add(Diagnostic.of(code, name.location(), names).suggesting(suggestion));
    }

    /** Reports all that extends itself, and lets it extend nothing. */
    private void cutCycles(Map<String, List<String>> supers, Map<String, DeclaredType> types, DiagnosticCode code) {
        CyclicNames cycles = CyclicNames.in(supers);
        for (String name : cycles.names()) {
            DeclaredType type = types.get(name);
            findings.add(Diagnostic.of(code, type.name().location(), name, cycles.describe(name))
                    .relatedTo(type.supers().get(0).location()));
            damaged.add(name);
        }
        cycles.names().forEach(name -> supers.put(name, List.of()));
    }
}
