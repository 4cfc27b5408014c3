package org.example.roboconf.folder.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import net.roboconf.core.target.MachineStatus;

/**
 * The folder of one machine. Whoever looks sees all of it or nothing: it gets its name when it is complete, and loses it
 * before the first file is deleted, so that neither a crash nor a second call at the same time leaves half a machine.
 */
final class MachineFolder {

    /** What the agent reads. */
    static final String SETTINGS = "agent.properties";

    /** A file that whoever runs the machines puts there while this one does not run. */
    static final String STOPPED = "stopped";

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;

    MachineFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path.resolve(SETTINGS));
    }

    /** Makes it, unless it exists. */
    void make(String settings) throws IOException {
        if (exists()) {
            return;
        }
        // The settings hold a password: nobody else may read them.
        Path unfinished = Files.createDirectory(hidden(), PRIVATE);
        try {
            Files.writeString(unfinished.resolve(SETTINGS), settings);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteTree(unfinished);
            // No folder replaces one that is not empty: somebody else has just made it.
            if (!exists()) {
                throw e;
            }
        }
    }

    /** How the machine is. */
    MachineStatus status() {
        if (!exists()) {
            return MachineStatus.GONE;
        }
        return Files.exists(path.resolve(STOPPED)) ? MachineStatus.STOPPED : MachineStatus.RUNNING;
    }

    /** Deletes it, with what crashes have left of it; nothing to do is no error. */
    void delete() throws IOException {
        try {
            Files.move(path, hidden(), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // It is gone; only what a crash has left may be there.
        }
        if (!Files.isDirectory(path.getParent())) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path.getParent(), hiddenPrefix() + "*")) {
            for (Path folder : left) {
                deleteTree(folder);
            }
        }
    }

    private Path hidden() {
        return path.resolveSibling(hiddenPrefix() + UUID.randomUUID());
    }

    private String hiddenPrefix() {
        return "." + path.getFileName() + ".";
    }

    private static void deleteTree(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // another call deletes the same
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
