package net.roboconf.core.dsl.graphics;

import java.util.List;
import java.util.Objects;

/**
 * A box of a picture.
 *
 * @param id unique in its picture: the name, unless this is another application
 * @param name of the component, the facet, or the exports prefix of the other application
 * @param installer of a component, its own or inherited; empty if it has none
 * @param exports the variables that it defines itself, as they are written, in order
 */
public record PictureNode(String id, String name, Kind kind, String installer, List<String> exports) {

    /** What a box stands for. */
    public enum Kind {
        /** A component whose instances are machines. */
        MACHINE,
        /** Any other component. */
        COMPONENT,
        FACET,
        /** Another application, from which variables are imported. */
        APPLICATION
    }

    public PictureNode {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(installer, "installer");
        exports = List.copyOf(exports);
    }
}
