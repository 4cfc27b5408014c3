package net.roboconf.core.messaging;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A place where messages are exchanged: a technology with its settings. Mostly holds a password, so {@link #toString}
 * tells no more than {@link #where}.
 *
 * @param type {@link MessagingProvider#type()}: letters, digits, {@code .}, {@code _} and {@code -}, {@value #LONGEST_NAME}
 *     at most
 * @param settings at most {@value #MOST_SETTINGS}, whose keys are written like the type and whose values have at most
 *     {@value #LONGEST_VALUE} characters
 */
public record MessagingSettings(String type, Map<String, String> settings) {

    /** How many settings a technology may have. */
    public static final int MOST_SETTINGS = 100;

    /** How many characters the name of a technology, or of a setting, may have. */
    public static final int LONGEST_NAME = 100;

    /** How many characters a setting may have: more than a certificate needs. */
    public static final int LONGEST_VALUE = 16_384;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST_NAME + "}");

    /**
     * Makes the map immutable.
     *
     * @throws IllegalArgumentException when a part is not as it must be; says which, and no value
     */
    public MessagingSettings {
        if (!NAME.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "No type of messaging is called like this: letters, digits, '.', '_' and " + "'-' make a type, "
                            + LONGEST_NAME + " at most");
        }
        if (settings.size() > MOST_SETTINGS) {
            throw new IllegalArgumentException(
                    settings.size() + " settings of a messaging are more than " + MOST_SETTINGS);
        }
        settings.forEach((key, value) -> {
            if (!NAME.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "No setting of a messaging is called like this: letters, digits, '.', "
                                + "'_' and '-' make a key, " + LONGEST_NAME + " at most");
            }
            if (value.length() > LONGEST_VALUE) {
                throw new IllegalArgumentException(
                        "The setting " + key + " of a messaging has more than " + LONGEST_VALUE + " characters");
            }
        });
        settings = Map.copyOf(settings);
    }

    /** The technology, and the settings {@code host} and {@code port} if it has them: no secret. */
    public String where() {
        StringBuilder where = new StringBuilder(type);
        String host = settings.get("host");
        if (host != null) {
            where.append(" at ").append(host);
            String port = settings.get("port");
            if (port != null) {
                where.append(':').append(port);
            }
        }
        return where.toString();
    }

    @Override
    public String toString() {
        return where();
    }
}
