package net.roboconf.core.messaging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.model.Sha256;

/**
 * A short fingerprint of the instances that export one prefix. Importers compute it from what they hold, the Deployment
 * Manager from what was observed; when the two differ for long, something was lost.
 */
public final class ExportsDigest {

    private ExportsDigest() {}

    /**
     * The fingerprint of these instances, in whatever order they come.
     *
     * @return 16 hexadecimal digits; the empty set has one as well
     */
    public static String of(Collection<ExportedInstance> instances) {
        MessageDigest digest = Sha256.digest();
        instances.stream().sorted(Comparator.comparing(ExportedInstance::path)).forEach(instance -> {
            feed(digest, instance.path().value());
            feed(digest, Long.toString(instance.starts()));
            for (Map.Entry<String, String> variable : new TreeMap<>(instance.variables()).entrySet()) {
                feed(digest, variable.getKey());
                feed(digest, variable.getValue());
            }
            digest.update((byte) 1);
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static void feed(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
