package net.roboconf.dm;

import java.util.Objects;

/**
 * One thing that is wrong with what was sent.
 *
 * @param code stable word for scripts, such as {@code P_UNRECOGNIZED_BLOCK}; never null
 * @param file where it is, relative to the archive; empty when it is in no file
 * @param line from 1; 0 when it is about the whole
 * @param message a sentence for people, with what to do; never null
 */
public record Problem(String code, String file, int line, String message) {

    /** Refuses nulls. */
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
    }

    /** A problem that is in no file. */
    public static Problem of(String code, String message) {
        return new Problem(code, "", 0, message);
    }

    @Override
    public String toString() {
        String where = file.isEmpty() ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
        return where + code + ": " + message;
    }
}
