package net.roboconf.core.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a component comes to the variables that it exports: those of its facets, then those of its super component, then
 * its own, which may override inherited ones, and at last a copy of each inherited variable under its own name.
 */
final class ExportRules {

    private final Component component;
    private final Map<String, ExportedVariable> variables = new LinkedHashMap<>();
    /** Full names of the inherited variables by local name: overriding by local name must not scan them all. */
    private final Map<String, List<String>> inheritedByLocalName = new HashMap<>();

    private ExportRules(Component component) {
        this.component = component;
    }

    static Map<String, ExportedVariable> exportsOf(Component component, Map<String, ExportedVariable> ofSuper) {
        boolean inheritsOnly = component.declaration().exports().isEmpty()
                && component.declaration().facets().isEmpty();
        if (inheritsOnly && ofSuper.isEmpty()) {
            return Map.of();
        }
        ExportRules rules = new ExportRules(component);
        rules.takeFacets();
        rules.variables.putAll(ofSuper);
        List<String> inherited = List.copyOf(rules.variables.keySet());
        rules.index(inherited);
        rules.takeOwn();
        rules.replicate(inherited);
        return Collections.unmodifiableMap(rules.variables);
    }

    private void takeFacets() {
        for (Facet facet : component.ownFacetClosure()) {
            for (ExportDeclaration export : facet.declaration().exports()) {
                String fullName =
                        variables.containsKey(export.name()) ? export.name() : facet.name() + '.' + export.name();
                variables.put(fullName, export.as(fullName));
            }
        }
    }

    private void index(Collection<String> inherited) {
        for (String fullName : inherited) {
            inheritedByLocalName
                    .computeIfAbsent(VariableName.parse(fullName).localName(), k -> new ArrayList<>(2))
                    .add(fullName);
        }
    }

    private void takeOwn() {
        for (ExportDeclaration export : component.declaration().exports()) {
            String written = export.name();
            if (variables.containsKey(written)) {
                variables.put(written, export.as(written));
                continue;
            }
            String fullName = component.name() + '.' + written;
            variables.put(fullName, export.as(fullName));
            for (String overridden : inheritedByLocalName.getOrDefault(written, List.of())) {
                variables.put(overridden, export.as(overridden));
            }
        }
    }

    private void replicate(Collection<String> inherited) {
        for (String fullName : inherited) {
            String own = component.name() + '.' + VariableName.parse(fullName).localName();
            if (!variables.containsKey(own)) {
                variables.put(own, variables.get(fullName).named(own));
            }
        }
    }
}
