package net.roboconf.core.dsl.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Formatted;
import net.roboconf.core.dsl.Formatter;
import net.roboconf.core.dsl.Location;

/**
 * What came of formatting one file.
 *
 * @param given where the file is
 * @param file its name among the files that were given
 * @param state what was done
 * @param errors why it could not be formatted; empty otherwise
 */
public record FileFormatting(GivenPath given, String file, State state, List<Diagnostic> errors) {

    /** How a file was, and what was done about it. */
    public enum State {
        /** It was in canonical style already. */
        CANONICAL,
        /** It was not, and is now; or would be, if only this was asked. */
        REFORMATTED,
        /** It could not be formatted, and was left as it was. */
        LEFT_ALONE
    }

    public FileFormatting {
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(state, "state");
        errors = List.copyOf(errors);
    }

    /**
     * Formats a {@code .graph} or {@code .instances} file, or all of them in a folder and in those within it, but for
     * hidden ones.
     *
     * @param write whether files are changed; if not, it is only found out which would be
     * @return by name
     * @throws UnusablePathException if the path leads to something else, or the folder cannot be listed
     */
    public static List<FileFormatting> of(GivenPath given, boolean write) throws UnusablePathException {
        List<FileFormatting> results = new ArrayList<>();
        for (String file : files(given)) {
            results.add(of(given, file, write));
        }
        return results;
    }

    private static List<String> files(GivenPath given) throws UnusablePathException {
        boolean formattable = given.kind() == GivenPath.Kind.FOLDER
                || given.kind() == GivenPath.Kind.FILE && hasStyle(given.lastName());
        if (!formattable) {
            throw new UnusablePathException("fmt formats .graph and .instances files, and folders that hold them; "
                    + given.path()
                    + (given.kind() == GivenPath.Kind.ARCHIVE
                            ? " is an archive: unpack it first."
                            : " is none of them."));
        }
        try {
            return given.files().list().files().stream()
                    .filter(FileFormatting::hasStyle)
                    .toList();
        } catch (IOException e) {
            throw new UnusablePathException(given.path() + " cannot be listed: " + e.getMessage());
        }
    }

    private static boolean hasStyle(String file) {
        return file.endsWith(".graph") || file.endsWith(".instances");
    }

    private static FileFormatting of(GivenPath given, String file, boolean write) {
        String text;
        try {
            text = decoded(given.files().read(file));
        } catch (CharacterCodingException e) {
            return unusable(given, file, "could not be read: it is not in UTF-8");
        } catch (IOException e) {
            return unusable(given, file, "could not be read: " + e.getMessage());
        }
        Formatted formatted = Formatter.format(file, text);
        if (formatted instanceof Formatted.Damaged damaged) {
            return new FileFormatting(given, file, State.LEFT_ALONE, damaged.errors());
        }
        if (!(formatted instanceof Formatted.Canonical canonical)
                || canonical.text().equals(text)) {
            return new FileFormatting(given, file, State.CANONICAL, List.of());
        }
        if (write) {
            try {
                Path path = given.kind() == GivenPath.Kind.FILE
                        ? given.path()
                        : given.path().resolve(file);
                Replacement.of(path.toRealPath(), canonical.text().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return unusable(given, file, "could not be written: " + e.getMessage());
            }
        }
        return new FileFormatting(given, file, State.REFORMATTED, List.of());
    }

    private static String decoded(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }

    private static FileFormatting unusable(GivenPath given, String file, String what) {
        Diagnostic error = new Diagnostic(
                DiagnosticCode.P_IO_ERROR, Location.file(file), file + ' ' + what, Optional.empty(), Optional.empty());
        return new FileFormatting(given, file, State.LEFT_ALONE, List.of(error));
    }

    /** What is to be said about the file: one line if it is not as it should be, all errors if there are some. */
    public String text(boolean coloured, boolean written) {
        return switch (state) {
            case CANONICAL -> "";
            case REFORMATTED -> (written ? "formatted: " : "not in canonical style: ") + given.nameOf(file) + '\n';
            case LEFT_ALONE -> new ProjectCheck(given, errors).findingsText(coloured);
        };
    }

    /** Whether all files are in canonical style now. */
    public static boolean isWell(List<FileFormatting> results, boolean written) {
        return count(results, State.LEFT_ALONE) == 0 && (written || count(results, State.REFORMATTED) == 0);
    }

    /** One line: how many files there are, and what was done. */
    public static String summary(List<FileFormatting> results, boolean written) {
        long changed = count(results, State.REFORMATTED);
        long leftAlone = count(results, State.LEFT_ALONE);
        String files = results.size() == 1 ? "1 file: " : results.size() + " files: ";
        return files + changed + (written ? " formatted, " : " not in canonical style, ")
                + count(results, State.CANONICAL) + " in canonical style already"
                + (leftAlone == 0 ? "." : ", " + leftAlone + " left alone because of errors.");
    }

    private static long count(List<FileFormatting> results, State state) {
        return results.stream().filter(r -> r.state() == state).count();
    }
}
