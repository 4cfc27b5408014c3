package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Deletes files, and folders with all that is in them. Links are deleted, never followed. */
final class TreeDeletion {

    private TreeDeletion() {}

    /** What does not exist is no error. */
    static void delete(Path tree) throws IOException, InterruptedException {
        Interruption.check();
        if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : childrenThatAreLeft(tree)) {
                delete(child);
            }
        }
        Files.deleteIfExists(tree);
    }

    private static List<Path> childrenThatAreLeft(Path folder) throws IOException {
        try {
            return children(folder);
        } catch (NoSuchFileException e) {
            // Software that still ends may delete its own files at the same time.
            return List.of();
        }
    }

    /** What is in a folder, by name. */
    static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(null);
        return children;
    }
}
