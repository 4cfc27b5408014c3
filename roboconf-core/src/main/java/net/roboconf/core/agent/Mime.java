package net.roboconf.core.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A MIME document as far as user-data needs it: heads, and bodies with parts that may have parts (RFC 2045, 2046). */
final class Mime {

    private static final String VERSION = "mime-version";
    private static final String TYPE = "content-type";
    private static final String ENCODING = "content-transfer-encoding";

    private static final Pattern HEADER = Pattern.compile("([!-9;-~]+)[ \\t]*:[ \\t]*(.*)");
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){1,200})\"|([^\\s;\"]+))");

    /** What cloud-init, which takes other characters for Latin-1, passes on as it is. */
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e\\t\\n]*");

    private static final int LONGEST_HEAD = 16 << 10;
    private static final int MOST_DEPTH = 8;
    private static final int MOST_PARTS = 1000;

    private final Map<String, String> head;
    private final String body;

    private Mime(Map<String, String> head, String body) {
        this.head = head;
        this.body = body;
    }

    /** Reads a document; null when the text is none, which its first lines tell. */
    static Mime read(String text) {
        String document = text.stripLeading();
        Matcher first = HEADER.matcher(document.lines().findFirst().orElse(""));
        if (!first.matches()) {
            return null;
        }
        Mime read = split(document);
        boolean mime = read.head.containsKey(VERSION) || read.type().startsWith("multipart/");
        return mime && read.head.containsKey(TYPE) ? read : null;
    }

    /** The head up to an empty line, and the rest. */
    private static Mime split(String text) {
        Map<String, String> head = new TreeMap<>();
        String last = null;
        int start = 0;
        while (start < Math.min(text.length(), LONGEST_HEAD)) {
            int newline = text.indexOf('\n', start);
            int next = newline < 0 ? text.length() : newline + 1;
            String line = text.substring(start, newline < 0 ? next : newline).stripTrailing();
            start = next;
            if (line.isEmpty()) {
                break;
            }
            Matcher header = HEADER.matcher(line);
            if (last != null && Character.isWhitespace(line.charAt(0))) {
                head.merge(last, " " + line.strip(), String::concat);
            } else if (header.matches()) {
                last = header.group(1).toLowerCase(Locale.ROOT);
                head.putIfAbsent(last, header.group(2));
            }
        }
        return new Mime(head, text.substring(start));
    }

    /** In lower case and without parameters. */
    String type() {
        String whole = head.getOrDefault(TYPE, "text/plain");
        int end = whole.indexOf(';');
        return (end < 0 ? whole : whole.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * All parts that have no parts themselves, in their order; the document itself when it has none.
     *
     * @throws IllegalArgumentException when it is broken
     */
    List<Mime> leaves() {
        List<Mime> leaves = new ArrayList<>();
        collect(leaves, 0);
        return leaves;
    }

    private void collect(List<Mime> leaves, int depth) {
        if (!type().startsWith("multipart/")) {
            leaves.add(this);
            return;
        }
        for (Mime part : parts()) {
            if (depth == MOST_DEPTH || leaves.size() == MOST_PARTS) {
                throw new IllegalArgumentException("The user-data has too many parts, or parts inside each other");
            }
            part.collect(leaves, depth + 1);
        }
    }

    private List<Mime> parts() {
        Matcher parameter = BOUNDARY.matcher(head.get(TYPE));
        if (!parameter.find()) {
            throw new IllegalArgumentException(
                    "The user-data has parts, and does not say what is between them: its line"
                            + " Content-Type needs boundary=\"…\"");
        }
        String boundary = parameter.group(1) == null
                ? parameter.group(2)
                : parameter.group(1).replaceAll("\\\\(.)", "$1");
        // The end of the line before a boundary belongs to the boundary.
        Pattern line = Pattern.compile("(?:\\r?\\n|\\A)--" + Pattern.quote(boundary) + "(--)?[ \\t]*(?:\\r?\\n|\\z)");
        Matcher between = line.matcher(body);
        List<Mime> parts = new ArrayList<>();
        int start = -1;
        int from = 0;
        while (between.find(from)) {
            if (start >= 0) {
                parts.add(split(body.substring(start, Math.max(start, between.start()))));
            }
            if (between.group(1) != null) {
                return parts;
            }
            start = between.end();
            // The end of this line is also the one before a boundary that follows at once.
            from = start > 0 && start < body.length() ? start - 1 : start;
        }
        throw new IllegalArgumentException(
                "The user-data was cut off: the line that ends its last part is missing (--" + boundary + "--)");
    }

    /**
     * The body, decoded.
     *
     * @throws IllegalArgumentException when it cannot be
     */
    String content() {
        String encoding = head.getOrDefault(ENCODING, "7bit").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "7bit", "8bit", "binary" -> body;
            case "base64" -> {
                try {
                    yield new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("A part of the user-data is no Base64 as its head says", e);
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "A part of the user-data has the encoding " + encoding + ": base64, 7bit and 8bit are known");
        };
    }

    /** A part, with its head, that holds this text. */
    static String part(String type, String name, String text) {
        boolean plain = PLAIN.matcher(text).matches();
        return "Content-Type: " + type + "; charset=\"utf-8\"\n"
                + "Content-Transfer-Encoding: " + (plain ? "7bit" : "base64") + '\n'
                + "Content-Disposition: attachment; filename=\"" + name + "\"\n\n"
                + (plain
                        ? text
                        : Base64.getMimeEncoder(76, new byte[] {'\n'})
                                .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A document of parts. */
    static String document(List<String> parts) {
        String boundary = "=roboconf=";
        for (int more = 1; occurs(boundary, parts); more++) {
            boundary = "=roboconf-" + more + "=";
        }
        StringBuilder document = new StringBuilder("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"")
                .append(boundary)
                .append("\"\n");
        for (String part : parts) {
            document.append("\n--").append(boundary).append('\n').append(part);
        }
        return document.append("\n--").append(boundary).append("--\n").toString();
    }

    private static boolean occurs(String boundary, List<String> parts) {
        return parts.stream().anyMatch(part -> part.contains(boundary));
    }
}
