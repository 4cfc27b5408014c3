package net.roboconf.dm.internal.state;

import java.util.List;
import java.util.Map;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.SupervisionSettings;
import net.roboconf.core.model.ComponentDeclaration;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.FacetDeclaration;
import net.roboconf.core.model.Graph;
import net.roboconf.core.model.InstanceDefinition;

/**
 * A template as it is kept: what its files said, not the files. So it is never read, and never refused, a second time.
 *
 * @param id its name and version
 * @param displayName the name as it was written
 * @param description free text, may be empty
 * @param tags free labels
 * @param facets of the graph
 * @param components of the graph
 * @param instances the first instances, roots only
 * @param externalExports what other applications may import; null for nothing
 * @param recipes by name of the component; a component without recipe is absent
 * @param supervision by name of the component, what its recipe says of how its software is watched over: see {@link
 *     SupervisionSettings}; a component that says nothing is absent
 * @param targets from {@code @Component} to the identifier of the target definition that came with it
 * @param uploadedAt wall-clock time in milliseconds since 1970
 */
public record StoredTemplate(
        TemplateId id,
        String displayName,
        String description,
        List<String> tags,
        List<FacetDeclaration> facets,
        List<ComponentDeclaration> components,
        List<InstanceDefinition> instances,
        ExternalExports externalExports,
        Map<String, RecipeRef> recipes,
        Map<String, Map<String, String>> supervision,
        Map<String, String> targets,
        long uploadedAt) {

    /** Makes the collections immutable. What was stored by an older version says nothing of supervision. */
    public StoredTemplate {
        tags = List.copyOf(tags);
        facets = List.copyOf(facets);
        components = List.copyOf(components);
        instances = List.copyOf(instances);
        recipes = Map.copyOf(recipes);
        supervision = supervision == null ? Map.of() : Map.copyOf(supervision);
        targets = Map.copyOf(targets);
    }

    /** The graph that the declarations come to. Made at each call. */
    public Graph graph() {
        return Graph.of(facets, components);
    }

    /** Whether the other says the same, whenever it was uploaded. */
    public boolean saysTheSameAs(StoredTemplate other) {
        return equals(other.uploadedAt(uploadedAt));
    }

    /** The same, uploaded at another time. */
    public StoredTemplate uploadedAt(long when) {
        return new StoredTemplate(
                id,
                displayName,
                description,
                tags,
                facets,
                components,
                instances,
                externalExports,
                recipes,
                supervision,
                targets,
                when);
    }
}
