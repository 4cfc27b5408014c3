package net.roboconf.core.dsl.probes;

import java.util.List;
import net.roboconf.core.dsl.Diagnostic;

/**
 * What came out of reading a file of probes.
 *
 * @param probes the lines without error
 * @param diagnostics by line
 */
public record ParsedProbes(List<ProbeLine> probes, List<Diagnostic> diagnostics) {

    /** How the names of such files end. */
    public static final String EXTENSION = ".probes";

    /** Makes the lists immutable. */
    public ParsedProbes {
        probes = List.copyOf(probes);
        diagnostics = List.copyOf(diagnostics);
    }
}
