package net.roboconf.target.ec2.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;

/** The volumes that cannot be made by the call that makes the machine: existing ones, and those that outlive it. */
final class Volumes {

    private final Ec2Client client;
    private final Timing timing;

    Volumes(Ec2Client client, Timing timing) {
        this.client = client;
        this.timing = timing;
    }

    /** Attaches to a machine that runs what its definition wants and it does not have yet. */
    void attach(MachineRequest request, Ec2Definition definition, Instance instance)
            throws Ec2Refusal, TargetException, InterruptedException {
        for (EbsVolume volume : definition.volumesToAttach()) {
            Optional<Answer> attached = instance.volumeAt(volume.device());
            if (attached.isEmpty()) {
                String id = volume.isExisting() ? volume.source() : kept(request, definition, volume, instance);
                attach(id, volume, instance.id());
            }
            if (volume.deletedWithMachine()
                    && !attached.map(one -> one.text("ebs/deleteOnTermination")).equals(Optional.of("true"))) {
                client.call(Ec2Call.repeatable("ModifyInstanceAttribute")
                        .with("InstanceId", instance.id())
                        .with("BlockDeviceMapping.1.DeviceName", volume.device())
                        .with("BlockDeviceMapping.1.Ebs.DeleteOnTermination", true));
            }
        }
    }

    /** The volume that an earlier machine has left under this name, or a new one. */
    private String kept(MachineRequest request, Ec2Definition definition, EbsVolume volume, Instance instance)
            throws Ec2Refusal, TargetException, InterruptedException {
        String name = volume.name(request.application(), Tags.root(request));
        if (!volume.isFromSnapshot()) {
            Optional<Answer> left = client
                    .list(
                            Ec2Call.repeatable("DescribeVolumes")
                                    .filter("tag:" + Tags.NAME, name)
                                    .filter("availability-zone", instance.zone())
                                    .filter("status", "creating", "available", "in-use"),
                            "volumeSet")
                    .stream()
                    .min(Comparator.comparing((Answer one) -> !isUsedBy(one, instance.id()))
                            .thenComparing(one -> one.text("status"))
                            .thenComparing(one -> one.text("volumeId")));
            if (left.isPresent()) {
                return left.get().text("volumeId");
            }
        }
        Ec2Call call = Ec2Call.repeatable("CreateVolume")
                .with("ClientToken", SignatureV4.sha256(request.key() + "/" + volume.id()))
                .with("AvailabilityZone", instance.zone())
                .with("VolumeType", volume.type())
                .with("Size", volume.sizeGiB().map(Object::toString))
                .with("SnapshotId", volume.isFromSnapshot() ? Optional.of(volume.source()) : Optional.empty());
        Tags.add(call, 1, "volume", Tags.ofKept(request, name, definition.tags()));
        return client.call(call).text("volumeId");
    }

    private void attach(String id, EbsVolume volume, String instance)
            throws Ec2Refusal, TargetException, InterruptedException {
        if (isUsedBy(free(id, instance), instance)) {
            return;
        }
        try {
            client.call(Ec2Call.repeatable("AttachVolume")
                    .with("VolumeId", id)
                    .with("InstanceId", instance)
                    .with("Device", volume.device()));
        } catch (Ec2Refusal e) {
            // An earlier one of the same requests, whose answer was lost.
            if (!isUsedBy(only(id), instance)) {
                throw e;
            }
        }
    }

    /** Waits until a volume is there, and used by nobody else: the machine before may still be on its way out. */
    private Answer free(String id, String instance) throws Ec2Refusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.upTo(timing.runsWithin());
        Timing.Wait visible = timing.upTo(timing.seenWithin());
        while (true) {
            try {
                Answer volume = only(id);
                if (volume.text("status").equals("available") || isUsedBy(volume, instance)) {
                    return volume;
                }
                if (wait.isOver()) {
                    throw TargetException.refused("The volume " + id + " is "
                            + volume.text("status") + " and cannot be attached to " + instance + "; it is used by "
                            + volume.items("attachmentSet").stream()
                                    .map(one -> one.text("instanceId"))
                                    .toList());
                }
            } catch (Ec2Refusal e) {
                if (!e.isNotFound() || visible.isOver()) {
                    throw e;
                }
            }
            timing.pause();
        }
    }

    /** One by its identifier. */
    Answer only(String id) throws Ec2Refusal, TargetException, InterruptedException {
        List<Answer> found =
                client.list(Ec2Call.repeatable("DescribeVolumes").with("VolumeId", List.of(id)), "volumeSet");
        if (found.isEmpty()) {
            throw new Ec2Refusal("DescribeVolumes", "InvalidVolume.NotFound", "There is no volume " + id + ".", false);
        }
        return found.get(0);
    }

    private static boolean isUsedBy(Answer volume, String instance) {
        return volume.items("attachmentSet").stream()
                .anyMatch(one -> one.text("instanceId").equals(instance));
    }

    /** Those that were made for a machine and go with it. */
    List<Answer> of(MachineKey key) throws Ec2Refusal, TargetException, InterruptedException {
        return list("tag:" + Tags.MACHINE, key.value());
    }

    /** Those that carry the owner's tag; those that are kept too. */
    List<Answer> ownedBy(String owner) throws Ec2Refusal, TargetException, InterruptedException {
        return list("tag:" + Tags.OWNER, owner);
    }

    private List<Answer> list(String filter, String value) throws Ec2Refusal, TargetException, InterruptedException {
        return client.list(
                Ec2Call.repeatable("DescribeVolumes")
                        .filter(filter, value)
                        .filter("status", "creating", "available", "in-use", "error"),
                "volumeSet");
    }

    /** Deletes one that nobody uses; it may be gone. */
    void delete(String id) throws Ec2Refusal, TargetException, InterruptedException {
        try {
            client.call(Ec2Call.repeatable("DeleteVolume").with("VolumeId", id));
        } catch (Ec2Refusal e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }
}
