package net.roboconf.core.agent;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Relocate;
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
 * @param options what the target wants of the agent beside that; an agent passes over what it does not know
 * @param relocation the number of the {@link Relocate} that said so of the messaging; 0 when the machine was made with it
 * @param previous the messaging before that one, as long as that one was never reached; else null
 */
public record AgentSettings(
        MachineKey machine,
        String application,
        InstancePath path,
        String address,
        String messagingType,
        Map<String, String> messaging,
        Map<String, String> options,
        long relocation,
        MessagingSettings previous) {

    /** The option that, with the value {@code true}, has every installer served by the plug-in {@code mock}. */
    public static final String SIMULATE = "simulate";

    /**
     * The option that names a folder for fetched recipes, by its absolute path. Agents of one host that name the same one
     * fetch each file once between them. Without it an agent keeps them in its own folder.
     */
    public static final String BLOBS = "blobs";

    /**
     * The option that says by which of the addresses that the provider tells the machine others reach it: {@code fixed} or
     * {@code floating}. For a target that does not know the address yet when it makes the machine.
     */
    public static final String ADDRESS = "address";

    private static final String MESSAGING = "messaging.settings.";
    private static final String OPTION = "option.";
    private static final String RELOCATION = "messaging.relocation";
    private static final String PREVIOUS_TYPE = "messaging.previous.type";
    private static final String PREVIOUS = "messaging.previous.settings.";

    /** Makes the maps immutable. */
    public AgentSettings {
        messaging = Map.copyOf(messaging);
        options = Map.copyOf(options);
    }

    /** Settings as a machine is made with. */
    public AgentSettings(
            MachineKey machine,
            String application,
            InstancePath path,
            String address,
            String messagingType,
            Map<String, String> messaging,
            Map<String, String> options) {
        this(machine, application, path, address, messagingType, messaging, options, 0, null);
    }

    /** Settings without options. */
    public AgentSettings(
            MachineKey machine,
            String application,
            InstancePath path,
            String address,
            String messagingType,
            Map<String, String> messaging) {
        this(machine, application, path, address, messagingType, messaging, Map.of());
    }

    /** The same with this address. */
    public AgentSettings withAddress(String newAddress) {
        return new AgentSettings(
                machine, application, path, newAddress, messagingType, messaging, options, relocation, previous);
    }

    /** The same with this option beside the others. */
    public AgentSettings withOption(String key, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(key, value);
        return new AgentSettings(
                machine, application, path, address, messagingType, messaging, more, relocation, previous);
    }

    /** The messaging with its settings. */
    public MessagingSettings place() {
        return new MessagingSettings(messagingType, messaging);
    }

    /** What a relocation makes of these. The last place that was reached is kept, until the new one is. */
    public AgentSettings relocated(Relocate told) {
        MessagingSettings reached = previous == null ? place() : previous;
        return with(told.to(), told.number(), reached.equals(told.to()) ? null : reached);
    }

    /** The same once the messaging was reached: nothing else is needed any more. */
    public AgentSettings settled() {
        return with(place(), relocation, null);
    }

    private AgentSettings with(MessagingSettings to, long number, MessagingSettings before) {
        return new AgentSettings(
                machine, application, path, address, to.type(), to.settings(), options, number, before);
    }

    /** Whether every installer is served by the plug-in {@code mock}. */
    public boolean simulates() {
        return Boolean.parseBoolean(options.get(SIMULATE));
    }

    /** The folder for fetched recipes that is shared with other agents of this host; empty for none. */
    public Optional<Path> sharedBlobs() {
        return Optional.ofNullable(options.get(BLOBS)).map(Path::of);
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
        messaging.forEach((key, value) -> lines.put(MESSAGING + key, value));
        options.forEach((key, value) -> lines.put(OPTION + key, value));
        if (relocation > 0) {
            lines.put(RELOCATION, Long.toString(relocation));
        }
        if (previous != null) {
            lines.put(PREVIOUS_TYPE, previous.type());
            previous.settings().forEach((key, value) -> lines.put(PREVIOUS + key, value));
        }
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
        return new AgentSettings(
                new MachineKey(required(lines, "machine")),
                required(lines, "application"),
                new InstancePath(required(lines, "path")),
                lines.getProperty("address"),
                required(lines, "messaging.type"),
                startingWith(MESSAGING, lines),
                startingWith(OPTION, lines),
                number(lines),
                lines.containsKey(PREVIOUS_TYPE)
                        ? new MessagingSettings(required(lines, PREVIOUS_TYPE), startingWith(PREVIOUS, lines))
                        : null);
    }

    private static long number(Properties lines) {
        String text = lines.getProperty(RELOCATION, "0");
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The settings of the agent have " + RELOCATION + "=" + text
                            + ", which is no number: write the one that it had, or take the line out",
                    e);
        }
    }

    private static Map<String, String> startingWith(String prefix, Properties lines) {
        Map<String, String> found = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), lines.getProperty(key));
            }
        }
        return found;
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
