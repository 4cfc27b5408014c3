package net.roboconf.core.dsl;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.TreeSet;

/**
 * The files of a project in a folder. Links are not followed, so that a project reads nothing that is outside.
 */
public final class FolderFiles implements ProjectFiles {

    /** Larger files are not read: descriptions written by people never come near. */
    static final long LARGEST_FILE = 32L << 20;

    private final Path root;

    /** @param root the folder that holds {@code descriptor/}, {@code graph/} and so on */
    public FolderFiles(Path root) {
        this.root = root;
    }

    @Override
    public Listing list() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        TreeSet<String> folders = new TreeSet<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (folder.equals(root)) {
                    return FileVisitResult.CONTINUE;
                }
                if (isHidden(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.add(name(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isHidden(file)) {
                    files.add(name(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Listing(files, folders);
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private String name(Path path) {
        String separator = root.getFileSystem().getSeparator();
        return root.relativize(path).toString().replace(separator, "/");
    }

    @Override
    public byte[] read(String path) throws IOException {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.normalize())) {
            throw new IOException("It is outside of the project.");
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("It is larger than " + (LARGEST_FILE >> 20) + " MiB.");
        }
        return Files.readAllBytes(file);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
