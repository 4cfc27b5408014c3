package net.roboconf.dm.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.engine.DmTuning.Withdrawal;
import net.roboconf.dm.internal.host.MessagingChoice;
import net.roboconf.dm.internal.store.PostgresDatabase;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A configuration, as texts; keys that are blank are left out.
 *
 * @param values key to text
 */
record DmConfiguration(Map<String, String> values) {

    /** The name of the Deployment Manager's own. */
    static final String PID = "net.roboconf.dm";

    /** The file with the key of the store in Karaf's folder {@code etc}, where none is said. */
    static final String KEY_FILE = "roboconf-store.key";

    /**
     * The present one of the Deployment Manager. It is asked for, rather than waited for: it would be delivered a moment
     * after the start, when the store in another folder is open already.
     *
     * @throws IOException when it cannot be read
     */
    static DmConfiguration read(ConfigurationAdmin admin) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + PID + ")");
            return of(found == null ? null : found[0].getProperties());
        } catch (InvalidSyntaxException e) {
            throw new IOException(e);
        }
    }

    /** From what the configuration service has; null is an empty one. */
    static DmConfiguration of(Dictionary<String, ?> dictionary) {
        Map<String, String> values = new HashMap<>();
        if (dictionary != null) {
            for (String key : Collections.list(dictionary.keys())) {
                String value = String.valueOf(dictionary.get(key)).strip();
                if (!value.isEmpty()) {
                    values.put(key, value);
                }
            }
        }
        return new DmConfiguration(Map.copyOf(values));
    }

    /** The messaging that is to be used; null when it is not said. */
    String messaging() {
        return values.get("messaging");
    }

    /** The folder of the store; null when it is not said. */
    String data() {
        return values.get("data");
    }

    /**
     * The database that is shared with other Deployment Managers; null for the embedded store.
     *
     * @throws IllegalArgumentException when it is not described well, or cannot be used as the rest is configured
     * @throws IOException when the file with the password cannot be read
     */
    PostgresDatabase database() throws IOException {
        String kind = values.getOrDefault("store", "embedded").toLowerCase(Locale.ROOT);
        if (kind.equals("embedded")) {
            return null;
        }
        if (!kind.equals("postgresql")) {
            throw new IllegalArgumentException("store = " + kind + ": write embedded or postgresql");
        }
        String broker = values.getOrDefault("messaging", MessagingChoice.EMBEDDED);
        if (broker.toLowerCase(Locale.ROOT).equals(MessagingChoice.EMBEDDED)) {
            throw new IllegalArgumentException("store = postgresql, messaging = " + broker
                    + ": a stand-by needs a broker that outlives the active one; write messaging = rabbitmq");
        }
        return new PostgresDatabase(needed("store.url"), needed("store.user"), password());
    }

    /** The file with the key of the store; null when it is not said. */
    String keyFile() {
        return values.get("store.key-file");
    }

    private String password() throws IOException {
        String file = values.get("store.password-file");
        if (file == null) {
            return values.getOrDefault("store.password", "");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IOException("store.password-file = " + file + " in etc/" + PID + ".cfg cannot be read: " + e, e);
        }
    }

    /**
     * Under which address people reach this Deployment Manager.
     *
     * @throws IllegalArgumentException when it is not said
     */
    String address() {
        return needed("address");
    }

    private String needed(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is not set in etc/" + PID + ".cfg; store = postgresql needs it");
        }
        return value;
    }

    /**
     * Whether a small application is deployed in memory after the start.
     *
     * @throws IllegalArgumentException when it is neither true nor false
     */
    boolean rehearses() {
        String text = values.getOrDefault("rehearsal", "true").toLowerCase(Locale.ROOT);
        if (!Set.of("true", "false").contains(text)) {
            throw new IllegalArgumentException("rehearsal = " + text + ": write true or false");
        }
        return text.equals("true");
    }

    /**
     * The engine's times and policies.
     *
     * @throws IllegalArgumentException when a value cannot be used; says which and what to write instead
     */
    DmTuning tuning() {
        DmTuning usual = DmTuning.DEFAULT;
        int withdrawAfter = withdrawAfter(usual);
        if (withdrawAfter < usual.lostAfter() / 1_000) {
            throw new IllegalArgumentException("silence.withdraw-after = " + withdrawAfter
                    + ": an agent counts as lost after " + usual.lostAfter() / 1_000 + " s, write at least that");
        }
        return usual.withWithdrawal(
                        withdrawAfter * 1_000L, withdrawal(values.getOrDefault("silence.policy", "withdraw")))
                .withForbiddenPorts(ports(values.get("random-ports.forbidden")));
    }

    private int withdrawAfter(DmTuning usual) {
        String text = values.get("silence.withdraw-after");
        try {
            return text == null ? (int) (usual.withdrawAfter() / 1_000) : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("silence.withdraw-after = " + text + ": write seconds, as a number", e);
        }
    }

    private static Withdrawal withdrawal(String policy) {
        return switch (policy.toLowerCase(Locale.ROOT)) {
            case "withdraw" -> Withdrawal.WITHDRAW;
            case "keep" -> Withdrawal.KEEP;
            case "withdraw-last-too" -> Withdrawal.WITHDRAW_LAST_TOO;
            default ->
                throw new IllegalArgumentException(
                        "silence.policy = " + policy + ": write withdraw, keep or withdraw-last-too");
        };
    }

    private static Set<Integer> ports(String text) {
        if (text == null) {
            return Set.of();
        }
        try {
            return Arrays.stream(text.split(","))
                    .map(port -> Integer.valueOf(port.strip()))
                    .collect(Collectors.toSet());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "random-ports.forbidden = " + text + ": write numbers, separated by commas", e);
        }
    }
}
