package net.roboconf.core.dsl.internal;

import java.util.Map;
import java.util.Set;
import net.roboconf.core.model.Graph;

/**
 * A graph with the places of its parts.
 *
 * @param graph what could be resolved
 * @param components what each component says, by name
 * @param facets what each facet says, by name
 * @param damaged the components and facets of which something is missing or was left out
 * @param allNamesKnown {@code false} if a whole block or file may be missing
 */
record ResolvedGraph(
        Graph graph,
        Map<String, DeclaredType> components,
        Map<String, DeclaredType> facets,
        Set<String> damaged,
        boolean allNamesKnown) {

    /** Whether the graph is all that its author wrote. */
    boolean isIntact() {
        return allNamesKnown && damaged.isEmpty();
    }
}
