package net.roboconf.core.model;

import java.util.Objects;

/**
 * A variable that the instances of a component need.
 *
 * @param prefix what exports it: a component, a facet or, if {@code external}, the exports prefix of another application
 * @param localName its name without the prefix, or {@value #WILDCARD} for all variables of the prefix
 * @param optional whether an instance may start without it
 * @param external whether it comes from another application
 */
public record ImportedVariable(String prefix, String localName, boolean optional, boolean external) {

    /** The local name that stands for all variables of a prefix. */
    public static final String WILDCARD = "*";

    public ImportedVariable {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(localName, "localName");
    }

    public boolean isWildcard() {
        return WILDCARD.equals(localName);
    }

    /** Prefix and local name, for example {@code Tomcat.port} or {@code Tomcat.*}. */
    public String fullName() {
        return prefix + '.' + localName;
    }
}
