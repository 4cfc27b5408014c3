package net.roboconf.core.dsl.report;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.DiagnosticCode;
import net.roboconf.core.dsl.Location;
import net.roboconf.core.dsl.ProjectFiles;

/**
 * Shows findings in a terminal, as compilers do: the place, what is wrong, the line with the place underlined, what was
 * probably meant, and the other place that helps to understand.
 *
 * <p>Text of the files is shown harmlessly: whatever could command the terminal, or hide what is there, is replaced.
 * Keeps the files that it has shown a line of; for one thread.
 */
public final class DiagnosticText {

    private static final Set<DiagnosticCode> REPEATED = EnumSet.of(
            DiagnosticCode.CO_ALREADY_DEFINED_COMPONENT,
            DiagnosticCode.CO_ALREADY_DEFINED_FACET,
            DiagnosticCode.CO_ALREADY_DEFINED_INSTANCE,
            DiagnosticCode.CO_CONFLICTING_NAME,
            DiagnosticCode.CO_CONFLICTING_INFERRED_INSTANCE,
            DiagnosticCode.PM_DUPLICATE_PROPERTY);

    private final SourceLines sources;
    private final UnaryOperator<String> fileName;
    private final Palette palette;

    /**
     * @param files where the lines come from
     * @param fileName how a file of the project is named for the reader; gets the empty text for the project as a whole
     * @param coloured whether the terminal understands the usual escape sequences for colours
     */
    public DiagnosticText(ProjectFiles files, UnaryOperator<String> fileName, boolean coloured) {
        this.sources = new SourceLines(files);
        this.fileName = Objects.requireNonNull(fileName, "fileName");
        this.palette = new Palette(coloured);
    }

    /** One finding, several lines, each with a line feed at its end. */
    public String of(Diagnostic diagnostic) {
        StringBuilder text = new StringBuilder();
        Location at = diagnostic.location();
        String place = place(at);
        String severity = diagnostic.isSevere() ? "error" : "warning";
        text.append(palette.strong(place.isEmpty() ? "" : place + ": "))
                .append(palette.severity(diagnostic.isSevere(), severity + ' ' + diagnostic.code()))
                .append(palette.strong(": " + diagnostic.message()))
                .append('\n');
        excerpt(text, at, columns -> palette.severity(diagnostic.isSevere(), "^".repeat(columns)));
        diagnostic.suggestion().ifPresent(s -> note(text, at, palette.help(s)));
        diagnostic.related().ifPresent(other -> {
            note(text, other, relation(diagnostic, other) + ": " + place(other));
            excerpt(text, other, columns -> palette.help("-".repeat(columns)));
        });
        return text.toString();
    }

    /** How many errors and warnings there are, as the end of a sentence; empty if there are none. */
    public static String count(Collection<Diagnostic> diagnostics) {
        long errors = diagnostics.stream().filter(Diagnostic::isSevere).count();
        long warnings = diagnostics.size() - errors;
        String both = errors > 0 && warnings > 0 ? ", " : "";
        return counted(errors, "error") + both + counted(warnings, "warning");
    }

    private static String counted(long number, String what) {
        return number == 0 ? "" : number + " " + what + (number == 1 ? "" : "s");
    }

    private String place(Location location) {
        return new Location(fileName.apply(location.file()), location.line(), location.column(), location.length())
                .toString();
    }

    private static String relation(Diagnostic diagnostic, Location other) {
        if (diagnostic.code() == DiagnosticCode.P_C_C_BRACKET_MISSING) {
            return "opened here";
        }
        if (!REPEATED.contains(diagnostic.code())) {
            return "see also";
        }
        boolean earlier =
                other.file().equals(diagnostic.location().file()) && other.compareTo(diagnostic.location()) < 0;
        return earlier ? "first defined here" : "also defined here";
    }

    private void note(StringBuilder text, Location near, String note) {
        text.append(" ".repeat(margin(near)))
                .append(palette.margin(" = "))
                .append(note)
                .append('\n');
    }

    private void excerpt(StringBuilder text, Location location, IntFunction<String> mark) {
        sources.line(location).ifPresent(line -> {
            Excerpt excerpt = Excerpt.of(line, location.column(), location.length());
            int margin = margin(location);
            text.append(palette.margin(" ".repeat(margin - digits(location.line())) + location.line() + " |"))
                    .append(excerpt.text().isEmpty() ? "" : " " + excerpt.text())
                    .append('\n')
                    .append(palette.margin(" ".repeat(margin) + " |"))
                    .append(" ".repeat(1 + excerpt.before()))
                    .append(mark.apply(excerpt.marked()))
                    .append('\n');
        });
    }

    /** As wide as the number of a line, and never so narrow that what follows would look like a place. */
    private static int margin(Location location) {
        return 1 + Math.max(3, digits(location.line()));
    }

    private static int digits(int line) {
        return Integer.toString(line).length();
    }
}
