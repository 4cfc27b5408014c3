package net.roboconf.core.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.TreeSet;

/**
 * The files of a project in a folder. Links within it are not followed, so that a project reads nothing that is outside;
 * the folder itself may be reached through one.
 */
public final class FolderFiles implements ProjectFiles {

    /** Larger files are not read: descriptions written by people never come near. In bytes. */
    static final int LARGEST_FILE = 32 << 20;

    /** More files and folders are not listed. */
    private static final int MOST_FILES = 1_000_000;

    private final Path root;

    /** @param root the folder that holds {@code descriptor/}, {@code graph/} and so on */
    public FolderFiles(Path root) {
        this.root = root;
    }

    @Override
    public Listing list() throws IOException {
        Path folder = realRoot();
        TreeSet<String> files = new TreeSet<>();
        TreeSet<String> folders = new TreeSet<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                if (visited.equals(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                if (isHidden(visited)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return add(folders, visited);
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) throws IOException {
                boolean listed = attributes.isRegularFile() && !isHidden(visited);
                return listed ? add(files, visited) : FileVisitResult.CONTINUE;
            }

            private FileVisitResult add(TreeSet<String> names, Path visited) throws IOException {
                if (files.size() + folders.size() >= MOST_FILES) {
                    throw new IOException("it holds more than " + MOST_FILES + " files and folders; is it a project?");
                }
                String separator = folder.getFileSystem().getSeparator();
                names.add(folder.relativize(visited).toString().replace(separator, "/"));
                return FileVisitResult.CONTINUE;
            }
        });
        return new Listing(files, folders);
    }

    private Path realRoot() throws IOException {
        try {
            return root.toRealPath();
        } catch (NoSuchFileException e) {
            throw new IOException("it does not exist", e);
        }
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    @Override
    public byte[] read(String path) throws IOException {
        Path folder = realRoot();
        Path file = folder.resolve(path).normalize();
        // What was listed as a folder may have become a link since.
        if (!file.startsWith(folder) || !file.getParent().toRealPath().startsWith(folder)) {
            throw new IOException("it is outside of the project");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return bounded(in);
        }
    }

    /**
     * All bytes of a stream that is not too long.
     *
     * @throws IOException if it is, or cannot be read
     */
    static byte[] bounded(InputStream in) throws IOException {
        byte[] content = in.readNBytes(LARGEST_FILE + 1);
        if (content.length > LARGEST_FILE) {
            throw new IOException(
                    "it is larger than " + (LARGEST_FILE >> 20) + " MiB; split it, if it is a description at all");
        }
        return content;
    }

    /** Why something could not be read, for people. */
    static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "it does not exist" : e.getMessage();
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
