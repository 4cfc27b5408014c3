package net.roboconf.core.dsl.syntax;

import java.util.Objects;
import net.roboconf.core.dsl.Location;

/**
 * A piece of text with its place.
 *
 * @param text as written, may be empty if something is missing at this place
 * @param location where it begins; its length is that of the text
 */
public record Token(String text, Location location) {

    public Token {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(location, "location");
    }

    static Token of(String text, String file, int line, int column) {
        return new Token(text, new Location(file, line, column, text.length()));
    }

    /** The part from one index (inclusive) to another (exclusive), both within the text. */
    public Token part(int from, int to) {
        return of(text.substring(from, to), location.file(), location.line(), location.column() + from);
    }

    /** Without white space at both ends. */
    public Token stripped() {
        int from = text.length() - text.stripLeading().length();
        int to = text.stripTrailing().length();
        return from >= to ? part(Math.min(from, text.length()), Math.min(from, text.length())) : part(from, to);
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    @Override
    public String toString() {
        return text;
    }
}
