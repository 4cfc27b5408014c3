package net.roboconf.target.ec2.internal;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;

/** What was made for machines and is still there. */
final class Leftovers {

    private static final String INSTANCE = "instance";
    private static final String VOLUME = "volume";
    private static final String ADDRESS = "address";

    private final Instances instances;
    private final Volumes volumes;
    private final Addresses addresses;

    Leftovers(Instances instances, Volumes volumes, Addresses addresses) {
        this.instances = instances;
        this.volumes = volumes;
        this.addresses = addresses;
    }

    /** Takes away what was made for a machine that is over; whether nothing is left. */
    boolean clear(MachineKey key) throws Ec2Refusal, TargetException, InterruptedException {
        for (Answer address : addresses.of(key)) {
            addresses.release(address);
        }
        boolean clear = true;
        for (Answer volume : volumes.of(key)) {
            if (volume.text("status").equals("available")) {
                volumes.delete(volume.text("volumeId"));
            } else {
                // EC2 is about to detach it, or to delete it with its machine.
                clear = false;
            }
        }
        return clear;
    }

    /** All that was made for an owner's machines; volumes that are kept are no machine's. */
    List<MadeResource> ownedBy(String owner) throws Ec2Refusal, TargetException, InterruptedException {
        List<MadeResource> made = new ArrayList<>();
        for (Instance instance : instances.ownedBy(owner)) {
            if (!instance.isTerminated()) {
                add(made, INSTANCE, instance.id(), instance.answer());
            }
        }
        for (Answer volume : volumes.ownedBy(owner)) {
            add(made, VOLUME, volume.text("volumeId"), volume);
        }
        for (Answer address : addresses.ownedBy(owner)) {
            add(made, ADDRESS, address.text("allocationId"), address);
        }
        return made;
    }

    private static void add(List<MadeResource> made, String kind, String id, Answer answer) {
        String key = answer.tag(Tags.MACHINE);
        if (!key.isEmpty()) {
            made.add(new MadeResource(kind, id, answer.tag(Tags.NAME), new MachineKey(key)));
        }
    }

    void delete(MadeResource resource) throws Ec2Refusal, TargetException, InterruptedException {
        switch (resource.kind()) {
            case INSTANCE -> instances.terminate(resource.id());
            case VOLUME -> volumes.delete(resource.id());
            case ADDRESS -> addresses.release(resource.id());
            default ->
                throw TargetException.refused("The target 'ec2' makes nothing of the kind '" + resource.kind() + "'.");
        }
    }
}
