package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.syntax.Token;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.ExportDeclaration;
import net.roboconf.core.model.ExportedVariable;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedVariable;

/** Checks that what components import is exported by others. */
final class ImportValidator {

    private final ResolvedGraph resolved;
    private final Graph graph;
    private final TypeNetwork network;
    private final Set<String> doubtful;
    private final Findings findings;
    private final Spelling spelling;
    private final List<SelfImport> selfImports = new ArrayList<>();

    /** A component needs a variable that it exports. */
    private record SelfImport(String component, String variable) {}

    ImportValidator(
            ResolvedGraph resolved, TypeNetwork network, Set<String> doubtful, Findings findings, Spelling spelling) {
        this.resolved = resolved;
        this.graph = resolved.graph();
        this.network = network;
        this.doubtful = doubtful;
        this.findings = findings;
        this.spelling = spelling;
    }

    void validate() {
        for (DeclaredType component : resolved.components().values()) {
            for (DeclaredImport imported : component.imports()) {
                if (!imported.variable().external()) {
                    checkExported(component.name().text(), imported);
                }
            }
        }
        checkSelfImports();
    }

    private void checkExported(String importer, DeclaredImport imported) {
        ImportedVariable variable = imported.variable();
        String prefix = variable.prefix();
        if (doubtful.contains(prefix)) {
            return;
        }
        Component exporter = graph.components().get(prefix);
        if (exporter == null) {
            exporter = network.userOf(prefix).orElse(null);
        }
        if (exporter != null) {
            if (!exports(exporter, variable)) {
                unresolvable(RM_UNRESOLVABLE_VARIABLE, importer, imported, nearestVariable(exporter, variable));
            }
        } else if (graph.facets().containsKey(prefix)) {
            if (resolved.isIntact()) {
                unusedFacet(importer, imported);
            }
        } else if (resolved.allNamesKnown()) {
            Optional<String> nearest =
                    spelling.nearest(prefix, this::prefixes).map(p -> p + '.' + variable.localName());
            unresolvable(RM_UNRESOLVABLE_VARIABLE, importer, imported, nearest);
        }
    }

    private Set<String> prefixes() {
        Set<String> prefixes = new LinkedHashSet<>(graph.components().keySet());
        prefixes.addAll(graph.facets().keySet());
        return prefixes;
    }

    private static boolean exports(Component exporter, ImportedVariable variable) {
        if (!variable.isWildcard()) {
            return exporter.exports().containsKey(variable.fullName());
        }
        // All that a component inherits is exported under its own name too.
        return variable.prefix().equals(exporter.name())
                ? !exporter.exports().isEmpty()
                : exporter.exports().values().stream().anyMatch(v -> v.prefix().equals(variable.prefix()));
    }

    private Optional<String> nearestVariable(Component exporter, ImportedVariable variable) {
        return spelling.nearest(variable.localName(), () -> exporter.exports().values().stream()
                        .filter(v -> v.prefix().equals(variable.prefix()))
                        .map(ExportedVariable::localName)
                        .toList())
                .map(name -> variable.prefix() + '.' + name);
    }

    private void unusedFacet(String importer, DeclaredImport imported) {
        ImportedVariable variable = imported.variable();
        List<ExportDeclaration> exports =
                graph.facets().get(variable.prefix()).declaration().exports();
        boolean declared =
                variable.isWildcard() || exports.stream().anyMatch(e -> e.name().equals(variable.localName()));
        if (declared) {
            Token name = imported.name();
            findings.add(
                    RM_UNRESOLVABLE_FACET_VARIABLE, name.location(), importer, variable.fullName(), variable.prefix());
        } else {
            unresolvable(RM_UNRESOLVABLE_VARIABLE, importer, imported, Optional.empty());
        }
    }

    private void unresolvable(DiagnosticCode code, String importer, DeclaredImport imported, Optional<String> nearest) {
        String name = imported.variable().fullName();
        findings.add(Diagnostic.of(code, imported.name().location(), importer, name)
                .suggesting(nearest.map(n -> "Did you mean " + n + "?")));
    }

    /**
     * A component must not need what it exports. That may also come about by inheritance: when it inherits a mandatory
     * import of a prefix that is new with it (its own name, a facet of its own). Only these are looked for; what extends
     * such a component inherits the mistake with all else.
     */
    private void checkSelfImports() {
        Set<String> imported = new HashSet<>();
        for (DeclaredType type : resolved.components().values()) {
            type.imports().forEach(i -> imported.add(i.variable().prefix()));
        }
        for (Map.Entry<String, DeclaredType> entry : resolved.components().entrySet()) {
            Component component = graph.components().get(entry.getKey());
            Map<String, DeclaredImport> own = new LinkedHashMap<>();
            entry.getValue().imports().forEach(i -> own.put(i.variable().fullName(), i));
            own.values().forEach(i -> checkOwn(component, i));
            for (String prefix : newPrefixes(component)) {
                if (imported.contains(prefix)) {
                    checkInherited(component, entry.getValue(), prefix, own.keySet());
                }
            }
        }
        for (SelfImport found : List.copyOf(selfImports)) {
            passOn(found);
        }
    }

    /** Reports a mistake for all that inherits it: what has no import of this name itself. */
    private void passOn(SelfImport found) {
        Deque<String> heirs = new ArrayDeque<>(network.narrower(found.component()));
        while (!heirs.isEmpty()) {
            String heir = heirs.remove();
            DeclaredType declared = resolved.components().get(heir);
            boolean again = declared.imports().stream()
                    .anyMatch(i -> i.variable().fullName().equals(found.variable()));
            if (!again) {
                selfImport(heir, found.variable(), declared.name());
                heirs.addAll(network.narrower(heir));
            }
        }
    }

    private void selfImport(String component, String variable, Token where) {
        selfImports.add(new SelfImport(component, variable));
        findings.add(RM_COMPONENT_IMPORTS_EXPORTS, where.location(), component, variable);
    }

    private static Set<String> newPrefixes(Component component) {
        return component.declaration().facets().isEmpty() ? Set.of(component.name()) : component.typeNames();
    }

    private void checkOwn(Component component, DeclaredImport imported) {
        ImportedVariable variable = imported.variable();
        boolean mandatory = !variable.optional() && !variable.external();
        if (mandatory && component.typeNames().contains(variable.prefix()) && exports(component, variable)) {
            selfImport(component.name(), variable.fullName(), imported.name());
        }
    }

    private void checkInherited(Component component, DeclaredType declared, String prefix, Set<String> own) {
        boolean before = component
                .superComponent()
                .filter(s -> s.typeNames().contains(prefix))
                .isPresent();
        if (before) {
            return;
        }
        for (ImportedVariable variable : component.imports()) {
            boolean inherited = variable.prefix().equals(prefix) && !own.contains(variable.fullName());
            if (inherited && !variable.optional() && !variable.external() && exports(component, variable)) {
                selfImport(component.name(), variable.fullName(), declared.name());
            }
        }
    }
}
