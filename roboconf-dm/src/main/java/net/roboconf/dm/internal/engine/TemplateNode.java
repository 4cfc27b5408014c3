package net.roboconf.dm.internal.engine;

import java.util.Map;
import net.roboconf.core.model.Graph;
import net.roboconf.dm.internal.state.StoredTemplate;

/**
 * A template as the engine works with it.
 *
 * @param stored what is kept of it
 * @param graph its graph
 * @param waves for each component, when its instances are undeployed: lower numbers first
 */
record TemplateNode(StoredTemplate stored, Graph graph, Map<String, Integer> waves) {

    static TemplateNode of(StoredTemplate stored) {
        Graph graph = stored.graph();
        return new TemplateNode(stored, graph, UndeployWaves.of(graph));
    }
}
