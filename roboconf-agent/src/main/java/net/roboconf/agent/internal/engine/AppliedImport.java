package net.roboconf.agent.internal.engine;

import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.ExportedInstance;

/**
 * An exporter as an importing instance has applied it.
 *
 * @param starts how often the exporter was started
 * @param variables local name to value, of the imported variables only
 */
public record AppliedImport(long starts, Map<String, String> variables) {

    /** Makes the map immutable. */
    public AppliedImport {
        variables = Map.copyOf(variables);
    }

    /** What an importer sees of an exporter. */
    static AppliedImport of(DesiredImport wanted, ExportedInstance exporter) {
        if (wanted.wildcard()) {
            return new AppliedImport(exporter.starts(), exporter.variables());
        }
        Map<String, String> seen = new HashMap<>();
        for (String name : wanted.variables()) {
            String value = exporter.variables().get(name);
            if (value != null) {
                seen.put(name, value);
            }
        }
        return new AppliedImport(exporter.starts(), seen);
    }
}
