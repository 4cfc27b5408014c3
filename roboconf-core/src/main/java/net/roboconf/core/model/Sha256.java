package net.roboconf.core.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The SHA-256 of some content, which names it.
 *
 * @param value 64 lower-case hexadecimal digits; never null
 */
public record Sha256(@JsonValue String value) implements Comparable<Sha256> {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the text is not 64 lower-case hexadecimal digits
     */
    @JsonCreator
    public Sha256 {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is not a SHA-256: 64 lower-case hexadecimal digits");
        }
    }

    /** The hash of these bytes. */
    public static Sha256 of(byte[] content) {
        MessageDigest digest = digest();
        digest.update(content);
        return of(digest);
    }

    /** The hash that this digest, fed by the caller, comes to. Resets the digest. */
    public static Sha256 of(MessageDigest fed) {
        return new Sha256(HexFormat.of().formatHex(fed.digest()));
    }

    /** A new SHA-256 digest, for content that comes in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(Sha256 other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
