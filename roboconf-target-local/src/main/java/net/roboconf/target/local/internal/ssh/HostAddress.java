package net.roboconf.target.local.internal.ssh;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a host is reached.
 *
 * @param name a host name in lower case, or an address
 * @param port of its SSH server
 */
record HostAddress(String name, int port) {

    /** The port of SSH. */
    static final int DEFAULT_PORT = 22;

    private static final int LAST_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-f:.]+(?:%\\w+)?]|[0-9a-z_.-]+)(?::([0-9]{1,5}))?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /**
     * From {@code name}, {@code name:port}, or {@code [IPv6]:port}.
     *
     * @param defaultPort when the text has none
     * @throws IllegalArgumentException which says what is wrong
     */
    static HostAddress parse(String text, int defaultPort) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text.strip()
                    + "' is no host: write an address or a name, with :PORT behind it if need be; IPv6 in brackets");
        }
        int port = form.group(2) == null ? defaultPort : Integer.parseInt(form.group(2));
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("'" + text.strip() + "' has no port from 1 to " + LAST_PORT);
        }
        String name = form.group(1);
        if (IPV4.matcher(name).matches()) {
            Ipv4.parse(name);
        }
        return new HostAddress(name.startsWith("[") ? name.substring(1, name.length() - 1) : name, port);
    }

    /** From what {@link #toString} gave. */
    @JsonCreator
    static HostAddress parse(String text) {
        return parse(text, DEFAULT_PORT);
    }

    /** Whether the name is an address that other machines can reach it by as well. */
    boolean isPublicAddress() {
        return name.contains(":") && !name.equals("::1") || IPV4.matcher(name).matches() && !name.startsWith("127.");
    }

    @JsonValue
    @Override
    public String toString() {
        String shown = name.contains(":") ? "[" + name + "]" : name;
        return port == DEFAULT_PORT ? shown : shown + ":" + port;
    }
}
