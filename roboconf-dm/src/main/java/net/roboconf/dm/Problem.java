package net.roboconf.dm;

import java.util.Objects;

/**
 * One thing that is wrong, or probably not meant, in what was sent.
 *
 * @param code stable word for scripts, such as {@code P_UNRECOGNIZED_BLOCK}; never null
 * @param file where it is, relative to the archive; empty when it is in no file
 * @param line from 1; 0 when it is about the whole
 * @param column from 1; 0 when it is about the whole line
 * @param message a sentence for people, with what to do; never null
 */
public record Problem(String code, String file, int line, int column, String message) {

    /** Refuses nulls. */
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
    }

    /** A problem that is in no file. */
    public static Problem of(String code, String message) {
        return new Problem(code, "", 0, 0, message);
    }

    /** A problem of a whole file. */
    public static Problem ofFile(String code, String file, String message) {
        return new Problem(code, file, 0, 0, message);
    }

    @Override
    public String toString() {
        String place = line == 0 ? "" : column == 0 ? ":" + line : ":" + line + ":" + column;
        String where = file.isEmpty() ? "" : file + place + ": ";
        return where + code + ": " + message;
    }
}
