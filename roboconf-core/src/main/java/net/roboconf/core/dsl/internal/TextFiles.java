package net.roboconf.core.dsl.internal;

import static net.roboconf.core.dsl.DiagnosticCode.P_IO_ERROR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;

/**
 * Reads the texts of one project. They are in UTF-8; what is not, cannot be read, or is more than people write, is
 * reported where it begins. Bounds the memory that a project takes, whatever its files hold.
 */
final class TextFiles {

    /** All lines of all files together: each one costs far more memory than its characters. */
    static final int MOST_LINES = 4_000_000;

    private final ProjectFiles files;
    private final Findings findings;
    private int linesLeft = MOST_LINES;

    TextFiles(ProjectFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** The text of a file, empty if there is an error about it. */
    Optional<String> read(String file) {
        try {
            return decode(file, files.read(file));
        } catch (IOException e) {
            findings.add(P_IO_ERROR, Location.file(file), file, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The text of a file that the language leaves to others, such as Java properties. Those of old were in ISO 8859-1;
     * today's are in UTF-8.
     */
    String foreign(String file) throws IOException {
        byte[] content = files.read(file);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    /** The text that bytes stand for, empty if there is an error about it. */
    private Optional<String> decode(String file, byte[] content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer chars = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            String what = String.format("the byte 0x%02x is not UTF-8; save the file in this encoding", bytes.get());
            findings.add(P_IO_ERROR, place(file, chars.flip()), file, what);
            return Optional.empty();
        }
        for (byte each : content) {
            linesLeft -= each == '\n' ? 1 : 0;
        }
        if (linesLeft < 0) {
            findings.add(
                    P_IO_ERROR,
                    Location.file(file),
                    file,
                    "with it the project has more than " + MOST_LINES + " lines");
            return Optional.empty();
        }
        return Optional.of(chars.flip().toString());
    }

    /** The place behind a text. */
    private static Location place(String file, CharSequence before) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < before.length(); i++) {
            boolean feed = before.charAt(i) == '\n';
            line += feed ? 1 : 0;
            column = feed ? 1 : column + 1;
        }
        return new Location(file, line, column, 1);
    }
}
