package net.roboconf.target.local.internal.ssh;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.core.target.TargetException;

/** Refuses what no property is called, and says what may have been meant. */
final class KnownProperties {

    private static final Set<String> NAMES = Set.of(
            "agent.distribution",
            "agent.java.options",
            "cleanup",
            "connect.timeout",
            "description",
            "folder",
            "handler",
            "host.keys",
            "host.keys.file",
            "hosts",
            "id",
            "java.home",
            "key.file",
            "key.passphrase",
            "key.passphrase.file",
            "mode",
            "name",
            "password",
            "password.file",
            "port",
            "service",
            "simulate",
            "user");

    /** What follows is anybody's. The first is this target's, the others are the Deployment Manager's. */
    private static final List<String> PREFIXES =
            List.of(HostKeys.FINGERPRINT, "data.", "dm.configure.script.", "agent.script.");

    /** More changes than that, and it is another word. */
    private static final int NEAR = 3;

    private KnownProperties() {}

    /** Only for definitions: the data of instances, which are laid over them, may have any name. */
    static void check(Map<String, String> properties) throws TargetException {
        for (String name : new TreeSet<>(properties.keySet())) {
            if (!NAMES.contains(name) && PREFIXES.stream().noneMatch(name::startsWith)) {
                throw new TargetException(
                        "The property '" + name + "' of the target is none that the mode ssh knows"
                                + nearest(name)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("."),
                        false,
                        null);
            }
        }
    }

    private static Optional<String> nearest(String name) {
        return NAMES.stream()
                .filter(known -> distance(name, known) <= NEAR)
                .min(Comparator.comparingInt((String known) -> distance(name, known))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many characters must be put in, taken out or changed. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
