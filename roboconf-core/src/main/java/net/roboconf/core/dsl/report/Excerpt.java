package net.roboconf.core.dsl.report;

/**
 * A line as a terminal shows it, cut around a place that is to be underlined.
 *
 * @param text without anything that a terminal does not show as it is
 * @param before columns of the terminal before the place
 * @param marked columns of the place, at least 1
 */
record Excerpt(String text, int before, int marked) {

    /** What a tab is shown as. */
    private static final String TAB = "    ";

    private static final String CUT = "...";
    private static final String REPLACEMENT = "\uFFFD";

    /** How much is shown before a place, and of it and what follows; in characters of the file. */
    private static final int MOST_BEFORE = 80;

    private static final int MOST_AFTER = 100;

    /**
     * @param column of the place, from 1; 0 for the whole line
     * @param length in characters of the file
     */
    static Excerpt of(String line, int column, int length) {
        int first = column == 0 ? line.length() - line.stripLeading().length() : Math.min(column - 1, line.length());
        int last =
                column == 0 ? Math.max(first, line.stripTrailing().length()) : Math.min(first + length, line.length());
        int from = boundary(line, Math.max(0, first - MOST_BEFORE));
        int to = boundary(line, Math.min(line.length(), first + MOST_AFTER));
        StringBuilder text = new StringBuilder(from > 0 ? CUT : "");
        int before = text.length();
        int marked = 0;
        for (int i = from; i < to; i += Character.charCount(line.codePointAt(i))) {
            int character = line.codePointAt(i);
            String shown = shown(character);
            int width = character == '\t' ? TAB.length() : width(character);
            text.append(shown);
            if (i < first) {
                before += width;
            } else if (i < last) {
                marked += width;
            }
        }
        String end = to < line.length() ? CUT : "";
        return new Excerpt(text.append(end).toString().stripTrailing(), before, Math.max(1, marked));
    }

    /** An index that does not part the two halves of a character. */
    private static int boundary(String line, int index) {
        boolean within = index > 0
                && index < line.length()
                && Character.isLowSurrogate(line.charAt(index))
                && Character.isHighSurrogate(line.charAt(index - 1));
        return within ? index - 1 : index;
    }

    private static String shown(int character) {
        if (character == '\t') {
            return TAB;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> REPLACEMENT;
            default -> Character.toString(character);
        };
    }

    /** Columns of a terminal: none for what joins the character before it, two for what is as wide as it is high. */
    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = in(character, 0x1100, 0x115F)
                || in(character, 0x2E80, 0x303E)
                || in(character, 0x3041, 0xA4CF)
                || in(character, 0xAC00, 0xD7A3)
                || in(character, 0xF900, 0xFAFF)
                || in(character, 0xFE30, 0xFE6F)
                || in(character, 0xFF00, 0xFF60)
                || in(character, 0xFFE0, 0xFFE6)
                || in(character, 0x1F300, 0x1F64F)
                || in(character, 0x1F680, 0x1F6FF)
                || in(character, 0x1F900, 0x1F9FF)
                || in(character, 0x20000, 0x3FFFD);
        return wide ? 2 : 1;
    }

    private static boolean in(int character, int first, int last) {
        return first <= character && character <= last;
    }
}
