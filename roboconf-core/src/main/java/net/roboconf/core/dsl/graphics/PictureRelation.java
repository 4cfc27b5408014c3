package net.roboconf.core.dsl.graphics;

import java.util.List;
import java.util.Objects;

/**
 * An arrow of a picture.
 *
 * @param from the id of a node
 * @param to the id of a node, may be the same
 * @param optional whether the one can start without the other; only imports are
 * @param variables what is imported, local names or {@code *}, in order; empty for other relations
 */
public record PictureRelation(String from, String to, Kind kind, boolean optional, List<String> variables) {

    /** What an arrow says of the box it begins at. */
    public enum Kind {
        /** Instances of the other may be deployed over instances of this one. */
        CONTAINS,
        /** A component or a facet inherits from another of its kind. */
        EXTENDS,
        /** A component has a facet. */
        HAS,
        /** It imports variables of the other. */
        IMPORTS
    }

    public PictureRelation {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(kind, "kind");
        variables = List.copyOf(variables);
    }
}
