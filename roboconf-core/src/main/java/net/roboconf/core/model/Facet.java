package net.roboconf.core.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An abstract type of a graph: exports and containment that components take on. Belongs to one {@link Graph}. */
public final class Facet {

    private final FacetDeclaration declaration;
    private final List<Facet> superFacets;

    Facet(FacetDeclaration declaration, List<Facet> superFacets) {
        this.declaration = declaration;
        this.superFacets = List.copyOf(superFacets);
    }

    public String name() {
        return declaration.name();
    }

    /** The facets that this one extends directly, in the order of the graph. */
    public List<Facet> superFacets() {
        return superFacets;
    }

    /** What the graph says of this facet, unresolved. */
    public FacetDeclaration declaration() {
        return declaration;
    }

    /**
     * The given facets and all that they extend, each once, every facet after those it extends. Takes time in proportion
     * to their number, diamonds included.
     */
    static Set<Facet> closure(Collection<Facet> facets) {
        Set<Facet> done = new LinkedHashSet<>();
        Set<Facet> entered = new LinkedHashSet<>();
        Deque<Facet> stack = new ArrayDeque<>();
        for (Facet start : facets) {
            stack.push(start);
            while (!stack.isEmpty()) {
                Facet facet = stack.peek();
                if (entered.add(facet)) {
                    for (int i = facet.superFacets.size() - 1; i >= 0; i--) {
                        if (!entered.contains(facet.superFacets.get(i))) {
                            stack.push(facet.superFacets.get(i));
                        }
                    }
                } else {
                    stack.pop();
                    done.add(facet);
                }
            }
        }
        return Collections.unmodifiableSet(done);
    }

    @Override
    public String toString() {
        return "facet " + name();
    }
}
