package net.roboconf.core.dsl.commands.internal;

import java.util.Arrays;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.syntax.SourceLine;
import net.roboconf.core.dsl.syntax.SourceText;

/**
 * The text of a rule, in which every comment has become white space: what follows keeps its place. Comments begin with
 * {@code //} or {@code #} and end with their line, or are between {@code /*} and <code>*&#47;</code>; there are none within
 * quotes.
 */
final class RuleText {

    private final String file;
    private final String text;
    private final int[] lineStarts;

    private RuleText(String file, String text, int[] lineStarts) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts;
    }

    static RuleText of(SourceText source) {
        StringBuilder all = new StringBuilder(source.text().length() + 1);
        int[] lineStarts = new int[source.lines().size()];
        for (SourceLine line : source.lines()) {
            lineStarts[line.number() - 1] = all.length();
            all.append(line.content()).append('\n');
        }
        return new RuleText(source.file(), withoutComments(all), lineStarts);
    }

    private static String withoutComments(StringBuilder text) {
        int i = 0;
        while (i < text.length()) {
            int end = i + 1;
            if (text.charAt(i) == '"') {
                end = afterQuotes(text, i);
            } else if (text.charAt(i) == '#' || starts(text, i, "//")) {
                end = text.indexOf("\n", i);
                blank(text, i, end);
            } else if (starts(text, i, "/*")) {
                int close = text.indexOf("*/", i + 2);
                end = close < 0 ? text.length() : close + 2;
                blank(text, i, end);
            }
            i = end;
        }
        return text.toString();
    }

    /** A quote that is not closed on its line is a character like others. */
    private static int afterQuotes(StringBuilder text, int quote) {
        int i = quote + 1;
        while (text.charAt(i) != '"' && text.charAt(i) != '\n') {
            i++;
        }
        return text.charAt(i) == '"' ? i + 1 : quote + 1;
    }

    private static boolean starts(StringBuilder text, int at, String part) {
        return at + 1 < text.length() && text.charAt(at) == part.charAt(0) && text.charAt(at + 1) == part.charAt(1);
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }

    String file() {
        return file;
    }

    int length() {
        return text.length();
    }

    char at(int index) {
        return text.charAt(index);
    }

    String part(int from, int to) {
        return text.substring(from, to);
    }

    /** The first index from one on where there is something, the length of the text if there is nothing more. */
    int skipSpace(int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The end of the word that begins at an index. */
    int endOfWord(int from) {
        int i = from;
        while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether a word is at an index, with white space or an end on both sides. Case does not matter. */
    boolean isWord(String word, int at) {
        int end = at + word.length();
        return text.regionMatches(true, at, word, 0, word.length())
                && (at == 0 || isSeparator(at - 1))
                && (end == text.length() || isSeparator(end));
    }

    private boolean isSeparator(int at) {
        return Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ';' || text.charAt(at) == '"';
    }

    /** Where a word is between two indexes, -1 if it is not. */
    int find(String word, int from, int to) {
        for (int i = from; i + word.length() <= to; i++) {
            if (isWord(word, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Where a part is, as far as it is on one line. */
    Location location(int from, int to) {
        int found = Arrays.binarySearch(lineStarts, from);
        int line = found >= 0 ? found : -found - 2;
        // The line feed behind the last line is ours.
        int lineEnd = line + 1 < lineStarts.length ? lineStarts[line + 1] - 1 : text.length() - 1;
        int start = Math.min(from, lineEnd);
        return new Location(file, line + 1, start - lineStarts[line] + 1, Math.max(0, Math.min(to, lineEnd) - start));
    }
}
