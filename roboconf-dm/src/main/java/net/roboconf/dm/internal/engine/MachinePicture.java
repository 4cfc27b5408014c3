package net.roboconf.dm.internal.engine;

import java.util.List;

/**
 * A machine and what is on it at one moment.
 *
 * @param facts what is known of the machine
 * @param instances the machine itself first, then what is on it, parents first
 */
public record MachinePicture(MachineFacts facts, List<InstancePicture> instances) {

    /** Makes the list immutable. */
    public MachinePicture {
        instances = List.copyOf(instances);
    }
}
