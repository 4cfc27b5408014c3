package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Copies files and folders so that it can be done again on what a first run left behind.
 *
 * <p>What does not exist yet appears at once and whole: it is made under another name beside its place, and renamed. A
 * folder onto a folder is merged: files of the same name are replaced one by one, all others stay. Links are copied as
 * links. A file keeps its permissions and its time.
 */
final class TreeCopy {

    private static final int PIECE = 1 << 16;

    private final boolean keepsOwners;

    /**
     * A way of copying.
     *
     * @param keepsOwners whether copies belong to whom the originals belong, as after a move; else to the agent's user
     */
    TreeCopy(boolean keepsOwners) {
        this.keepsOwners = keepsOwners;
    }

    /** The name under which something is made before it appears. */
    static Path part(Path place) {
        return place.resolveSibling("." + place.getFileName() + ".roboconf-part");
    }

    /**
     * Where something really goes; the folder of that is there afterwards. For a folder, a destination that is a link to a
     * folder is that folder.
     *
     * @throws IOException when there is nothing to put there, or it cannot be put there
     */
    static Path place(Path from, Path to) throws IOException {
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(from + " does not exist");
        }
        boolean folders = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(to);
        Path place = folders ? to.toRealPath() : to;
        Overlap.refuse(from, place);
        requireSameKind(from, place);
        Files.createDirectories(place.getParent());
        return place;
    }

    /**
     * Copies.
     *
     * @param to the {@linkplain #place place} of the copy itself, not of a folder to put it into
     */
    void copy(Path from, Path to) throws IOException, InterruptedException {
        Interruption.check();
        requireSameKind(from, to);
        if (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : TreeDeletion.children(from)) {
                copy(child, to.resolve(child.getFileName().toString()));
            }
            return;
        }
        Path part = part(to);
        TreeDeletion.delete(part);
        try {
            make(from, part);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Interruption.check(e);
            throw e;
        } finally {
            deleteInAnyCase(part);
        }
    }

    /** Refuses to put a file in the place of a folder, or the other way round. */
    private static void requireSameKind(Path from, Path to) throws IOException {
        boolean folder = Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
        if (folder
                && Files.exists(to, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(from + " is a folder, but " + to + " is none and stands in its place");
        }
        // A link replaces a link, also one to a folder: that is what its first copy has become when it is copied again.
        boolean replaces = Files.isSymbolicLink(from) && Files.isSymbolicLink(to);
        if (!folder && !replaces && Files.isDirectory(to)) {
            throw new IOException(to + " is a folder: write the whole name that the file is to have there, for example "
                    + to.resolve(from.getFileName().toString()));
        }
    }

    private void make(Path from, Path to) throws IOException, InterruptedException {
        Interruption.check();
        BasicFileAttributes attributes =
                Files.readAttributes(from, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            Files.createSymbolicLink(to, Files.readSymbolicLink(from));
            keepOwner(from, to);
        } else if (attributes.isDirectory()) {
            Files.createDirectory(to);
            for (Path child : TreeDeletion.children(from)) {
                make(child, to.resolve(child.getFileName().toString()));
            }
            keep(from, to, attributes);
        } else if (attributes.isRegularFile()) {
            try (InputStream in = Files.newInputStream(from);
                    OutputStream out = Files.newOutputStream(to)) {
                pump(in, out);
            }
            keep(from, to, attributes);
        } else {
            throw new FileSystemException(from.toString(), null, "is neither a file nor a folder nor a link");
        }
    }

    private void keep(Path from, Path to, BasicFileAttributes attributes) throws IOException {
        // A change of owner takes away permissions, a change of permissions no owner.
        keepOwner(from, to);
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        Files.setLastModifiedTime(to, attributes.lastModifiedTime());
    }

    private void keepOwner(Path from, Path to) throws IOException {
        if (!keepsOwners) {
            return;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes present = view.readAttributes();
        if (!present.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        if (!present.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
    }

    /** Copies all bytes; ends between two pieces when the thread is interrupted. */
    static long pump(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        long bytes = 0;
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            Interruption.check();
            out.write(piece, 0, length);
            bytes += length;
        }
        return bytes;
    }

    /** Deletes what was begun, also when the step is cancelled meanwhile; that is told to the thread again. */
    private static void deleteInAnyCase(Path part) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    TreeDeletion.delete(part);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
