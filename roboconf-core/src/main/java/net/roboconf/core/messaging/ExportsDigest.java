package net.roboconf.core.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.model.Sha256;

/**
 * A short fingerprint of the instances that export one prefix. Importers compute it from what they hold, the Deployment
 * Manager from what was observed; when the two differ for long, something was lost.
 *
 * <p>It is the sum, modulo 2<sup>64</sup>, of the first eight bytes of each instance's SHA-256: whoever keeps one for
 * thousands of instances follows a change of one of them without looking at the others. Not thread-safe.
 */
public final class ExportsDigest {

    private long sum;

    /** The fingerprint of no instance. */
    public ExportsDigest() {}

    /**
     * The fingerprint of these instances, in whatever order they come.
     *
     * @return 16 hexadecimal digits; the empty set has one as well
     */
    public static String of(Collection<ExportedInstance> instances) {
        ExportsDigest digest = new ExportsDigest();
        instances.forEach(digest::add);
        return digest.text();
    }

    /** Takes an instance in, which must not be in already. */
    public void add(ExportedInstance instance) {
        sum += weight(instance);
    }

    /** Takes an instance out, with the values with which it was taken in. */
    public void remove(ExportedInstance instance) {
        sum -= weight(instance);
    }

    /** The fingerprint: 16 hexadecimal digits. */
    public String text() {
        return HexFormat.of().toHexDigits(sum);
    }

    private static long weight(ExportedInstance instance) {
        MessageDigest digest = Sha256.digest();
        feed(digest, instance.path().value());
        feed(digest, Long.toString(instance.starts()));
        for (Map.Entry<String, String> variable : new TreeMap<>(instance.variables()).entrySet()) {
            feed(digest, variable.getKey());
            feed(digest, variable.getValue());
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void feed(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
