package net.roboconf.core.dsl.internal;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.dsl.Location;

/**
 * Reads the format of Java properties, as {@link java.util.Properties} does, but remembers where each key is.
 *
 * <p>Lines that end with an odd number of backslashes go on with the next one; {@code #} and {@code !} begin a comment at
 * the start of a line only; keys end at the first {@code =}, {@code :} or white space that is not escaped.
 */
final class PropertiesText {

    /**
     * One property.
     *
     * @param key without escapes
     * @param value without escapes
     * @param location of the key as written
     */
    record Entry(String key, String value, Location location) {}

    private final String file;
    private final List<Entry> entries = new ArrayList<>();

    private PropertiesText(String file) {
        this.file = file;
    }

    /**
     * Reads a text.
     *
     * @param file its name in locations
     * @throws IllegalArgumentException if an escape {@code \}{@code uXXXX} is malformed
     */
    static List<Entry> read(String file, String text) {
        PropertiesText properties = new PropertiesText(file);
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = stripLeading(lines[i]);
            // A line of nothing but a backslash is as good as none, and does not turn a comment into text.
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!' || line.equals("\\")) {
                continue;
            }
            int first = i;
            StringBuilder logical = new StringBuilder(line);
            while (endsWithEscape(logical)) {
                logical.setLength(logical.length() - 1);
                if (++i == lines.length) {
                    break;
                }
                logical.append(stripLeading(lines[i]));
            }
            properties.entry(logical.toString(), first + 1, lines[first].length() - line.length() + 1);
        }
        return properties.entries;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static String stripLeading(String line) {
        int start = 0;
        while (start < line.length() && isSpace(line.charAt(start))) {
            start++;
        }
        return line.substring(start);
    }

    private static boolean endsWithEscape(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void entry(String line, int number, int column) {
        int end = 0;
        while (end < line.length() && "=: \t\f".indexOf(line.charAt(end)) < 0) {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, line.length());
        int value = end;
        boolean separated = false;
        while (value < line.length()) {
            char c = line.charAt(value);
            if (!separated && (c == '=' || c == ':')) {
                separated = true;
            } else if (!isSpace(c)) {
                break;
            }
            value++;
        }
        Location location = new Location(file, number, column, end);
        entries.add(new Entry(unescaped(line.substring(0, end)), unescaped(line.substring(value)), location));
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                result.append(c);
            } else if (++i < text.length()) {
                if (text.charAt(i) == 'u') {
                    result.append(unicode(text, i + 1));
                    i += 4;
                } else {
                    result.append(escaped(text.charAt(i)));
                }
            }
        }
        return result.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 'f' -> '\f';
            default -> c;
        };
    }

    private static char unicode(String text, int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new IllegalArgumentException("an escape \\u needs four hexadecimal digits");
            }
            code = 16 * code + digit;
        }
        return (char) code;
    }
}
