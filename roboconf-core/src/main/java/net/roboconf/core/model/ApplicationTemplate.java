package net.roboconf.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What was described and can be deployed: a graph, its recipes, and the instances that a new application begins with.
 *
 * @param name without accents; with the version it identifies the template
 * @param displayName the name as it was written
 * @param version {@code major.minor[.patch][qualifier]}
 * @param description free text, may be empty
 * @param tags free labels
 * @param graph the components and facets
 * @param instances the first instances, root instances only (the others are their children)
 * @param externalExports what other applications may import, if anything
 * @param recipes where the recipe of a component is, by name of the component: a folder of the project such as {@code
 *     graph/Tomcat}, its own or that of its nearest super component that has one. A component without recipe is absent
 */
public record ApplicationTemplate(
        String name,
        String displayName,
        String version,
        String description,
        Set<String> tags,
        Graph graph,
        List<InstanceDefinition> instances,
        Optional<ExternalExports> externalExports,
        Map<String, String> recipes) {

    public ApplicationTemplate {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(description, "description");
        tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
        Objects.requireNonNull(graph, "graph");
        instances = List.copyOf(instances);
        Objects.requireNonNull(externalExports, "externalExports");
        recipes = Collections.unmodifiableMap(new LinkedHashMap<>(recipes));
    }
}
