package net.roboconf.core.dsl;

import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where the files of a project come from. Paths are relative to the project, with {@code /} between folders. */
public interface ProjectFiles {

    /**
     * What there is. Hidden files and folders (names that begin with a dot) are left out.
     *
     * @throws IOException if this cannot be found out
     */
    Listing list() throws IOException;

    /**
     * The content of a file.
     *
     * @param path one of {@link Listing#files()}
     * @throws IOException if it cannot be read
     */
    byte[] read(String path) throws IOException;

    /**
     * All files and folders of a project.
     *
     * @param files sorted
     * @param folders sorted, without a slash at their end
     */
    record Listing(SortedSet<String> files, SortedSet<String> folders) {

        public Listing {
            files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
            folders = Collections.unmodifiableSortedSet(new TreeSet<>(folders));
        }

        /** The files in a folder and in those within it. */
        public Set<String> under(String folder) {
            // '0' is the character after '/'.
            return files.subSet(folder + '/', folder + '0');
        }
    }
}
