package net.roboconf.core.dsl;

import net.roboconf.core.dsl.internal.CanonicalText;
import net.roboconf.core.dsl.syntax.ParsedFile;
import net.roboconf.core.dsl.syntax.SyntaxParser;

/**
 * Brings {@code .graph} and {@code .instances} files into the one canonical style, without changing what they mean.
 *
 * <ul>
 *   <li>One tab per level, and none beyond the 32nd.
 *   <li>{@code Name {}, {@code facet Name {}, {@code instance of Name {}, {@code name: value;}, {@code import location;}:
 *       keywords in lower case, one space where there is one in these.
 *   <li>Lists as {@code a, b}, exports as {@code a = 1, b = "x, y", random[port] c}, imports as {@code external a.b
 *       (optional)}. A list stays on its line, however long: the language has no property of several lines.
 *   <li>One blank line around each block at the top level and between blocks within a block. Elsewhere blank lines stay
 *       where they are, one at most in a row, none at the start or the end of a file or a block.
 *   <li>A comment keeps its text and its place; behind code it follows after one space. Comments right above a block stay
 *       right above it: they are its description.
 *   <li>Lines end with a line feed, the last one too; no byte order mark, no white space at the end of a line.
 * </ul>
 *
 * <p>Nothing is moved: properties stay in the order in which they were written, with the comments about them. Spaces
 * that mean something are kept: within quotes, and at the end of the name of an instance that has a {@code count}.
 *
 * <p>Formatting twice is formatting once. Time and memory are linear in the size of the text.
 */
public final class Formatter {

    private Formatter() {}

    /**
     * Formats a file. Never fails, whatever the text is.
     *
     * @param file its name: its extension says what it is, and diagnostics repeat it
     * @param text all of it. Bytes that are not UTF-8 must not have been replaced on the way, as they could not be put
     *     back
     */
    public static Formatted format(String file, String text) {
        if (!file.endsWith(".graph") && !file.endsWith(".instances")) {
            return new Formatted.WithoutStyle(file);
        }
        ParsedFile parsed = SyntaxParser.parse(file, text);
        return parsed.diagnostics().isEmpty()
                ? new Formatted.Canonical(CanonicalText.of(parsed.tree()))
                : new Formatted.Damaged(parsed.diagnostics());
    }
}
