package net.roboconf.core.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an instance stands in its application: {@code /vm-1/tomcat/shop}.
 *
 * <p>Unique inside one application. Segments are the names of instances from the root down; a name never holds a slash
 * and is never empty. Ordered as text, so that a parent comes before its descendants.
 *
 * @param value the path as text, with its leading slash and without a trailing one; never null
 */
public record InstancePath(@JsonValue String value) implements Comparable<InstancePath> {

    /**
     * Checks the form of the path.
     *
     * @throws IllegalArgumentException when the text is not an absolute path of non-empty names
     */
    @JsonCreator
    public InstancePath {
        Objects.requireNonNull(value, "value");
        if (value.length() < 2 || value.charAt(0) != '/' || value.endsWith("/") || value.contains("//")) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not the path of an instance; write it like /vm-1/tomcat");
        }
    }

    /** The path of the root instance with this name. */
    public static InstancePath root(String name) {
        return new InstancePath("/" + name);
    }

    /** The path of the child with this name. */
    public InstancePath child(String name) {
        return new InstancePath(value + "/" + name);
    }

    /** The last segment. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The path one level up; empty for a root instance. */
    public Optional<InstancePath> parent() {
        int slash = value.lastIndexOf('/');
        return slash == 0 ? Optional.empty() : Optional.of(new InstancePath(value.substring(0, slash)));
    }

    /** The root instance above this one, or this one when it is a root. */
    public InstancePath root() {
        int slash = value.indexOf('/', 1);
        return slash < 0 ? this : new InstancePath(value.substring(0, slash));
    }

    /** 1 for a root instance, 2 for its children, and so on. */
    public int depth() {
        return (int) value.chars().filter(c -> c == '/').count();
    }

    /** Whether this path lies strictly below the other. */
    public boolean isBelow(InstancePath other) {
        return value.length() > other.value.length()
                && value.startsWith(other.value)
                && value.charAt(other.value.length()) == '/';
    }

    @Override
    public int compareTo(InstancePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
