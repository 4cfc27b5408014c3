package net.roboconf.agent.internal.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.model.Sha256;

/**
 * Blobs in a folder, each under the hash of its content. What is only begun has the ending {@code .part} and is gone on
 * with later, also after a restart. Thread-safe, as long as a blob is written by one thread at a time.
 */
public final class BlobStore {

    private static final int BUFFER = 64 * 1024;

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;
    private final KnownBlobs known;

    /**
     * With what is in the folder.
     *
     * @param folder made when something is to be stored
     * @param known what other stores of this process have
     */
    public BlobStore(Path folder, KnownBlobs known) {
        this.folder = folder;
        this.known = known;
    }

    /** Whether the blob is there, whole, here or in another store of this process. */
    boolean has(Sha256 blob) {
        return find(blob).isPresent();
    }

    /** A blob that is there. */
    byte[] read(Sha256 blob) throws IOException {
        return Files.readAllBytes(get(blob));
    }

    private Path get(Sha256 blob) throws IOException {
        return find(blob).orElseThrow(() -> new NoSuchFileException(blob + " was deleted"));
    }

    private Optional<Path> find(Sha256 blob) {
        Path own = file(blob);
        return Files.exists(own) ? Optional.of(own) : known.find(blob);
    }

    /**
     * Begins a blob.
     *
     * @param goOn whether to go on where an earlier transfer ended; else what is there is deleted
     */
    BlobPart part(Sha256 blob, boolean goOn) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path part = folder.resolve(blob.value() + ".part");
        if (!goOn) {
            Files.deleteIfExists(part);
        }
        return new BlobPart(blob, part, file(blob), known);
    }

    /** Forgets a blob, because what is there is not what its name promises. */
    void drop(Sha256 blob) throws IOException {
        Files.deleteIfExists(file(blob));
        known.forget(blob);
    }

    /**
     * Copies a blob into a new file, and looks whether it is still what its name promises.
     *
     * @param permissions of the new file, less those that the process keeps from all its files
     * @return false when it is not
     */
    boolean copy(Sha256 blob, Path target, Set<PosixFilePermission> permissions) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = Files.newInputStream(get(blob));
                OutputStream out = Channels.newOutputStream(
                        Files.newByteChannel(target, NEW, PosixFilePermissions.asFileAttribute(permissions)))) {
            byte[] buffer = new byte[Math.max(1, Math.min(BUFFER, in.available()))];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return Sha256.of(digest).equals(blob);
    }

    private Path file(Sha256 blob) {
        return folder.resolve(blob.value());
    }

    /** A blob that is being written, from its beginning to its end. */
    static final class BlobPart implements AutoCloseable {

        private final Sha256 blob;
        private final Path part;
        private final Path whole;
        private final KnownBlobs known;
        private final MessageDigest digest = Sha256.digest();
        private OutputStream out;
        private long length;

        private BlobPart(Sha256 blob, Path part, Path whole, KnownBlobs known) throws IOException {
            this.blob = blob;
            this.part = part;
            this.whole = whole;
            this.known = known;
            if (Files.exists(part)) {
                try (InputStream in = Files.newInputStream(part)) {
                    byte[] buffer = new byte[BUFFER];
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        digest.update(buffer, 0, read);
                        length += read;
                    }
                }
            }
            out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        /** How many bytes are there. */
        long length() {
            return length;
        }

        void append(byte[] bytes) throws IOException {
            out.write(bytes);
            digest.update(bytes);
            length += bytes.length;
        }

        /**
         * Ends the writing: the blob is there, whole, or, when it is not what its name promises, nothing of it is.
         *
         * @return whether it is there
         */
        boolean finish() throws IOException {
            close();
            if (!Sha256.of(digest).equals(blob)) {
                Files.delete(part);
                return false;
            }
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            known.add(blob, whole);
            return true;
        }

        /** Keeps what is there for later. */
        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
                out = null;
            }
        }
    }
}
