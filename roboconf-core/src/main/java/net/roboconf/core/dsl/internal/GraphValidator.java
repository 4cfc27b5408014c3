package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Facet;
import net.roboconf.core.model.Graph;

/**
 * Checks that a graph makes sense: installers, roots, containment, facets in use. What a damaged part may have changed is
 * not judged.
 */
final class GraphValidator {

    private final ResolvedGraph resolved;
    private final Graph graph;
    private final Findings findings;
    private final TypeNetwork network;
    private final Set<String> doubtful;

    private GraphValidator(ResolvedGraph resolved, Findings findings) {
        this.resolved = resolved;
        this.graph = resolved.graph();
        this.findings = findings;
        this.network = new TypeNetwork(graph);
        this.doubtful = network.withNarrower(resolved.damaged());
    }

    /** @return {@code false} if the graph is too large for anybody to ask what its components export */
    static boolean validate(ResolvedGraph resolved, Findings findings, Spelling spelling) {
        GraphValidator validator = new GraphValidator(resolved, findings);
        validator.checkInstallers();
        validator.checkContainment();
        if (resolved.isIntact()) {
            validator.checkRoots();
            validator.checkFacets();
        }
        if (!InheritedVariables.areBounded(resolved, findings)) {
            return false;
        }
        new ImportValidator(resolved, validator.network, validator.doubtful, findings, spelling).validate();
        if (resolved.isIntact()) {
            new ImportCycles(resolved, validator.network, findings).check();
        }
        return true;
    }

    private Location nameOf(Component component) {
        return resolved.components().get(component.name()).name().location();
    }

    private void checkInstallers() {
        for (Component component : graph.components().values()) {
            if (component.installer().isEmpty() && !doubtful.contains(component.name())) {
                findings.add(RM_EMPTY_COMPONENT_INSTALLER, nameOf(component), component.name());
            }
        }
    }

    private void checkContainment() {
        Containment containment = new Containment(graph);
        for (Component component : graph.components().values()) {
            if (containment.containsItself(component.name())) {
                String how = containment.describe(component.name());
                findings.add(RM_CYCLE_IN_COMPONENTS, nameOf(component), component.name(), how);
            }
        }
    }

    private void checkRoots() {
        if (graph.roots().isEmpty()) {
            findings.add(RM_NO_ROOT_COMPONENT, Location.project());
        }
        Map<String, String> unreachable = childrenOfUnusedFacets();
        for (Component root : graph.roots()) {
            String facet = unreachable.get(root.name());
            if (facet != null) {
                Location declared = resolved.facets().get(facet).name().location();
                findings.add(Diagnostic.of(RM_UNREACHABLE_COMPONENT, nameOf(root), root.name(), "the facet " + facet)
                        .relatedTo(declared));
            }
            if (!root.isMachine() && !root.installer().isEmpty()) {
                findings.add(RM_ROOT_INSTALLER_MUST_BE_TARGET, nameOf(root), root.name(), root.installer());
            }
        }
    }

    /** What would be placed over an unused facet, with the name of one such facet. */
    private Map<String, String> childrenOfUnusedFacets() {
        Map<String, String> children = new LinkedHashMap<>();
        for (Facet facet : graph.facets().values()) {
            if (network.userOf(facet.name()).isEmpty()) {
                facet.declaration().children().forEach(child -> children.putIfAbsent(child, facet.name()));
            }
        }
        return network.spread(children);
    }

    private void checkFacets() {
        for (Facet facet : graph.facets().values()) {
            if (network.userOf(facet.name()).isEmpty()) {
                Location declared = resolved.facets().get(facet.name()).name().location();
                boolean children = !facet.declaration().children().isEmpty();
                findings.add(children ? RM_ORPHAN_FACET_WITH_CHILDREN : RM_ORPHAN_FACET, declared, facet.name());
            }
        }
    }
}
