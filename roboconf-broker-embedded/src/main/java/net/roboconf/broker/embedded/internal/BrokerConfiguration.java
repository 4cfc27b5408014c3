package net.roboconf.broker.embedded.internal;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The configuration of the broker: the PID {@value #PID}.
 *
 * @param enabled whether there is to be a broker
 * @param port on the loopback address; 0 to have one chosen
 */
public record BrokerConfiguration(boolean enabled, int port) {

    /** The name of the configuration. */
    public static final String PID = "net.roboconf.broker";

    /** The highest port that there is. */
    private static final int LAST_PORT = 65_535;

    /**
     * The present one.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when a value cannot be used; says which and what to write instead
     */
    public static BrokerConfiguration read(ConfigurationAdmin admin) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + PID + ")");
            return of(found == null ? new Hashtable<>() : found[0].getProperties());
        } catch (InvalidSyntaxException e) {
            throw new IOException(e);
        }
    }

    /** From what is configured; what is absent or blank has its default. */
    static BrokerConfiguration of(Dictionary<String, ?> values) {
        String enabled = text(values, "enabled", "true");
        if (!enabled.equalsIgnoreCase("true") && !enabled.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("enabled = " + enabled + ": write true or false");
        }
        return new BrokerConfiguration(Boolean.parseBoolean(enabled), port(text(values, "port", "0")));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw wrongPort(text, e);
        }
        throw wrongPort(text, null);
    }

    private static IllegalArgumentException wrongPort(String text, Exception cause) {
        return new IllegalArgumentException(
                "port = " + text + ": write a number up to " + LAST_PORT + ", or 0 to have one chosen", cause);
    }

    private static String text(Dictionary<String, ?> values, String key, String otherwise) {
        Object value = values.get(key);
        return value == null || value.toString().isBlank()
                ? otherwise
                : value.toString().strip();
    }
}
