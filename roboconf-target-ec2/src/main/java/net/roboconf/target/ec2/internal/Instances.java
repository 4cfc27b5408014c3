package net.roboconf.target.ec2.internal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/** The instances of an account. What does not exist is told from what is not seen yet by looking for long enough. */
final class Instances {

    private static final int USER_DATA_LIMIT = 16_384;

    private final Ec2Client client;
    private final Timing timing;

    Instances(Ec2Client client, Timing timing) {
        this.client = client;
        this.timing = timing;
    }

    /** Has one made. The machine's key is its client token: EC2 answers a second request with the first one's instance. */
    Instance run(MachineRequest request, Ec2Definition definition)
            throws Ec2Refusal, TargetException, InterruptedException {
        Ec2Call call = launch(definition, Tags.ofMachine(request, definition.tags()))
                .with("ClientToken", request.key().value())
                .with("UserData", Base64.getEncoder().encodeToString(userData(request, definition)));
        new SecurityGroups(client).add(call, definition);
        return new Instance(client.call(call).items("instancesSet").get(0));
    }

    /** Asks whether one could be made. EC2 refuses that in any case, with {@code DryRunOperation} when it could. */
    void tryOut(Ec2Definition definition) throws Ec2Refusal, TargetException, InterruptedException {
        Ec2Call call = launch(definition, definition.tags()).with("DryRun", true);
        new SecurityGroups(client).add(call, definition);
        try {
            client.call(call);
        } catch (Ec2Refusal e) {
            if (!e.is("DryRunOperation")) {
                throw e;
            }
        }
    }

    private static Ec2Call launch(Ec2Definition definition, Map<String, String> tags) {
        Ec2Call call = Ec2Call.repeatable("RunInstances")
                .with("ImageId", definition.ami())
                .with("InstanceType", definition.type())
                .with("MinCount", 1)
                .with("MaxCount", 1)
                .with("KeyName", definition.keyPair())
                .with("SubnetId", definition.subnet())
                .with("Placement.AvailabilityZone", definition.zone())
                .with("MetadataOptions.HttpEndpoint", "enabled")
                .with("MetadataOptions.HttpTokens", definition.tokensRequired() ? "required" : "optional");
        definition
                .profile()
                .ifPresent(profile ->
                        call.with("IamInstanceProfile." + (profile.startsWith("arn:") ? "Arn" : "Name"), profile));
        int number = 1;
        for (EbsVolume volume : definition.volumes()) {
            if (volume.isMadeWithMachine()) {
                String mapping = "BlockDeviceMapping." + number++;
                call.with(mapping + ".DeviceName", volume.device())
                        .with(mapping + ".Ebs.VolumeType", volume.type())
                        .with(mapping + ".Ebs.VolumeSize", volume.sizeGiB().map(Object::toString))
                        .with(mapping + ".Ebs.DeleteOnTermination", true)
                        .with(
                                mapping + ".Ebs.SnapshotId",
                                volume.isFromSnapshot() ? Optional.of(volume.source()) : Optional.empty());
            }
        }
        if (!tags.isEmpty()) {
            Tags.add(call, 1, "instance", tags);
            Tags.add(call, 2, "volume", tags);
        }
        return call;
    }

    private static byte[] userData(MachineRequest request, Ec2Definition definition) throws TargetException {
        String text;
        try {
            text = UserData.of(request.agent(), definition.userData());
        } catch (IllegalArgumentException e) {
            throw new TargetException(
                    TargetProperties.wrong("ec2.user-data", "cannot be used: " + e.getMessage())
                            .getMessage(),
                    false,
                    e);
        }
        Optional<String> tooLarge = UserData.tooLarge(text, USER_DATA_LIMIT);
        if (tooLarge.isPresent()) {
            throw TargetProperties.wrong("ec2.user-data", "cannot be used: " + tooLarge.get());
        }
        return UserData.bytes(text);
    }

    /** All that was made with this key and is seen now; those that are over too. */
    List<Instance> made(MachineKey key) throws Ec2Refusal, TargetException, InterruptedException {
        List<Instance> tagged = list(describe().filter("tag:" + Tags.MACHINE, key.value()));
        return tagged.isEmpty() ? list(describe().filter("client-token", key.value())) : tagged;
    }

    /** All that carry the owner's tag; those that are over too. */
    List<Instance> ownedBy(String owner) throws Ec2Refusal, TargetException, InterruptedException {
        return list(describe().filter("tag:" + Tags.OWNER, owner));
    }

    /** One that is seen now. */
    Optional<Instance> seen(String id) throws Ec2Refusal, TargetException, InterruptedException {
        try {
            return list(describe().with("InstanceId", List.of(id))).stream().findFirst();
        } catch (Ec2Refusal e) {
            if (e.is("InvalidInstanceID.NotFound")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** One; empty when it certainly does not exist. */
    Optional<Instance> surely(String id) throws Ec2Refusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.upTo(timing.seenWithin());
        while (true) {
            boolean last = wait.isOver();
            Optional<Instance> seen = seen(id);
            if (seen.isPresent() || last) {
                return seen;
            }
            timing.pause();
        }
    }

    /** Has one destroyed; nothing happens when it certainly does not exist. */
    void terminate(String id) throws Ec2Refusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.upTo(timing.seenWithin());
        while (true) {
            boolean last = wait.isOver();
            try {
                client.call(Ec2Call.repeatable("TerminateInstances").with("InstanceId", List.of(id)));
                return;
            } catch (Ec2Refusal e) {
                if (!e.is("InvalidInstanceID.NotFound")) {
                    throw e;
                }
            }
            if (last) {
                return;
            }
            timing.pause();
        }
    }

    /** Waits until one runs. */
    Instance running(String id) throws Ec2Refusal, TargetException, InterruptedException {
        Timing.Wait wait = timing.upTo(timing.runsWithin());
        while (true) {
            // None runs at once.
            timing.pause();
            Optional<Instance> seen = seen(id);
            if (seen.isPresent() && seen.get().isRunning()) {
                return seen.get();
            }
            if (seen.isPresent() && !seen.get().isComing()) {
                throw TargetException.refused("EC2 has made the instance " + id + ", which is "
                        + seen.get().state() + ": " + seen.get().reason());
            }
            if (wait.isOver()) {
                throw TargetException.refused("The instance " + id + " did not run within "
                        + timing.runsWithin().toSeconds() + " s.");
            }
        }
    }

    private static Ec2Call describe() {
        return Ec2Call.repeatable("DescribeInstances");
    }

    private List<Instance> list(Ec2Call call) throws Ec2Refusal, TargetException, InterruptedException {
        List<Instance> instances = new ArrayList<>();
        for (Answer reservation : client.list(call, "reservationSet")) {
            reservation.items("instancesSet").forEach(one -> instances.add(new Instance(one)));
        }
        return instances;
    }
}
