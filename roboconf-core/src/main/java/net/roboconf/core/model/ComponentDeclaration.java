package net.roboconf.core.model;

import java.util.List;
import java.util.Objects;

/**
 * A component as it is written in a graph: names that {@link Graph#of} resolves.
 *
 * @param name unique among the facets and the components of the graph
 * @param installer the plug-in that manages its instances; {@code null} to inherit it
 * @param superComponent the component that it extends; {@code null} if none
 * @param facets its own facets, in order
 * @param children the components and facets that may be deployed over it
 * @param exports its own variables, in order
 * @param imports its own imports, in order
 */
public record ComponentDeclaration(
        String name,
        String installer,
        String superComponent,
        List<String> facets,
        List<String> children,
        List<ExportDeclaration> exports,
        List<ImportedVariable> imports) {

    public ComponentDeclaration {
        Objects.requireNonNull(name, "name");
        facets = List.copyOf(facets);
        children = List.copyOf(children);
        exports = List.copyOf(exports);
        imports = List.copyOf(imports);
    }
}
