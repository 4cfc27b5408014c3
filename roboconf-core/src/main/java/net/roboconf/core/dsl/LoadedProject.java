package net.roboconf.core.dsl;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.roboconf.core.model.ApplicationTemplate;

/**
 * What came out of reading a project.
 *
 * @param template present exactly if there is no severe finding
 * @param targets that come with it, by folder and name
 * @param diagnostics all findings, by file and line
 */
public record LoadedProject(
        Optional<ApplicationTemplate> template, List<TargetFile> targets, List<Diagnostic> diagnostics) {

    public LoadedProject {
        Objects.requireNonNull(template, "template");
        targets = List.copyOf(targets);
        diagnostics = List.copyOf(diagnostics);
    }

    /** The severe findings. */
    public List<Diagnostic> errors() {
        return diagnostics.stream().filter(Diagnostic::isSevere).toList();
    }

    /** The others. */
    public List<Diagnostic> warnings() {
        return diagnostics.stream().filter(d -> !d.isSevere()).toList();
    }
}
