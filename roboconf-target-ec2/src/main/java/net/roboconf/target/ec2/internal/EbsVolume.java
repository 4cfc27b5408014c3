package net.roboconf.target.ec2.internal;

import java.util.Optional;

/**
 * A volume that a machine has beside its root volume.
 *
 * @param id its name within the definition
 * @param source {@code snap-…}, {@code vol-…}, or the name under which a kept volume is found again
 * @param sizeGiB for a new one; empty has EC2 take the snapshot's
 * @param device where the machine sees it
 * @param type such as {@code gp3}
 * @param deletedWithMachine whether it goes with the machine
 */
record EbsVolume(
        String id, String source, Optional<Integer> sizeGiB, String device, String type, boolean deletedWithMachine) {

    /** An existing volume, by its identifier. */
    boolean isExisting() {
        return source.startsWith("vol-");
    }

    /** A copy of a snapshot. */
    boolean isFromSnapshot() {
        return source.startsWith("snap-");
    }

    /** Made by the very call that makes the machine, and gone with it. */
    boolean isMadeWithMachine() {
        return deletedWithMachine && !isExisting();
    }

    /** The name of a volume that is kept, for people and for the next machine. */
    String name(String application, String root) {
        String template = isFromSnapshot() ? Ec2Definition.VOLUME_NAME + "-" + id : source;
        return template.replace("%APP%", application).replace("%NAME%", root);
    }
}
