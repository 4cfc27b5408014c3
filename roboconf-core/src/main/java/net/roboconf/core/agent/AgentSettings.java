package net.roboconf.core.agent;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * What an agent must be told to do its work: who it is and how it reaches the broker. Travels to a new machine as
 * user-data, in the form of {@link #toText()}.
 *
 * @param machine the key of its machine
 * @param application the application that it belongs to
 * @param path the path of its machine's instance, a label
 * @param address the address that others reach the machine by; null when the agent finds it out itself
 * @param messagingType {@link net.roboconf.core.messaging.MessagingProvider#type()}
 * @param messaging the settings of the messaging, the password of the machine's own account included
 */
public record AgentSettings(
        MachineKey machine,
        String application,
        InstancePath path,
        String address,
        String messagingType,
        Map<String, String> messaging) {

    private static final String MESSAGING = "messaging.";

    /** Makes the map immutable. */
    public AgentSettings {
        messaging = Map.copyOf(messaging);
    }

    /** The same with this address. */
    public AgentSettings withAddress(String newAddress) {
        return new AgentSettings(machine, application, path, newAddress, messagingType, messaging);
    }

    /**
     * As lines of {@code key=value}, sorted, with the escapes of {@link Properties}. Holds a secret: the machine's own
     * broker password.
     */
    public String toText() {
        Map<String, String> lines = new TreeMap<>();
        lines.put("machine", machine.value());
        lines.put("application", application);
        lines.put("path", path.value());
        if (address != null) {
            lines.put("address", address);
        }
        lines.put("messaging.type", messagingType);
        messaging.forEach((key, value) -> lines.put(MESSAGING + "settings." + key, value));
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) ->
                text.append(key).append('=').append(escape(value)).append('\n'));
        return text.toString();
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @throws IllegalArgumentException when a line that is needed is missing or malformed; says which
     */
    public static AgentSettings parse(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("The settings of the agent cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> messaging = new TreeMap<>();
        String prefix = MESSAGING + "settings.";
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                messaging.put(key.substring(prefix.length()), lines.getProperty(key));
            }
        }
        return new AgentSettings(
                new MachineKey(required(lines, "machine")),
                required(lines, "application"),
                new InstancePath(required(lines, "path")),
                lines.getProperty("address"),
                required(lines, "messaging.type"),
                messaging);
    }

    private static String required(Properties lines, String key) {
        String value = lines.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The settings of the agent have no line '" + key + "=…'");
        }
        return value;
    }

    private static String escape(String value) {
        String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        // A reader would take leading white space for the gap after the "=".
        return !escaped.isEmpty() && Character.isWhitespace(escaped.charAt(0)) ? "\\" + escaped : escaped;
    }

    @Override
    public String toString() {
        return "settings of the agent of " + machine + " (" + application + path + ")";
    }
}
