package net.roboconf.simulator;

import java.util.Comparator;
import net.roboconf.core.model.InstancePath;

/**
 * An instance among those of all applications.
 *
 * @param application the name of its application
 * @param path where it stands in it
 */
record Where(String application, InstancePath path) implements Comparable<Where> {

    /** Whether this is the other, or stands on it. */
    boolean isAt(Where other) {
        return application.equals(other.application) && (path.equals(other.path) || path.isBelow(other.path));
    }

    @Override
    public int compareTo(Where other) {
        return Comparator.comparing(Where::application)
                .thenComparing(Where::path)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return application + path;
    }
}
