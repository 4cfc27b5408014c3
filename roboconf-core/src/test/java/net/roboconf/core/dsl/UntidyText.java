package net.roboconf.core.dsl;

import java.util.List;
import java.util.Random;

/** The same text as somebody might have typed it. */
final class UntidyText {

    private static final List<String> SPACES = List.of("", "", " ", "  ", "\t", " \t ");

    private final Random random;

    private UntidyText(long seed) {
        this.random = new Random(seed);
    }

    /** Changes only what a style decides: white space, the case of keywords, line ends, the byte order mark. */
    static String spacedOtherwise(String text, long seed) {
        UntidyText untidy = new UntidyText(seed);
        StringBuilder result = new StringBuilder(untidy.random.nextInt(4) == 0 ? "\uFEFF" : "");
        String lineEnd = untidy.random.nextInt(3) == 0 ? "\r\n" : "\n";
        text.lines().forEach(line -> result.append(untidy.line(line)).append(lineEnd));
        result.append(untidy.random.nextInt(3) == 0 ? lineEnd.repeat(3) : "");
        return result.toString();
    }

    /** Adds comments and blank lines as well. */
    static String commented(String text, long seed) {
        UntidyText untidy = new UntidyText(seed);
        StringBuilder result = new StringBuilder();
        spacedOtherwise(text, seed).replace("\uFEFF", "").lines().forEach(line -> {
            result.append(untidy.between()).append(line);
            result.append(untidy.random.nextInt(5) == 0 ? untidy.comment() : "").append('\n');
        });
        return result.append(untidy.between()).toString();
    }

    private String between() {
        StringBuilder lines = new StringBuilder();
        while (random.nextInt(3) == 0) {
            lines.append(random.nextBoolean() ? comment() : space()).append('\n');
        }
        return lines.toString();
    }

    private String comment() {
        return space() + '#' + space() + "note " + random.nextInt(1000) + " \"{;" + space();
    }

    private String line(String line) {
        String code = line.strip();
        if (code.endsWith(";")) {
            int colon = code.indexOf(':');
            return space() + code.substring(0, colon) + space() + ':' + space() + value(code.substring(colon + 1));
        }
        if (code.endsWith("{")) {
            return space() + declaration(code.substring(0, code.length() - 1).strip()) + space() + '{' + space();
        }
        return space() + code + space();
    }

    /** With its semicolon. */
    private String value(String value) {
        String bare = value.substring(0, value.length() - 1).strip();
        return (bare.indexOf('"') >= 0 ? bare : list(bare)) + space() + ';' + space();
    }

    private String list(String value) {
        StringBuilder result = new StringBuilder();
        for (String element : value.split(", ")) {
            result.append(result.isEmpty() ? "" : space() + ',' + space());
            result.append(element.replace("random[port] ", "RANDOM" + space() + '[' + space() + "Port]" + space())
                    .replace("external ", "External" + space() + ' ')
                    .replace(" (optional)", space() + '(' + space() + "OPTIONAL)"));
        }
        return result.toString();
    }

    private String declaration(String declaration) {
        if (declaration.startsWith("facet ")) {
            return "FACET\t" + space() + declaration.substring(6);
        }
        return declaration.startsWith("instance of ")
                ? "Instance " + space() + "oF " + space() + declaration.substring(12)
                : declaration;
    }

    private String space() {
        return SPACES.get(random.nextInt(SPACES.size()));
    }
}
