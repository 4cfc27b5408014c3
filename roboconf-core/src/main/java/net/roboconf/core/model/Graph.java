package net.roboconf.core.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The components and facets of an application, resolved: who extends whom, what may be deployed over what, what each
 * component exports and imports.
 *
 * <p>Immutable. Two graphs are equal if they were made of the same declarations in the same order.
 */
public final class Graph {

    private final Map<String, Facet> facets;
    private final Map<String, Component> components;
    private final List<Component> roots;
    private final Set<String> rootNames;

    Graph(Map<String, Facet> facets, Map<String, Component> components, List<Component> roots, Set<String> rootNames) {
        this.facets = facets;
        this.components = components;
        this.roots = roots;
        this.rootNames = rootNames;
    }

    /**
     * Resolves declarations. Checks only what a graph cannot exist without; that it makes sense (installers, containment
     * cycles, imports that somebody exports) is up to the validation of a project.
     *
     * @throws IllegalArgumentException if a name is declared twice or unknown, or something extends itself
     */
    public static Graph of(Collection<FacetDeclaration> facets, Collection<ComponentDeclaration> components) {
        return new GraphBuild(facets, components).build();
    }

    /** All components by name, in the order of their declarations. */
    public Map<String, Component> components() {
        return components;
    }

    /** All facets by name, in the order of their declarations. */
    public Map<String, Facet> facets() {
        return facets;
    }

    public Optional<Component> component(String name) {
        return Optional.ofNullable(components.get(name));
    }

    /** The components that may have instances without parent: nothing accepts them as a child. */
    public List<Component> roots() {
        return roots;
    }

    /**
     * Whether an instance of {@code child} may be placed over an instance of {@code parent}. Children are inherited from
     * super components and facets, and accepted through theirs.
     *
     * @param parent the name of a component, {@code null} for an instance without parent
     * @param child the name of a component
     * @return {@code false} also if the graph does not know one of them
     */
    public boolean accepts(String parent, String child) {
        Objects.requireNonNull(child, "child");
        if (parent == null) {
            return rootNames.contains(child);
        }
        Component over = components.get(parent);
        Component under = components.get(child);
        if (over == null || under == null) {
            return false;
        }
        Set<String> accepted = over.childTypeNames();
        return !accepted.isEmpty() && under.typeNames().stream().anyMatch(accepted::contains);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Graph other
                && facetDeclarations().equals(other.facetDeclarations())
                && componentDeclarations().equals(other.componentDeclarations());
    }

    @Override
    public int hashCode() {
        return Objects.hash(facetDeclarations(), componentDeclarations());
    }

    /** What this graph was made of: the facets. */
    public List<FacetDeclaration> facetDeclarations() {
        return facets.values().stream().map(Facet::declaration).toList();
    }

    /** What this graph was made of: the components. */
    public List<ComponentDeclaration> componentDeclarations() {
        return components.values().stream().map(Component::declaration).toList();
    }

    @Override
    public String toString() {
        return "graph of " + components.size() + " components and " + facets.size() + " facets";
    }
}
