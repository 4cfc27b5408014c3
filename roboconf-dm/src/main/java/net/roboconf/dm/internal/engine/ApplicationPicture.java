package net.roboconf.dm.internal.engine;

import java.util.List;
import java.util.Map;
import net.roboconf.core.model.ExternalExports;
import net.roboconf.dm.internal.state.StoredApplication;
import net.roboconf.dm.internal.state.StoredTemplate;

/**
 * An application at one moment.
 *
 * @param stored what is kept of it, its instances apart
 * @param template its template
 * @param external for each component, what its instances export to other applications; one that exports nothing is absent
 * @param externalImports the external prefixes that are imported, each with whether all that import it can do without
 * @param machines in the order of their paths; every instance is on exactly one
 */
public record ApplicationPicture(
        StoredApplication stored,
        StoredTemplate template,
        Map<String, ExternalExports> external,
        Map<String, Boolean> externalImports,
        List<MachinePicture> machines) {

    /** Makes the list immutable. */
    public ApplicationPicture {
        machines = List.copyOf(machines);
    }
}
