package net.roboconf.core.plugin;

import java.nio.file.Path;
import java.util.Set;

/**
 * The recipe of an instance.
 *
 * @param folder where those of its files are that the plug-in {@linkplain Plugin#reads reads}; absent when there are none
 * @param files the names of all its files, relative to the folder, with {@code /} between segments
 */
public record Recipe(Path folder, Set<String> files) {

    /** Makes the names immutable. */
    public Recipe {
        files = Set.copyOf(files);
    }
}
