package net.roboconf.core.dsl.syntax;

import java.util.Optional;

/**
 * One line of a file.
 *
 * @param number from 1
 * @param raw all its characters but the line feed
 */
public record SourceLine(int number, String raw) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What the language sees: no carriage return anywhere, no byte order mark at the start of the file. */
    public String content() {
        String content = raw.indexOf('\r') < 0 ? raw : raw.replace("\r", "");
        return number == 1 && content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
    }

    /** What precedes the comment. A {@code #} begins one anywhere, even within quotes. */
    public String code() {
        String content = content();
        int comment = content.indexOf('#');
        return comment < 0 ? content : content.substring(0, comment);
    }

    /** The comment with its {@code #}. */
    public Optional<String> comment() {
        String content = content();
        int comment = content.indexOf('#');
        return comment < 0 ? Optional.empty() : Optional.of(content.substring(comment));
    }

    /** Whether there is nothing on this line but a comment. */
    public boolean isComment() {
        return content().stripLeading().startsWith("#");
    }
}
