package net.roboconf.core.dsl.commands;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.roboconf.core.dsl.Diagnostic;

/**
 * What came out of reading one rule.
 *
 * @param rule present exactly if there is no severe finding
 * @param diagnostics by line
 */
public record ParsedRule(Optional<Rule> rule, List<Diagnostic> diagnostics) {

    public ParsedRule {
        Objects.requireNonNull(rule, "rule");
        diagnostics = List.copyOf(diagnostics);
    }
}
