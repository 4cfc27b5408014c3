package net.roboconf.core.model;

import java.util.List;
import java.util.Objects;

/**
 * A facet as it is written in a graph: names that {@link Graph#of} resolves.
 *
 * @param name unique among the facets and the components of the graph
 * @param superFacets the facets that it extends, in order
 * @param children the components and facets that may be deployed over what has this facet
 * @param exports its own variables, in order
 */
public record FacetDeclaration(
        String name, List<String> superFacets, List<String> children, List<ExportDeclaration> exports) {

    public FacetDeclaration {
        Objects.requireNonNull(name, "name");
        superFacets = List.copyOf(superFacets);
        children = List.copyOf(children);
        exports = List.copyOf(exports);
    }
}
