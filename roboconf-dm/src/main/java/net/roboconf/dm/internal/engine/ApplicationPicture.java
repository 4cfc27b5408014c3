package net.roboconf.dm.internal.engine;

import java.util.List;
import net.roboconf.dm.internal.state.StoredApplication;
import net.roboconf.dm.internal.state.StoredTemplate;

/**
 * An application at one moment.
 *
 * @param stored what is kept of it, its instances apart
 * @param template its template
 * @param machines in the order of their paths; every instance is on exactly one
 */
public record ApplicationPicture(StoredApplication stored, StoredTemplate template, List<MachinePicture> machines) {

    /** Makes the list immutable. */
    public ApplicationPicture {
        machines = List.copyOf(machines);
    }
}
