package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps secrets out of the store in clear: what is sealed is read only with the key, which is in a file elsewhere (AES-256 in
 * GCM, NIST SP 800-38D, a random nonce for each text). Whoever has a copy of the store alone, such as a backup or an account
 * of the database, learns nothing. Safe for use by many threads once it was {@link #unlock}ed.
 */
public final class Seal {

    private static final String PREFIX = "sealed:1:";
    private static final String PROBE = "roboconf";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private volatile SecretKeySpec key;

    /**
     * With the key in this file, which is made for a store that has nothing sealed yet.
     *
     * @param file read by nobody else
     */
    public Seal(Path file) {
        this.file = file;
    }

    /**
     * Reads the key, or makes one.
     *
     * @param probe what {@link #probe} has told for the store once; null when it never did
     * @throws StoreException when the key is missing, cannot be read, or is not the one of the store
     */
    void unlock(String probe) throws StoreException {
        try {
            if (Files.notExists(file)) {
                if (probe != null) {
                    throw new StoreException(
                            "The key of the store is missing: " + file
                                    + ". Take it from a backup, or from another Deployment"
                                    + " Manager that uses the store: without it, the definitions of targets cannot be read",
                            null);
                }
                make();
            }
            byte[] bytes = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (bytes.length != KEY_BYTES) {
                throw new StoreException(
                        "The file " + file
                                + " holds no key of a store; take it from a backup, or from another Deployment"
                                + " Manager that uses the store",
                        null);
            }
            key = new SecretKeySpec(bytes, "AES");
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException("The key of the store cannot be read from " + file + ": " + e, e);
        }
        if (probe != null && !isOurs(probe)) {
            throw new StoreException(
                    "The key in " + file
                            + " is not the one of this store; take the right one from another Deployment Manager"
                            + " that uses the store, or from a backup",
                    null);
        }
    }

    private boolean isOurs(String probe) throws StoreException {
        try {
            return PROBE.equals(decrypt(probe));
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException("What the store says of its key cannot be read: " + e, e);
        }
    }

    /** What the store keeps to know its key again. */
    String probe() {
        return seal(PROBE);
    }

    /** Durable before anything is sealed with it. */
    private void make() throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try {
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
            }
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer text = ByteBuffer.wrap(
                        (Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.US_ASCII));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            try {
                // Never replaces one that somebody else has made meanwhile.
                Files.createLink(file, unfinished);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What can be kept instead of a text. */
    String seal(String clear) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(clear.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return PREFIX + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot seal", e);
        }
    }

    /** The text again; one that was never sealed is as it is. */
    String open(String kept) {
        try {
            return kept.startsWith(PREFIX) ? decrypt(kept) : kept;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "what is sealed in the store cannot be read with the key in " + file + ": " + e.getMessage(), e);
        }
    }

    private String decrypt(String kept) throws GeneralSecurityException {
        byte[] all = Base64.getDecoder().decode(kept.substring(PREFIX.length()));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, all, 0, NONCE_BYTES));
        return new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), StandardCharsets.UTF_8);
    }
}
