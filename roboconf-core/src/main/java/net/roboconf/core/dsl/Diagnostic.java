package net.roboconf.core.dsl;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * One finding in a project.
 *
 * @param code what is wrong
 * @param location where
 * @param message what is wrong, with the names of the things concerned: a sentence or two
 * @param suggestion what was probably meant, a sentence: <i>Did you mean Tomcat?</i>
 * @param related another place that helps to understand, such as the first of two definitions
 */
public record Diagnostic(
        DiagnosticCode code,
        Location location,
        String message,
        Optional<String> suggestion,
        Optional<Location> related) {

    private static final int LONGEST_NAME = 160;

    public Diagnostic {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(suggestion, "suggestion");
        Objects.requireNonNull(related, "related");
    }

    /**
     * A finding with the message of its code.
     *
     * @param names the things concerned, one for each {@code %s} of the message
     */
    public static Diagnostic of(DiagnosticCode code, Location location, Object... names) {
        Object[] readable = Arrays.stream(names).map(Diagnostic::readable).toArray();
        String message = String.format(code.template(), readable);
        return new Diagnostic(code, location, message, Optional.empty(), Optional.empty());
    }

    /** What a file holds may be long, not meant for a terminal, or look like what it is not. */
    private static String readable(Object name) {
        String text = String.valueOf(name);
        if (text.length() > LONGEST_NAME) {
            text = text.substring(0, LONGEST_NAME) + "...";
        }
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean deceptive = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c != ' ' && Character.isSpaceChar(c);
            if (c == '\t') {
                result.append(' ');
            } else if (deceptive) {
                result.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    public Diagnostic suggesting(Optional<String> sentence) {
        return new Diagnostic(code, location, message, sentence, related);
    }

    public Diagnostic suggesting(String sentence) {
        return suggesting(Optional.of(sentence));
    }

    public Diagnostic relatedTo(Location other) {
        return new Diagnostic(code, location, message, suggestion, Optional.of(other));
    }

    public boolean isSevere() {
        return code.level() == Level.SEVERE;
    }

    /** One line for people, as compilers write it. */
    @Override
    public String toString() {
        String text = (location.toString().isEmpty() ? "" : location + ": ")
                + (isSevere() ? "error " : "warning ") + code + ": " + message
                + suggestion.map(s -> ' ' + s).orElse("");
        return related.map(r -> text + " (See " + r + ".)").orElse(text);
    }
}
