package net.roboconf.dm;

import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;

/**
 * What an instance imports under one prefix, as the Deployment Manager derives it from what exporters report.
 *
 * @param prefix the component or facet
 * @param optional whether the instance may start without it
 * @param external whether it comes from another application
 * @param providers the started instances that export it, sorted by application and path, the importer itself apart
 */
public record ImportView(String prefix, boolean optional, boolean external, List<Provider> providers) {

    /** Makes the list immutable. */
    public ImportView {
        providers = List.copyOf(providers);
    }

    /** Whether somebody exports it. */
    public boolean isResolved() {
        return !providers.isEmpty();
    }

    /**
     * An exporter.
     *
     * @param application its application, when it is another one than the importer's; else null
     * @param path where it stands in its application
     * @param variables local name to value, those that are imported
     */
    public record Provider(String application, InstancePath path, Map<String, String> variables) {

        /** Makes the map immutable. */
        public Provider {
            variables = Map.copyOf(variables);
        }
    }
}
