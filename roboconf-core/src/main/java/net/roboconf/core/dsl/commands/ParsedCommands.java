package net.roboconf.core.dsl.commands;

import java.util.List;
import java.util.Objects;
import net.roboconf.core.dsl.Diagnostic;

/**
 * What came out of reading one file of commands. It may be executed if no finding is severe.
 *
 * @param file what could be read
 * @param diagnostics by line
 */
public record ParsedCommands(CommandFile file, List<Diagnostic> diagnostics) {

    public ParsedCommands {
        Objects.requireNonNull(file, "file");
        diagnostics = List.copyOf(diagnostics);
    }
}
