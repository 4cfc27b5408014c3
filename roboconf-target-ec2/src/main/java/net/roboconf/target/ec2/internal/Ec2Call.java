package net.roboconf.target.ec2.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A request in the words of the Query API, as it is put together. */
final class Ec2Call {

    /** What is documented since 2016, and spoken by others who offer the same API. */
    private static final String VERSION = "2016-11-15";

    private final String action;
    private final boolean repeatable;
    private final Map<String, String> parameters = new TreeMap<>();
    private int filters;

    private Ec2Call(String action, boolean repeatable) {
        this.action = action;
        this.repeatable = repeatable;
    }

    /** One that does no more harm when it comes twice: it only asks, has a token, or a second one changes nothing. */
    static Ec2Call repeatable(String action) {
        return new Ec2Call(action, true);
    }

    /** One of which a second one would do it again. */
    static Ec2Call once(String action) {
        return new Ec2Call(action, false);
    }

    Ec2Call with(String name, Object value) {
        parameters.put(name, value.toString());
        return this;
    }

    Ec2Call with(String name, Optional<String> value) {
        value.ifPresent(text -> parameters.put(name, text));
        return this;
    }

    /** Several values under one name, which are numbered. */
    Ec2Call with(String name, Collection<String> values) {
        int number = 1;
        for (String value : values) {
            parameters.put(name + "." + number++, value);
        }
        return this;
    }

    /** Wants only what has one of the values. */
    Ec2Call filter(String name, String... values) {
        filters++;
        parameters.put("Filter." + filters + ".Name", name);
        for (int i = 0; i < values.length; i++) {
            parameters.put("Filter." + filters + ".Value." + (i + 1), values[i]);
        }
        return this;
    }

    String action() {
        return action;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    /** As the body of a POST. */
    String form() {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("Action", action);
        all.put("Version", VERSION);
        return all.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    @Override
    public String toString() {
        // The parameters may hold user-data, which holds a secret.
        return action;
    }
}
