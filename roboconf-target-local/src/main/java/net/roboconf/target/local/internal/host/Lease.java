package net.roboconf.target.local.internal.host;

import java.util.Properties;
import net.roboconf.core.model.MachineKey;

/**
 * Whose a host is. Written on the host itself, so that two Deployment Managers do not take the same one.
 *
 * @param key the machine that it is
 * @param label the application and the path of that machine; for people
 * @param manager the Deployment Manager that took it; for people
 * @param since when, in ISO 8601; for people
 */
public record Lease(MachineKey key, String label, String manager, String since) {

    /** As properties. */
    public Properties toProperties() {
        Properties lines = new Properties();
        lines.setProperty("key", key.value());
        lines.setProperty("label", label);
        lines.setProperty("manager", manager);
        lines.setProperty("since", since);
        return lines;
    }

    /**
     * From what {@link #toProperties} gave.
     *
     * @throws IllegalArgumentException when the key is missing or malformed
     */
    public static Lease of(Properties lines) {
        return new Lease(
                new MachineKey(lines.getProperty("key", "")),
                lines.getProperty("label", "?"),
                lines.getProperty("manager", "?"),
                lines.getProperty("since", "?"));
    }
}
