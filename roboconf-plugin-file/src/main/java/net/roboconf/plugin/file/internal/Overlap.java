package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.file.Path;

/** Two places of which one is in the other. */
final class Overlap {

    private Overlap() {}

    /** Refuses to put something into itself, or in the place of a folder that it is in. */
    static void refuse(Path from, Path to) throws IOException {
        Path realFrom = Places.real(from);
        Path realTo = Places.real(to);
        if (is(realFrom, realTo)) {
            throw new IOException(
                    to + " cannot be made of " + from + ", because one of them is the other, or is in it");
        }
    }

    static boolean is(Path one, Path other) {
        return one.startsWith(other) || other.startsWith(one);
    }
}
