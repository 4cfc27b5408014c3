package net.roboconf.dm.internal.engine;

import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.internal.state.StoredInstance;

/**
 * An instance at one moment.
 *
 * @param stored what is wanted of it
 * @param component its component
 * @param observed what its agent has reported; null for nothing
 */
public record InstancePicture(StoredInstance stored, Component component, ObservedInstance observed) {

    /** Where it stands. */
    public InstancePath path() {
        return stored.path();
    }
}
