package net.roboconf.core.dsl;

import java.util.Comparator;
import java.util.Objects;

/**
 * A piece of one line of a file.
 *
 * @param file relative to the project, with {@code /} between folders; empty for the project as a whole
 * @param line from 1; 0 for a file or a project as a whole
 * @param column of its first character, from 1, a tab counting as one; 0 if the whole line is meant
 * @param length in characters; 0 if something is missing at this place
 */
public record Location(String file, int line, int column, int length) implements Comparable<Location> {

    private static final Comparator<Location> ORDER = Comparator.<Location, String>comparing(Location::file)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column)
            .thenComparingInt(Location::length);

    public Location {
        Objects.requireNonNull(file, "file");
        if (line < 0 || column < 0 || length < 0) {
            throw new IllegalArgumentException("No such place: " + line + ':' + column + '+' + length);
        }
    }

    /** A whole file. */
    public static Location file(String file) {
        return new Location(file, 0, 0, 0);
    }

    /** The project as a whole. */
    public static Location project() {
        return new Location("", 0, 0, 0);
    }

    /** By file, line and column. */
    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    /** As compilers write it: {@code graph/main.graph:12:5}. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ':' + line : file + ':' + line + ':' + column;
    }
}
