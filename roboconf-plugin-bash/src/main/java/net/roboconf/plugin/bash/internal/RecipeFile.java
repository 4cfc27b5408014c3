package net.roboconf.plugin.bash.internal;

import java.nio.file.Path;

/** The file of a recipe that serves a step. */
sealed interface RecipeFile {

    /** Where it is, in the recipe's folder. */
    Path path();

    /** It is run as it is. */
    record Script(Path path) implements RecipeFile {}

    /** A program is made of it, and run. */
    record Template(Path path) implements RecipeFile {}
}
