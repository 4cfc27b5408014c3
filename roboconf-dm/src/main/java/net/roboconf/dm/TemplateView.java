package net.roboconf.dm;

import java.util.List;
import java.util.Set;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.core.model.Graph;

/**
 * A template that applications can be made of.
 *
 * @param name with the version it identifies the template
 * @param displayName the name as it was written
 * @param version {@code major.minor[.patch][qualifier]}
 * @param description free text, may be empty
 * @param tags free labels
 * @param graph the components and facets
 * @param externalExports what other applications may import; null for nothing
 * @param uploadedAt wall-clock time in milliseconds since 1970
 * @param applications the names of the applications that were made of it, sorted
 * @param targets the identifiers of the target definitions that came with it, sorted
 */
public record TemplateView(
        String name,
        String displayName,
        String version,
        String description,
        Set<String> tags,
        Graph graph,
        ExternalExports externalExports,
        long uploadedAt,
        List<String> applications,
        List<String> targets) {

    /** Makes the collections immutable. */
    public TemplateView {
        tags = Set.copyOf(tags);
        applications = List.copyOf(applications);
        targets = List.copyOf(targets);
    }
}
