package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.model.Sha256;

/**
 * Files under the hashes of their content: {@code ab/abcdef…}. A file that has its name is complete and on the disk: it is
 * written beside, flushed, and renamed. Safe for use by many threads.
 */
public final class BlobStore {

    private final Path folder;

    /**
     * Uses a folder.
     *
     * @param folder made when missing
     */
    public BlobStore(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("tmp"));
        flushFolder(folder.toAbsolutePath().getParent());
    }

    /** Takes in content; content that is there already is not written again. */
    public Sha256 put(InputStream content) throws IOException {
        Path written = Files.createTempFile(folder.resolve("tmp"), "blob", "");
        try {
            MessageDigest digest = Sha256.digest();
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(written), digest)) {
                content.transferTo(out);
            }
            Sha256 hash = Sha256.of(digest);
            Path place = place(hash);
            if (!Files.exists(place)) {
                flush(written);
                makeGroup(place.getParent());
                move(written, place);
                flushFolder(place.getParent());
            }
            return hash;
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** The size of a blob in bytes; empty when it is not there. */
    public Optional<Long> size(Sha256 blob) throws IOException {
        Path place = place(blob);
        return Files.exists(place) ? Optional.of(Files.size(place)) : Optional.empty();
    }

    /**
     * A piece of a blob.
     *
     * @param offset from which byte
     * @param length how many bytes at most
     * @return fewer bytes at the end of the blob, none behind it
     */
    public byte[] read(Sha256 blob, long offset, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(place(blob), StandardOpenOption.READ)) {
            long left = Math.max(0, channel.size() - offset);
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(length, left));
            while (piece.hasRemaining()) {
                if (channel.read(piece, offset + piece.position()) < 0) {
                    throw new IOException("The blob " + blob + " has become shorter");
                }
            }
            return piece.array();
        }
    }

    /** Deletes all but these, and what a crash left half-written. Nothing else may be written meanwhile. */
    public void keepOnly(Set<Sha256> wanted) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(folder)) {
            for (Path group : groups) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(group)) {
                    for (Path file : files) {
                        String name = file.getFileName().toString();
                        if (name.length() != 64 || !wanted.contains(new Sha256(name))) {
                            Files.delete(file);
                        }
                    }
                }
            }
        }
    }

    /** What is in a folder is lost with the folder's own name. */
    private void makeGroup(Path group) throws IOException {
        Files.createDirectories(group);
        // Also when it was there: who made it may not have come to flush.
        flushFolder(folder);
    }

    private Path place(Sha256 blob) {
        return folder.resolve(blob.value().substring(0, 2)).resolve(blob.value());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void flushFolder(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
