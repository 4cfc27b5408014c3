package net.roboconf.target.azure.internal;

import java.util.Optional;
import net.roboconf.core.target.MachineRequest;

/**
 * A disk that a machine has beside that of its system.
 *
 * @param id its name within the definition
 * @param source the identifier of a disk or a snapshot, or the name under which a kept disk is found again
 * @param sizeGiB for a new one; empty has Azure take the snapshot's
 * @param type such as {@code Premium_LRS}
 * @param lun by which number the machine sees it
 * @param deletedWithMachine whether it goes with the machine
 */
record DataDisk(String id, String source, Optional<Integer> sizeGiB, String type, int lun, boolean deletedWithMachine) {

    /** An existing disk, by its identifier. */
    Optional<Resource> existing() {
        return Group.resource(source, Kind.DISK);
    }

    /** What it is a copy of. */
    Optional<Resource> snapshot() {
        return Group.resource(source, Kind.SNAPSHOT);
    }

    /** Made for one machine, and gone with it. */
    boolean isMadeWithMachine() {
        return deletedWithMachine && existing().isEmpty();
    }

    /** How a disk that is kept is called; each copy of a snapshot is another one. */
    String keptName(MachineRequest request) {
        String template = snapshot().isPresent()
                ? AzureDefinition.DISK_NAME + "-" + id + "-"
                        + Names.digest(request.key().value(), 8)
                : source;
        return Names.allowed(template.replace("%APP%", request.application()).replace("%NAME%", Tags.root(request)));
    }
}
