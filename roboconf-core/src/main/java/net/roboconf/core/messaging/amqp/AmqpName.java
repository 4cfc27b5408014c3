package net.roboconf.core.messaging.amqp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.roboconf.core.model.Sha256;

/**
 * People's names as AMQP sees them.
 *
 * <p>AMQP names end at 255 bytes, and dots, stars and hashes have a meaning in routing keys; people's names hold anything.
 * Letters, digits and {@code -} stay; every other byte of the name's UTF-8 becomes {@code _} and two upper-case
 * hexadecimal digits. What would be longer than {@value #MAX_LENGTH} keeps its beginning and goes on with {@code _h} and
 * its SHA-256; no escape begins like that, so different names stay different.
 */
public final class AmqpName {

    /** The longest result, in characters and bytes. */
    public static final int MAX_LENGTH = 100;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String HASHED = "_h";
    private static final int KEPT = MAX_LENGTH - HASHED.length() - 64;

    private AmqpName() {}

    /**
     * The name in {@code [A-Za-z0-9_-]}, at most {@value #MAX_LENGTH} characters; different names have different ones.
     *
     * @param name never null, nor empty
     * @throws IllegalArgumentException when the name is empty
     */
    public static String encode(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("An empty name cannot be used on a broker");
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('_').append(HEX.toHexDigits(b));
            }
        }
        if (encoded.length() > MAX_LENGTH) {
            encoded.setLength(KEPT);
            encoded.append(HASHED).append(Sha256.of(bytes).value());
        }
        return encoded.toString();
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-';
    }
}
