package net.roboconf.core.dsl.report;

/** The colours of a terminal, or none. */
record Palette(boolean coloured) {

    private static final String BOLD = "1";
    private static final String BOLD_RED = "1;31";
    private static final String BOLD_YELLOW = "1;33";
    private static final String BLUE = "34";
    private static final String CYAN = "36";

    String strong(String text) {
        return in(BOLD, text);
    }

    String severity(boolean severe, String text) {
        return in(severe ? BOLD_RED : BOLD_YELLOW, text);
    }

    String help(String text) {
        return in(CYAN, text);
    }

    String margin(String text) {
        return in(BLUE, text);
    }

    private String in(String colour, String text) {
        return coloured && !text.isEmpty() ? "\033[" + colour + 'm' + text + "\033[0m" : text;
    }
}
