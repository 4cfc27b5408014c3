package net.roboconf.core.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The form in which targets give the settings of an agent to a machine as user-data, and in which the agent finds them
 * again. Alone they are the text of {@link AgentSettings}. Beside parts of the user's own, for cloud-init, they are one
 * part of a multi-part document (RFC 2046), of a type that cloud-init leaves alone. The first line is a comment that is
 * long enough for the logs of cloud-init, which quote the beginning of what it does not know: they quote no secret.
 */
public final class UserData {

    /** The type of the part that holds the settings of an agent. */
    public static final String CONTENT_TYPE = "text/x-roboconf-agent";

    /** The name of that part. */
    public static final String FILE_NAME = "roboconf-agent.properties";

    private static final String TITLE =
            "# What the agent of Roboconf on this machine is told by its target. Holds a secret.\n";

    /** More than any provider takes, also when it was packed. */
    private static final int MOST_BYTES = 1 << 20;

    /** A packed document inside an encoded one inside a packed one has three. */
    private static final int MOST_WRAPPINGS = 4;

    private static final Pattern SETTINGS = Pattern.compile("(?m)^[ \\t]*machine[ \\t]*=");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\r\\n]+={0,2}\\s*");

    private UserData() {}

    /**
     * A part of the user's own.
     *
     * @param contentType what cloud-init calls its kind, such as {@code text/x-shellscript}
     * @param name a file name for people who look at the machine
     * @param text the part, or a whole multi-part document with its head when the type says so
     */
    public record Part(String contentType, String name, String text) {

        /** What cloud-init goes by; an entry that is the beginning of another stands behind it. */
        private static final List<Map.Entry<String, String>> KINDS = List.of(
                Map.entry("#!", "text/x-shellscript"),
                Map.entry("## template: jinja", "text/jinja2"),
                Map.entry("#cloud-boothook", "text/cloud-boothook"),
                Map.entry("#cloud-config-archive", "text/cloud-config-archive"),
                Map.entry("#cloud-config-jsonp", "text/cloud-config-jsonp"),
                Map.entry("#cloud-config", "text/cloud-config"),
                Map.entry("#include-once", "text/x-include-once-url"),
                Map.entry("#include", "text/x-include-url"),
                Map.entry("#part-handler", "text/part-handler"));

        /** Refuses what would break the head of a part, and what agents would take for their own. */
        public Part {
            if (!contentType.matches("[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+")) {
                throw new IllegalArgumentException(
                        "'" + contentType + "' is no content type, such as text/cloud-config");
            }
            if (!name.matches("[\\x20-\\x7e&&[^\"\\\\]]+")) {
                throw new IllegalArgumentException(
                        "'" + name + "' cannot be the name of a part of user-data: take letters, digits, '-' and '.'");
            }
            if (contentType.equalsIgnoreCase(CONTENT_TYPE)) {
                throw new IllegalArgumentException("The part " + name + " of the user-data is for the agent of another"
                        + " machine: take it out, the target adds the right one");
            }
        }

        /**
         * A part whose kind its first line tells, as it does for cloud-init.
         *
         * @throws IllegalArgumentException when it does not; says what a first line can be
         */
        public static Part of(String name, String text) {
            Mime document = Mime.read(text);
            if (document != null) {
                return new Part(document.type(), name, text);
            }
            for (Map.Entry<String, String> kind : KINDS) {
                if (text.startsWith(kind.getKey())) {
                    return new Part(kind.getValue(), name, text);
                }
            }
            throw new IllegalArgumentException(
                    "What kind of user-data " + name + " is cannot be told: its first line must"
                            + " begin with #! (a script), #cloud-config, another beginning that cloud-init knows, or with the"
                            + " head of a multi-part document (MIME-Version, Content-Type)");
        }

        @Override
        public String toString() {
            return name + " (" + contentType + ")";
        }
    }

    /**
     * Writes user-data. The same arguments give the same text, as providers want it of a call that is repeated. It holds
     * a secret: the password of the machine's own account on the broker.
     *
     * @param own parts of the user's own, in the order in which cloud-init is to meet them; often none
     * @throws IllegalArgumentException when one of them holds settings of an agent already, or is a broken document
     */
    public static String of(AgentSettings agent, List<Part> own) {
        String settings = TITLE + agent.toText();
        if (own.isEmpty()) {
            return settings;
        }
        List<String> parts = new ArrayList<>();
        parts.add(Mime.part(CONTENT_TYPE, FILE_NAME, settings));
        for (Part part : own) {
            Mime document = Mime.read(part.text());
            if (document != null) {
                refuseSettings(document, part.name());
                parts.add(part.text().stripLeading());
            } else {
                parts.add(Mime.part(part.contentType(), part.name(), part.text()));
            }
        }
        return Mime.document(parts);
    }

    private static void refuseSettings(Mime document, String name) {
        if (!settingsIn(document).isEmpty()) {
            throw new IllegalArgumentException(
                    "The user-data " + name + " holds settings of an agent already: take that" + " part ("
                            + CONTENT_TYPE + ") out, the target adds the right one");
        }
    }

    /** As a provider gets it, and before any encoding: what limits are about. */
    public static byte[] bytes(String userData) {
        return userData.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether user-data is too large for a provider.
     *
     * @param limit how many bytes the provider takes, before any encoding, such as 16384 for EC2
     * @return what to say to people, with the number of bytes that are too many; empty when it fits
     */
    public static Optional<String> tooLarge(String userData, int limit) {
        int size = bytes(userData).length;
        return size <= limit
                ? Optional.empty()
                : Optional.of("The user-data has " + size + " bytes, " + (size - limit) + " more than the " + limit
                        + " that are allowed: shorten your own parts of it, or let one fetch the rest (#include)");
    }

    /**
     * Reads the settings of the agent out of user-data, also when it was packed (gzip) or encoded (Base64) as a whole.
     *
     * @throws IllegalArgumentException when there are none, they cannot be read, or there are several; quotes none of it
     */
    public static AgentSettings find(byte[] userData) {
        return AgentSettings.parse(settings(userData, 0));
    }

    /** The same for user-data that was read as text. */
    public static AgentSettings find(String userData) {
        return find(bytes(userData));
    }

    private static String settings(byte[] raw, int wrappings) {
        if (raw.length == 0) {
            throw new IllegalArgumentException("The user-data is empty");
        }
        if (raw.length > MOST_BYTES || wrappings > MOST_WRAPPINGS) {
            throw new IllegalArgumentException("The user-data is larger than any that a target gives");
        }
        if (raw.length > 2 && (raw[0] & 0xff) == 0x1f && (raw[1] & 0xff) == 0x8b) {
            return settings(unpacked(raw), wrappings + 1);
        }
        String text = new String(raw, StandardCharsets.UTF_8);
        Mime document = Mime.read(text);
        if (document != null) {
            return only(settingsIn(document));
        }
        if (SETTINGS.matcher(text).find() && !text.startsWith("#!")) {
            return text;
        }
        Optional<byte[]> decoded = decoded(text);
        if (decoded.isPresent()) {
            return settings(decoded.get(), wrappings + 1);
        }
        throw new IllegalArgumentException(
                "The user-data is not for an agent of Roboconf: it has no line 'machine=…', and no part of the type "
                        + CONTENT_TYPE);
    }

    private static String only(Set<String> found) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "The user-data is not for an agent of Roboconf: none of its parts has the type " + CONTENT_TYPE);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("The user-data is for " + found.size()
                    + " different agents: leave one part of the type " + CONTENT_TYPE);
        }
        return found.iterator().next();
    }

    private static Set<String> settingsIn(Mime document) {
        Set<String> found = new LinkedHashSet<>();
        for (Mime leaf : document.leaves()) {
            if (leaf.type().equals(CONTENT_TYPE)) {
                found.add(leaf.content());
            }
        }
        return found;
    }

    private static Optional<byte[]> decoded(String text) {
        if (!BASE64.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] unpacked(byte[] raw) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException("The user-data is packed with gzip and damaged: " + e.getMessage(), e);
        }
    }
}
