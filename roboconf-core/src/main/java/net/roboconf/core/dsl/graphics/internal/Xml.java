package net.roboconf.core.dsl.graphics.internal;

/** Text of others in XML. */
final class Xml {

    private Xml() {}

    /** A text as it may stand in an element or a quoted attribute, without the characters that XML has no place for. */
    static String escaped(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> result.append("&amp;");
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '"' -> result.append("&quot;");
                case '\'' -> result.append("&#39;");
                default -> {
                    if (isAllowed(c)) {
                        result.appendCodePoint(c);
                    }
                }
            }
        });
        return result.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c < 0xD800 || c >= 0xE000 && c < 0xFFFE || c >= 0x10000;
    }
}
