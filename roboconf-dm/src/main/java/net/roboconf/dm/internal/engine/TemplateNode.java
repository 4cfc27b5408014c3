package net.roboconf.dm.internal.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.ImportedPrefix;
import net.roboconf.dm.internal.state.StoredTemplate;

/**
 * A template as the engine works with it.
 *
 * @param stored what is kept of it
 * @param graph its graph
 * @param waves for each component, when its instances are undeployed: lower numbers first
 * @param external for each component, what its instances export to other applications; one that exports nothing is absent
 * @param externalImports the external prefixes that components import, sorted, each with whether all can do without
 */
record TemplateNode(
        StoredTemplate stored,
        Graph graph,
        Map<String, Integer> waves,
        Map<String, ExternalExports> external,
        Map<String, Boolean> externalImports) {

    static TemplateNode of(StoredTemplate stored) {
        Graph graph = stored.graph();
        Map<String, ExternalExports> external = new HashMap<>();
        Map<String, Boolean> externalImports = new TreeMap<>();
        graph.components().forEach((name, component) -> {
            if (stored.externalExports() != null) {
                stored.externalExports()
                        .contributedBy(component.exports().keySet())
                        .ifPresent(exports -> external.put(name, exports));
            }
            component.importedPrefixes().values().stream()
                    .filter(ImportedPrefix::external)
                    .forEach(imported ->
                            externalImports.merge(imported.prefix(), imported.optional(), Boolean::logicalAnd));
        });
        return new TemplateNode(
                stored,
                graph,
                UndeployWaves.of(graph),
                Map.copyOf(external),
                Collections.unmodifiableMap(externalImports));
    }

    /** Whether its applications talk to other applications. */
    boolean isExternal() {
        return stored.externalExports() != null || !externalImports.isEmpty();
    }
}
