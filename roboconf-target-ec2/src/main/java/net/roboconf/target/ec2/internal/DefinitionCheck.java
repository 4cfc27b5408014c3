package net.roboconf.target.ec2.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Nearest;

/** Asks EC2 whether it has what a definition names, and would make such a machine. */
final class DefinitionCheck {

    private final Ec2Definition definition;
    private final Ec2Client client;
    private final Timing timing;

    DefinitionCheck(Ec2Definition definition, Ec2Client client, Timing timing) {
        this.definition = definition;
        this.client = client;
        this.timing = timing;
    }

    void run() throws Ec2Refusal, TargetException, InterruptedException {
        image();
        named("ec2.ssh.key", "key pair", definition.keyPair(), names("DescribeKeyPairs", "keySet", "keyName"));
        named(
                "ec2.availability.zone",
                "availability zone",
                definition.zone(),
                names("DescribeAvailabilityZones", "availabilityZoneInfo", "zoneName"));
        named("ec2.subnet", "subnet", definition.subnet(), names("DescribeSubnets", "subnetSet", "subnetId"));
        type();
        new SecurityGroups(client).check(definition);
        Optional<String> ip = definition.elasticIp().filter(one -> !one.equals(Ec2Definition.ALLOCATE));
        if (ip.isPresent()) {
            new Addresses(client, timing).existing(ip.get());
        }
        for (EbsVolume volume : definition.volumes()) {
            source(volume);
        }
        new Instances(client, timing).tryOut(definition);
    }

    private void image() throws Ec2Refusal, TargetException, InterruptedException {
        try {
            if (!client.list(
                            Ec2Call.repeatable("DescribeImages").with("ImageId", List.of(definition.ami())),
                            "imagesSet")
                    .isEmpty()) {
                return;
            }
        } catch (Ec2Refusal e) {
            if (!e.is("InvalidAMIID.NotFound", "InvalidAMIID.Malformed", "InvalidAMIID.Unavailable")) {
                throw e;
            }
        }
        // All that the public has made are too many to be asked for.
        List<String> own =
                client.list(Ec2Call.repeatable("DescribeImages").with("Owner", List.of("self")), "imagesSet").stream()
                        .map(image -> image.text("imageId"))
                        .toList();
        throw missing("ec2.ami", "image", definition.ami(), own);
    }

    private void type() throws Ec2Refusal, TargetException, InterruptedException {
        Ec2Call wanted = offers().filter("instance-type", definition.type());
        if (client.list(wanted, "instanceTypeOfferingSet").isEmpty()) {
            List<String> all = client.list(offers(), "instanceTypeOfferingSet").stream()
                    .map(offer -> offer.text("instanceType"))
                    .toList();
            throw missing("ec2.instance.type", "instance type", definition.type(), all);
        }
    }

    private static Ec2Call offers() {
        return Ec2Call.repeatable("DescribeInstanceTypeOfferings").with("LocationType", "region");
    }

    private void source(EbsVolume volume) throws Ec2Refusal, TargetException, InterruptedException {
        if (volume.isExisting()) {
            new Volumes(client, timing).only(volume.source());
        } else if (volume.isFromSnapshot()) {
            client.list(
                    Ec2Call.repeatable("DescribeSnapshots").with("SnapshotId", List.of(volume.source())),
                    "snapshotSet");
        }
    }

    /** Asks only for what a definition names. */
    private interface Existing {

        List<String> names() throws Ec2Refusal, TargetException, InterruptedException;
    }

    private Existing names(String action, String set, String field) {
        return () -> client.list(Ec2Call.repeatable(action), set).stream()
                .map(one -> one.text(field))
                .toList();
    }

    private static void named(String property, String what, Optional<String> name, Existing existing)
            throws Ec2Refusal, TargetException, InterruptedException {
        if (name.isPresent()) {
            List<String> names = existing.names();
            if (!names.contains(name.get())) {
                throw missing(property, what, name.get(), names);
            }
        }
    }

    private static TargetException missing(String property, String what, String name, Collection<String> existing) {
        return TargetException.refused(
                "The property '" + property + "' of the target is wrong. " + Nearest.missing(what, name, existing));
    }
}
