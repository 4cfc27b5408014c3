package net.roboconf.core.messaging;

import java.util.List;

/**
 * What an instance imports under one prefix.
 *
 * @param prefix the component or facet whose variables are imported or, if {@code external}, the exports prefix of other
 *     applications
 * @param optional whether the instance may start without any exporter
 * @param wildcard whether every variable of the prefix is imported; {@code variables} is empty then
 * @param variables the local names that are imported
 * @param external whether the exporters belong to other applications
 * @param providers for an external prefix, the applications that the importer's application is bound to, sorted; else
 *     empty
 */
public record DesiredImport(
        String prefix,
        boolean optional,
        boolean wildcard,
        List<String> variables,
        boolean external,
        @MayBeAbsent List<String> providers) {

    /** Makes the lists immutable. Older managers name no providers. */
    public DesiredImport {
        variables = List.copyOf(variables);
        providers = providers == null ? List.of() : List.copyOf(providers);
    }

    /** An import from the instance's own application. */
    public static DesiredImport inside(String prefix, boolean optional, boolean wildcard, List<String> variables) {
        return new DesiredImport(prefix, optional, wildcard, variables, false, List.of());
    }

    /**
     * What is imported, of which applications.
     *
     * @param own the importer's application
     */
    public List<ExportsSubject> subjects(String own) {
        return external
                ? providers.stream()
                        .map(provider -> ExportsSubject.external(provider, prefix))
                        .toList()
                : List.of(ExportsSubject.inside(own, prefix));
    }
}
