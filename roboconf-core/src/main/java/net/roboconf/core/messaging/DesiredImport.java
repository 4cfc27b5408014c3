package net.roboconf.core.messaging;

import java.util.List;

/**
 * What an instance imports under one prefix.
 *
 * @param prefix the component or facet whose variables are imported
 * @param optional whether the instance may start without any exporter
 * @param wildcard whether every variable of the prefix is imported; {@code variables} is empty then
 * @param variables the local names that are imported
 */
public record DesiredImport(String prefix, boolean optional, boolean wildcard, List<String> variables) {

    /** Makes the list immutable. */
    public DesiredImport {
        variables = List.copyOf(variables);
    }
}
