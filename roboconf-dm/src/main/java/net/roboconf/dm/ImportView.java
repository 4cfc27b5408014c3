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
 * @param providers the started instances that export it, sorted by path, the importer itself apart
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
     * @param path where it stands
     * @param variables local name to value, those that are imported
     */
    public record Provider(InstancePath path, Map<String, String> variables) {

        /** Makes the map immutable. */
        public Provider {
            variables = Map.copyOf(variables);
        }
    }
}
