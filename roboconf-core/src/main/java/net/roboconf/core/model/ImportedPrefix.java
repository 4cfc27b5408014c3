package net.roboconf.core.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * All that a component imports under one prefix. The prefix is the unit of dependency: an instance may start when each
 * of its mandatory prefixes has at least one exporter.
 *
 * @param prefix a component, a facet or, if {@code external}, the exports prefix of another application
 * @param optional whether every variable imported under this prefix is optional
 * @param external whether the exporters belong to another application
 * @param wildcard whether all variables of the prefix are imported
 * @param variables the local names that are imported by name, in the order of the graph; may be empty with a wildcard
 */
public record ImportedPrefix(
        String prefix, boolean optional, boolean external, boolean wildcard, Set<String> variables) {

    public ImportedPrefix {
        Objects.requireNonNull(prefix, "prefix");
        variables = Collections.unmodifiableSet(new LinkedHashSet<>(variables));
    }

    /** Whether a variable of an exporter of this prefix is imported. */
    public boolean includes(String localName) {
        return wildcard || variables.contains(localName);
    }

    /** All variables of one prefix, at least one. */
    static ImportedPrefix of(List<ImportedVariable> variables) {
        Set<String> names = new LinkedHashSet<>();
        variables.stream().filter(v -> !v.isWildcard()).forEach(v -> names.add(v.localName()));
        return new ImportedPrefix(
                variables.get(0).prefix(),
                variables.stream().allMatch(ImportedVariable::optional),
                variables.stream().anyMatch(ImportedVariable::external),
                variables.stream().anyMatch(ImportedVariable::isWildcard),
                names);
    }
}
