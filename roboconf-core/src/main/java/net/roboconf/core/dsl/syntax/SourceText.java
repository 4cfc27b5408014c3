package net.roboconf.core.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file as it is, cut into lines at each line feed. Nothing is lost: the lines joined again are the text.
 *
 * @param file relative to the project, with {@code /} between folders
 * @param text all of it
 * @param lines at least one; if the text ends with a line feed there is no line after it
 */
public record SourceText(String file, String text, List<SourceLine> lines) {

    public SourceText {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(text, "text");
        lines = List.copyOf(lines);
    }

    public static SourceText of(String file, String text) {
        List<SourceLine> lines = new ArrayList<>();
        int start = 0;
        do {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            lines.add(new SourceLine(lines.size() + 1, text.substring(start, end)));
            start = end + 1;
        } while (start < text.length());
        return new SourceText(file, text, lines);
    }

    /** The line with this number, from 1. */
    public SourceLine line(int number) {
        return lines.get(number - 1);
    }
}
