package net.roboconf.core.dsl.probes;

import java.util.List;
import net.roboconf.core.dsl.Diagnostic;

/**
 * What came out of reading a file of measures.
 *
 * @param measures those without error
 * @param diagnostics by line
 */
public record ParsedMeasures(List<Measure> measures, List<Diagnostic> diagnostics) {

    /** How the names of such files end. */
    public static final String EXTENSION = ".measures";

    /** How the names of the files end that have their values. */
    public static final String VALUES_EXTENSION = ".measures.properties";

    /** Makes the lists immutable. */
    public ParsedMeasures {
        measures = List.copyOf(measures);
        diagnostics = List.copyOf(diagnostics);
    }
}
