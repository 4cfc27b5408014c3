package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstanceExports;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.VariableName;

/** Checks instances against each other and against the graph, as written: what a count yields is checked once. */
final class InstanceValidator {

    /** Values do not depend on the path as far as their presence is concerned. */
    private static final InstancePath ANYWHERE = InstancePath.root("instance");

    private static final int MOST_HINTS = 20;

    private final ResolvedGraph resolved;
    private final Graph graph;
    private final Findings findings;
    private final Spelling spelling;
    private final Set<String> doubtful;
    private final boolean placesKnown;
    private final Map<String, Map<String, Boolean>> accepted = new HashMap<>();
    private int hintsLeft = MOST_HINTS;
    /** Beyond this there is an error about a count anyway. */
    private int inferredNamesLeft = InstanceReader.MOST_INSTANCES;

    /** @param placesKnown {@code false} if an instance may be nested otherwise than its author meant */
    InstanceValidator(ResolvedGraph resolved, boolean placesKnown, Findings findings, Spelling spelling) {
        this.resolved = resolved;
        this.graph = resolved.graph();
        this.findings = findings;
        this.spelling = spelling;
        this.placesKnown = placesKnown && resolved.isIntact();
        this.doubtful = resolved.isIntact() ? Set.of() : new TypeNetwork(graph).withNarrower(resolved.damaged());
    }

    void validate(InstanceTree tree) {
        tree.forEachSiblings(this::checkNames);
        tree.checkSize(
                InstanceReader.MOST_INSTANCES,
                instance -> findings.add(
                        PM_INVALID_INSTANCE_COUNT,
                        instance.countLocation(),
                        instance.count(),
                        "the project would have more than " + InstanceReader.MOST_INSTANCES + " instances"));
        for (InstanceTree.Placed placed : tree.all()) {
            check(placed.instance(), placed.parent());
        }
    }

    static Map<String, String> overridesOf(DeclaredInstance instance) {
        Map<String, String> overrides = new LinkedHashMap<>();
        instance.overrides().forEach((name, value) -> overrides.put(name.text(), value));
        return overrides;
    }

    private void checkNames(List<DeclaredInstance> siblings) {
        Map<String, List<DeclaredInstance>> written = new HashMap<>();
        for (DeclaredInstance instance : siblings) {
            if (instance.name().isPresent() && !instance.isCounted()) {
                written.computeIfAbsent(instance.nameOf(1), n -> new ArrayList<>(1))
                        .add(instance);
            }
        }
        for (List<DeclaredInstance> same : written.values()) {
            for (DeclaredInstance instance : same.size() > 1 ? same : List.<DeclaredInstance>of()) {
                DeclaredInstance other = same.get(instance == same.get(0) ? 1 : 0);
                findings.add(Diagnostic.of(CO_ALREADY_DEFINED_INSTANCE, instance.location(), instance.title())
                        .relatedTo(other.location()));
            }
        }
        Set<String> taken = new HashSet<>(written.keySet());
        for (DeclaredInstance instance : siblings) {
            if (instance.name().isPresent() && instance.isCounted()) {
                checkInferred(instance, taken);
            }
        }
    }

    private void checkInferred(DeclaredInstance instance, Set<String> taken) {
        for (int number = 1; number <= instance.count() && inferredNamesLeft > 0; number++) {
            inferredNamesLeft--;
            String name = instance.nameOf(number);
            if (!taken.add(name)) {
                findings.add(
                        Diagnostic.of(CO_CONFLICTING_INFERRED_INSTANCE, instance.location(), instance.title(), name)
                                .relatedTo(instance.countLocation()));
                return;
            }
        }
    }

    private void check(DeclaredInstance instance, Optional<DeclaredInstance> parent) {
        String name = instance.component().text();
        Component component = graph.components().get(name);
        if (component == null) {
            unknownComponent(instance);
            return;
        }
        if (placesKnown) {
            checkPlace(instance, parent);
        }
        if (!doubtful.contains(name)) {
            checkExports(instance, component);
        }
    }

    private void unknownComponent(DeclaredInstance instance) {
        String name = instance.component().text();
        if (!resolved.allNamesKnown() || !Names.isId(name) || name.indexOf('.') >= 0) {
            return;
        }
        Optional<String> suggestion = graph.facets().containsKey(name)
                ? Optional.of(name + " is a facet: instances are made of components.")
                : spelling.didYouMean(name, graph.components().keySet());
        findings.add(
                Diagnostic.of(CO_INEXISTING_COMPONENT, instance.location(), name, "of which this is to be an instance")
                        .suggesting(suggestion));
    }

    private void checkPlace(DeclaredInstance instance, Optional<DeclaredInstance> parent) {
        String component = instance.component().text();
        String over = parent.map(p -> p.component().text()).orElse(null);
        boolean unknownParent = over != null && !graph.components().containsKey(over);
        if (unknownParent || accepts(over, component)) {
            return;
        }
        Diagnostic found = parent.isEmpty()
                ? Diagnostic.of(RM_MISSING_INSTANCE_PARENT, instance.location(), instance.title(), component)
                : Diagnostic.of(
                        RM_INVALID_INSTANCE_PARENT,
                        instance.location(),
                        instance.title(),
                        parent.get().title(),
                        component,
                        over);
        findings.add(found.suggesting(possibleParents(component)));
    }

    private boolean accepts(String parent, String child) {
        return accepted.computeIfAbsent(parent, p -> new HashMap<>())
                .computeIfAbsent(child, c -> graph.accepts(parent, c));
    }

    private Optional<String> possibleParents(String component) {
        if (hintsLeft <= 0) {
            return Optional.empty();
        }
        hintsLeft--;
        List<String> parents = graph.components().keySet().stream()
                .filter(p -> graph.accepts(p, component))
                .limit(5)
                .toList();
        return parents.isEmpty()
                ? Optional.of("Instances of " + component + " are roots.")
                : Optional.of("Place it over an instance of " + String.join(" or ", parents) + '.');
    }

    private void checkExports(DeclaredInstance instance, Component component) {
        InstanceExports exports = InstanceExports.of(component, overridesOf(instance), ANYWHERE, null);
        instance.overrides().keySet().forEach(name -> {
            if (exports.unknownKeys().contains(name.text())) {
                findings.add(Diagnostic.of(
                                RM_MAGIC_INSTANCE_VARIABLE,
                                name.location(),
                                instance.title(),
                                name.text(),
                                component.name())
                        .suggesting(nearestVariable(name.text(), component)));
            }
            List<String> several = exports.ambiguousKeys().get(name.text());
            if (several != null) {
                String all = String.join(", ", several);
                findings.add(RM_AMBIGUOUS_OVERRIDING, name.location(), name.text(), instance.title(), all);
            }
        });
        if (instance.damaged()) {
            return;
        }
        for (String variable : exports.missingValues()) {
            findings.add(RM_MISSING_VARIABLE_VALUE, instance.location(), instance.title(), variable);
        }
    }

    private Optional<String> nearestVariable(String written, Component component) {
        boolean full = written.indexOf('.') >= 0;
        return spelling.nearest(written, () -> component.exports().keySet().stream()
                        .map(name -> full ? name : VariableName.parse(name).localName())
                        .distinct()
                        .toList())
                .map(name -> "Did you mean " + name + "?");
    }
}
