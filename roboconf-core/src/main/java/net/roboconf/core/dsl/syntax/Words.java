package net.roboconf.core.dsl.syntax;

import java.util.List;

/** How the pieces of a line are recognised. */
final class Words {

    static final String IMPORT = "import";
    static final String FACET = "facet";
    private static final String INSTANCE = "instance";
    private static final String OF = "of";
    private static final List<String> PROPERTIES =
            List.of("installer", "children", "facets", "extends", "exports", "imports", "name", "count", "channels");

    private Words() {}

    /**
     * The length of a keyword at the start of a text, 0 if it is not there. Case does not matter; white space or the end
     * of the line must follow, so that a component may be named {@code ImportingComponent}.
     */
    static int keyword(String text, String keyword) {
        int end = keyword.length();
        boolean there = text.regionMatches(true, 0, keyword, 0, end)
                && (text.length() == end || Character.isWhitespace(text.charAt(end)));
        return there ? end : 0;
    }

    /** The same for {@code instance of}. */
    static int instanceOf(String text) {
        int first = keyword(text, INSTANCE);
        if (first == 0) {
            return 0;
        }
        int second = skipSpaces(text, first);
        int of = keyword(text.substring(second), OF);
        return of == 0 ? 0 : second + of;
    }

    static boolean isKeyword(String text) {
        return keyword(text, IMPORT) > 0 || keyword(text, FACET) > 0 || instanceOf(text) > 0;
    }

    static int skipSpaces(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The length of the name of a property, 0 if the text is no property: {@code name : value}. */
    static int propertyName(String text) {
        int end = 0;
        while (end < text.length()
                && text.charAt(end) != ':'
                && text.charAt(end) != '{'
                && text.charAt(end) != '}'
                && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        int colon = skipSpaces(text, end);
        return colon < text.length() && text.charAt(colon) == ':' ? end : 0;
    }

    static boolean isProperty(String text) {
        return propertyName(text) > 0;
    }

    /** Whether a line within a block is more likely the start of another block. */
    static boolean startsBlock(String text) {
        return keyword(text, FACET) > 0
                || instanceOf(text) > 0
                || text.stripTrailing().endsWith("{");
    }

    /**
     * Where the value of a property ends. A semicolon within quotes does not end it; if the last quote is never closed,
     * it counts as an ordinary character.
     *
     * @return the index of the semicolon, -1 if there is none
     */
    static int endOfValue(String property, String value) {
        boolean quoted = false;
        int lastQuote = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                lastQuote = i;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        if (!quoted) {
            return -1;
        }
        // The value of exports is checked later, and then the missing quote is the better thing to talk about.
        boolean ended = value.stripTrailing().endsWith(";");
        return ended && property.equals("exports") ? value.lastIndexOf(';') : value.indexOf(';', lastQuote);
    }

    /** Whether a comment begins where a quoted text was meant to go on. */
    static boolean cutsQuotedText(SourceLine line) {
        return line.comment().isPresent()
                && line.code().chars().filter(c -> c == '"').count() % 2 == 1;
    }

    /** The name of the property that a line begins with, though it is not written as one; empty if none. */
    static String propertyWithoutColon(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(0, end);
        return PROPERTIES.contains(word) ? word : "";
    }
}
