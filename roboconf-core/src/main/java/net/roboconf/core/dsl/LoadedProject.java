package net.roboconf.core.dsl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.roboconf.core.dsl.commands.CommandFile;
import net.roboconf.core.dsl.commands.Rule;
import net.roboconf.core.model.ApplicationTemplate;

/**
 * What came out of reading a project.
 *
 * @param template present exactly if there is no severe finding
 * @param targets that come with it, by folder and name
 * @param diagnostics all findings, by file and line
 * @param commands the files of commands by name, read for the first instances, as far as they could be read
 * @param rules the autonomic rules without error, by file
 */
public record LoadedProject(
        Optional<ApplicationTemplate> template,
        List<TargetFile> targets,
        List<Diagnostic> diagnostics,
        Map<String, CommandFile> commands,
        List<Rule> rules) {

    public LoadedProject {
        Objects.requireNonNull(template, "template");
        targets = List.copyOf(targets);
        diagnostics = List.copyOf(diagnostics);
        commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
        rules = List.copyOf(rules);
    }

    /** Without commands and rules. */
    public LoadedProject(
            Optional<ApplicationTemplate> template, List<TargetFile> targets, List<Diagnostic> diagnostics) {
        this(template, targets, diagnostics, Map.of(), List.of());
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
