package net.roboconf.agent.internal.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import net.roboconf.core.model.Sha256;

/**
 * Blobs in a folder, each under the hash of its content. What is only begun has the ending {@code .part} and is gone on
 * with later, also after a restart. Several agents, and several processes, may share a folder: each blob is brought by one
 * of them at a time, and seen by all when it is whole. Thread-safe.
 */
public final class BlobStore {

    private static final int BUFFER = 64 * 1024;

    /** What was used or written so recently is not deleted, whatever there is: somebody is about to copy it. */
    private static final Duration GRACE = Duration.ofHours(1);

    /** So long a blob in a shared store that was looked through is taken for what it was then. */
    private static final Duration TRUSTED = Duration.ofMinutes(10);

    private static final String PART = ".part";

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;
    private final long most;
    private final BlobClaims claims;
    private final LongSupplier clock;

    /** When a blob was found to be what its name promises, by the clock. */
    private final Map<Sha256, Long> verified = new ConcurrentHashMap<>();

    /** With what is in the folder, which goes with its agent: nothing is ever deleted from it. */
    public BlobStore(Path folder) {
        this(folder, Long.MAX_VALUE);
    }

    /**
     * With what is in the folder.
     *
     * @param folder made when something is to be stored
     * @param most when blobs have more bytes than this together, those that were used longest ago are deleted
     */
    public BlobStore(Path folder, long most) {
        this(folder, most, System::nanoTime);
    }

    /** @param clock nanoseconds; never goes back */
    BlobStore(Path folder, long most, LongSupplier clock) {
        this.folder = folder;
        this.most = most;
        this.clock = clock;
        claims = new BlobClaims(folder.resolve("claims"));
    }

    /** Whether the blob is there, whole. It stays for a while then. */
    boolean has(Sha256 blob) throws IOException {
        Path file = file(blob);
        if (!Files.exists(file)) {
            return false;
        }
        if (isShared()) {
            try {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    /** A blob that is there. */
    byte[] read(Sha256 blob) throws IOException {
        return Files.readAllBytes(file(blob));
    }

    /**
     * Begins a blob.
     *
     * @param goOn whether to go on where an earlier transfer ended; else what is there is deleted
     * @return empty when somebody else is bringing it, or has brought it meanwhile
     */
    Optional<BlobPart> begin(Sha256 blob, boolean goOn) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!claims.take(blob)) {
            return Optional.empty();
        }
        boolean begun = false;
        try {
            if (!Files.exists(file(blob))) {
                Path part = folder.resolve(blob.value() + PART);
                if (!goOn) {
                    Files.deleteIfExists(part);
                }
                BlobPart made = new BlobPart(blob, part, file(blob), claims);
                begun = true;
                return Optional.of(made);
            }
            return Optional.empty();
        } finally {
            if (!begun) {
                claims.giveUp(blob);
            }
        }
    }

    /** Forgets a blob, because what is there is not what its name promises. */
    void drop(Sha256 blob) throws IOException {
        verified.remove(blob);
        Files.deleteIfExists(file(blob));
    }

    /** Deletes what was used longest ago when there is too much. */
    void trim() throws IOException {
        if (!isShared()) {
            return;
        }
        record Aged(Path file, FileTime used, long size) {}
        List<Aged> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.getFileName().toString().length() >= 64) {
                    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
                    all.add(new Aged(file, facts.lastModifiedTime(), facts.size()));
                }
            }
        } catch (NoSuchFileException e) {
            // Another process is at it.
            return;
        }
        long size = all.stream().mapToLong(Aged::size).sum();
        FileTime recent = FileTime.from(Instant.now().minus(GRACE));
        all.sort(Comparator.comparing(Aged::used));
        for (Aged oldest : all) {
            if (size <= most || oldest.used().compareTo(recent) > 0) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            size -= oldest.size();
        }
    }

    /**
     * Copies a blob into a new file, and looks whether it is still what its name promises. In a shared store not if that was
     * done a short while ago: for two hundred machines the sums would take longer than the copies.
     *
     * @param permissions of the new file, less those that the process keeps from all its files
     * @return false when it is not
     */
    boolean copy(Sha256 blob, Path target, Set<PosixFilePermission> permissions) throws IOException {
        Long looked = verified.get(blob);
        try (FileChannel in = FileChannel.open(file(blob), StandardOpenOption.READ);
                FileChannel out = FileChannel.open(target, NEW, PosixFilePermissions.asFileAttribute(permissions))) {
            if (isShared() && looked != null && clock.getAsLong() - looked < TRUSTED.toNanos()) {
                long size = in.size();
                for (long done = 0; done < size; ) {
                    done += in.transferTo(done, size - done, out);
                }
                return true;
            }
            if (!isCopied(blob, Channels.newInputStream(in), Channels.newOutputStream(out))) {
                return false;
            }
        }
        verified.put(blob, clock.getAsLong());
        return true;
    }

    private static boolean isCopied(Sha256 blob, InputStream in, OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[Math.max(1, Math.min(BUFFER, in.available()))];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return Sha256.of(digest).equals(blob);
    }

    private boolean isShared() {
        return most < Long.MAX_VALUE;
    }

    private Path file(Sha256 blob) {
        return folder.resolve(blob.value());
    }

    /** A blob that is being written, from its beginning to its end. */
    static final class BlobPart implements AutoCloseable {

        private final Sha256 blob;
        private final Path part;
        private final Path whole;
        private final BlobClaims claims;
        private final MessageDigest digest = Sha256.digest();
        private OutputStream out;
        private long length;

        private BlobPart(Sha256 blob, Path part, Path whole, BlobClaims claims) throws IOException {
            this.blob = blob;
            this.part = part;
            this.whole = whole;
            this.claims = claims;
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
            try {
                out.close();
                if (!Sha256.of(digest).equals(blob)) {
                    Files.delete(part);
                    return false;
                }
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return true;
            } finally {
                claims.giveUp(blob);
                out = null;
            }
        }

        /** Keeps what is there for later, and lets others go on with it. */
        @Override
        public void close() throws IOException {
            if (out != null) {
                try {
                    out.close();
                } finally {
                    claims.giveUp(blob);
                    out = null;
                }
            }
        }
    }
}
