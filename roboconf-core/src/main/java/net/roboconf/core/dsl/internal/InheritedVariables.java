package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.model.Component;

/**
 * How many variables a graph exports, counted before anybody computes them: each component exports under its own name all
 * that it inherits, so that a long chain of small components exports the cube of its length.
 */
final class InheritedVariables {

    static final int MOST_VARIABLES = 3_000_000;

    private final Map<Component, Size> sizes = new HashMap<>();
    private long total;

    /**
     * At most this many.
     *
     * @param locals different local names
     * @param all full names
     */
    private record Size(long locals, long all) {}

    private InheritedVariables() {}

    /** Reports the component with which the number passes all bounds; {@code true} if there is none. */
    static boolean areBounded(ResolvedGraph resolved, Findings findings) {
        InheritedVariables variables = new InheritedVariables();
        for (Component component : resolved.graph().components().values()) {
            variables.count(component);
            if (variables.total > MOST_VARIABLES) {
                String name = component.name();
                findings.add(
                        DiagnosticCode.RM_TOO_MANY_VARIABLES,
                        resolved.components().get(name).name().location(),
                        name,
                        MOST_VARIABLES);
                return false;
            }
        }
        return true;
    }

    private void count(Component start) {
        List<Component> unknown = new ArrayList<>();
        Component component = start;
        while (component != null && !sizes.containsKey(component)) {
            unknown.add(component);
            component = component.superComponent().orElse(null);
        }
        Size size = component == null ? new Size(0, 0) : sizes.get(component);
        for (int i = unknown.size() - 1; i >= 0; i--) {
            Component next = unknown.get(i);
            long ofFacets = next.ownFacetClosure().stream()
                    .mapToLong(f -> f.declaration().exports().size())
                    .sum();
            long locals =
                    size.locals() + ofFacets + next.declaration().exports().size();
            size = new Size(locals, size.all() + ofFacets + locals);
            sizes.put(next, size);
            total += size.all();
        }
    }
}
