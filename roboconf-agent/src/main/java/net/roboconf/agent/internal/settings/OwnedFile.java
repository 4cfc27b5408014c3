package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that nobody but their owner may read. */
final class OwnedFile {

    private OwnedFile() {}

    /** Replaces it, at once or not at all; from the return on it outlives a loss of power. */
    static void write(Path file, String text) throws IOException {
        // What a link points to is replaced, and not the link.
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path fresh = real.resolveSibling(real.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        boolean posix = real.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owned = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owned)) {
            var bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (posix) {
            try (FileChannel folder = FileChannel.open(real.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
