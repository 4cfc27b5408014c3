package net.roboconf.core.dsl.tool;

import java.util.List;
import java.util.Objects;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.Validation;
import net.roboconf.core.dsl.report.DiagnosticJson;
import net.roboconf.core.dsl.report.DiagnosticText;

/**
 * What was found at a path.
 *
 * @param findings by file and line
 */
public record ProjectCheck(GivenPath given, List<Diagnostic> findings) {

    public ProjectCheck {
        Objects.requireNonNull(given, "given");
        findings = List.copyOf(findings);
    }

    /** Validates what is at the path: an application, a recipe or a file. */
    public static ProjectCheck of(GivenPath given) {
        List<Diagnostic> findings =
                switch (given.kind()) {
                    case FILE -> Validation.file(given.path());
                    case FOLDER, ARCHIVE ->
                        Validation.isApplication(given.files())
                                ? Validation.application(given.files())
                                : Validation.recipe(given.files());
                };
        return new ProjectCheck(given, findings);
    }

    public boolean hasErrors() {
        return findings.stream().anyMatch(Diagnostic::isSevere);
    }

    /** All findings for people, each with its source line and a blank line behind it. */
    public String findingsText(boolean coloured) {
        DiagnosticText text = new DiagnosticText(given.files(), given::nameOf, coloured);
        StringBuilder all = new StringBuilder();
        findings.forEach(finding -> all.append(text.of(finding)).append('\n'));
        return all.toString();
    }

    /** One line: whether it is valid, how many errors and warnings there are. */
    public String summary() {
        if (findings.isEmpty()) {
            return given.path() + " is valid.";
        }
        String count = DiagnosticText.count(findings);
        return given.path() + (hasErrors() ? " is not valid: " : " is valid, with ") + count + '.';
    }

    /** All findings for programs; files are relative to the path. */
    public String json() {
        return DiagnosticJson.of(findings);
    }
}
