package net.roboconf.core.target.kit;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.TargetException;

/**
 * Reads the properties of a target definition; what is wrong is told with the property's name, what it should be and,
 * where that helps, the nearest right one. Values are never repeated unless they are one of few words. Not thread-safe.
 */
public final class TargetProperties {

    /** What every definition may have, beside the properties of its handler. */
    private static final Set<String> COMMON = Set.of("id", "handler", "name", "description");

    private final Map<String, String> properties;
    private final Set<String> known = new TreeSet<>(COMMON);
    private final Set<String> prefixes = new TreeSet<>();

    /** Reads these; what surrounds a value in white space is no part of it, and an empty one counts as missing. */
    public TargetProperties(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** A property that must be there. */
    public String required(String key) throws TargetException {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            throw wrong(key, "is missing");
        }
        return value.get();
    }

    /** A property that may be missing. */
    public Optional<String> optional(String key) {
        known.add(key);
        return Optional.ofNullable(properties.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Words between commas; empty when the property is missing. */
    public List<String> list(String key) {
        return optional(key)
                .map(value -> Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean otherwise) throws TargetException {
        return choice(key, Boolean.toString(otherwise), List.of("true", "false"))
                .equals("true");
    }

    /** One of few words. */
    public String choice(String key, String otherwise, List<String> words) throws TargetException {
        String value = optional(key).orElse(otherwise);
        if (!words.contains(value)) {
            throw wrong(key, "is '" + value + "'; write " + String.join(" or ", words));
        }
        return value;
    }

    /** The user's own part of the user-data of machines, named {@code user-data}; none when the property is missing. */
    public List<UserData.Part> userData(String key) throws TargetException {
        Optional<String> text = optional(key);
        try {
            return text.isEmpty() ? List.of() : List.of(UserData.Part.of("user-data", text.get()));
        } catch (IllegalArgumentException e) {
            throw wrong(key, "cannot be used: " + e.getMessage(), e);
        }
    }

    /** A whole number. */
    public int number(String key, int otherwise, int least, int most) throws TargetException {
        String value = optional(key).orElse(Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new TargetException(
                    message(key, "is '" + value + "'; write a whole number from " + least + " to " + most), false, e);
        }
        throw wrong(key, "is '" + value + "'; write a whole number from " + least + " to " + most);
    }

    /**
     * Where a provider's service is: the URL, or a host alone, which means HTTPS. Slashes at its end are taken off.
     *
     * @param text the value of the property, or what stands for it when it is missing
     * @param example of what may be written there
     */
    public static URI url(String key, String text, String example) throws TargetException {
        String whole = (text.contains("://") ? text : "https://" + text).replaceAll("/+$", "");
        // The value is not repeated: where it does not belong, it may have a password in it.
        String wrong = "is no host or URL such as " + example;
        URI uri;
        try {
            uri = URI.create(whole);
        } catch (IllegalArgumentException e) {
            throw wrong(key, wrong, e);
        }
        boolean known = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!known || uri.getHost() == null) {
            throw wrong(key, wrong);
        }
        if (uri.getRawQuery() != null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw wrong(key, "has more than a host and a path; write one such as " + example);
        }
        return uri;
    }

    /**
     * The tags that people want on their machines: the properties with this beginning, by what follows it.
     *
     * @param most how many the provider allows beside ours
     * @param allowed whether people may use a name that is not empty
     */
    public Map<String, String> tags(String prefix, int most, Predicate<String> allowed) throws TargetException {
        know(List.of(prefix));
        Map<String, String> tags = new TreeMap<>();
        for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
            if (!property.getKey().startsWith(prefix)) {
                continue;
            }
            String name = property.getKey().substring(prefix.length()).strip();
            if (name.isEmpty() || !allowed.test(name)) {
                throw wrong(
                        property.getKey(),
                        "names a tag that is Roboconf's or that the provider does not allow; write another name");
            }
            tags.put(name, property.getValue().strip());
        }
        if (tags.size() > most) {
            throw wrong(prefix + "*", "is there " + tags.size() + " times; use at most " + most);
        }
        return tags;
    }

    /** What follows these beginnings of names is known too, such as the properties of one volume of several. */
    public void know(Collection<String> namePrefixes) {
        prefixes.addAll(namePrefixes);
    }

    /**
     * Refuses a property that nobody has asked for. Only a definition is looked at like this, after everything was read: an
     * instance's data lays properties over it that are meant for others.
     */
    public void refuseUnknown() throws TargetException {
        List<String> unknown = new ArrayList<>();
        for (String key : new TreeSet<>(properties.keySet())) {
            if (!known.contains(key) && prefixes.stream().noneMatch(key::startsWith)) {
                unknown.add(key);
            }
        }
        if (!unknown.isEmpty()) {
            String first = unknown.get(0);
            throw wrong(
                    first,
                    "is unknown"
                            + Nearest.name(first, known)
                                    .map(name -> "; did you mean '" + name + "'?")
                                    .orElse(""));
        }
    }

    /** A refusal that names a property. */
    public static TargetException wrong(String key, String what) {
        return TargetException.refused(message(key, what));
    }

    /** The same with what led to it. */
    public static TargetException wrong(String key, String what, Throwable cause) {
        return new TargetException(message(key, what), false, cause);
    }

    private static String message(String key, String what) {
        return "The property '" + key + "' of the target " + what + (what.endsWith("?") ? "" : ".");
    }
}
