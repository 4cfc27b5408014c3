package net.roboconf.core.model;

import java.util.Objects;

/**
 * The name of a variable, split at its first dot: {@code Tomcat.port} is {@code port} offered under the prefix
 * {@code Tomcat}. The prefix is the unit of dependency between instances; the local name is what recipes see.
 *
 * @param prefix the name of a component, a facet or, for another application, its exports prefix; empty if the name has
 *     no dot, never {@code null}
 * @param localName what follows the first dot, which may contain further dots; never {@code null}
 */
public record VariableName(String prefix, String localName) {

    public VariableName {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(localName, "localName");
    }

    /** Splits a name as it is written in a graph, for example {@code Tomcat.port}. */
    public static VariableName parse(String fullName) {
        int dot = fullName.indexOf('.');
        return dot < 0
                ? new VariableName("", fullName)
                : new VariableName(fullName.substring(0, dot), fullName.substring(dot + 1));
    }

    /** Whether this is the address of its machine ({@code ip}, in any case): known only once the machine runs. */
    public boolean isIp() {
        return "ip".equalsIgnoreCase(localName);
    }

    /** The name as it is written in a graph. */
    @Override
    public String toString() {
        return prefix.isEmpty() ? localName : prefix + '.' + localName;
    }
}
