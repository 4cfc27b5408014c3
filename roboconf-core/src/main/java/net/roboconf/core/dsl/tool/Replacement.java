package net.roboconf.core.dsl.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Gives a file another content, all at once: whoever reads it meanwhile sees the old or the new one, never a part. */
final class Replacement {

    private Replacement() {}

    /**
     * Permissions, owner and group stay.
     *
     * @throws IOException if it cannot be done; the file is as it was then
     */
    static void of(Path file, byte[] content) throws IOException {
        if (!Files.isWritable(file)) {
            throw new IOException("it must not be written");
        }
        Path made = Files.createTempFile(file.getParent(), ".", ".tmp");
        try {
            Files.write(made, content, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
            copyAttributes(file, made);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void copyAttributes(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes made = view.readAttributes();
        if (!wanted.group().equals(made.group())) {
            view.setGroup(wanted.group());
        }
        if (!wanted.owner().equals(made.owner())) {
            view.setOwner(wanted.owner());
        }
        view.setPermissions(wanted.permissions());
    }
}
