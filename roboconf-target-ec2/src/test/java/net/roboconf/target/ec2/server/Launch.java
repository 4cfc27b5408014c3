package net.roboconf.target.ec2.server;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A request to run an instance, checked as EC2 does. */
final class Launch {

    private static final int USER_DATA_LIMIT = 16_384;

    private final Form form;
    private final String zone;
    private final Set<String> groups;
    private final byte[] userData;

    Launch(Form form) {
        this.form = form;
        Catalogue.check("InvalidAMIID.NotFound", "The image id '[%s]' does not exist", image(), Catalogue.IMAGES);
        Catalogue.check("InvalidParameterValue", "Invalid value '%s' for InstanceType.", type(), Catalogue.TYPES);
        if (key() != null) {
            Catalogue.check("InvalidKeyPair.NotFound", "The key pair '%s' does not exist", key(), Catalogue.KEYS);
        }
        zone = zone(form);
        groups = groups(form);
        userData = decoded(form.optional("UserData").orElse(""));
        if (!form.get("MinCount").equals("1") || !form.get("MaxCount").equals("1")) {
            throw ApiError.of("Unsupported", "This server makes one instance at a time");
        }
    }

    private static String zone(Form form) {
        String subnet = form.optional("SubnetId").orElse(null);
        String zone = form.optional("Placement.AvailabilityZone").orElse(null);
        if (zone != null) {
            Catalogue.check("InvalidParameterValue", "Invalid availability zone: [%s]", zone, Catalogue.ZONES);
        }
        if (subnet == null) {
            return zone == null ? Catalogue.ZONES.get(0) : zone;
        }
        Catalogue.check(
                "InvalidSubnetID.NotFound",
                "The subnet ID '%s' does not exist",
                subnet,
                List.copyOf(Catalogue.SUBNETS.keySet()));
        String own = Catalogue.SUBNETS.get(subnet);
        if (zone != null && !zone.equals(own)) {
            throw ApiError.of("InvalidParameterValue", "The subnet '" + subnet + "' is in " + own + ", not in " + zone);
        }
        return own;
    }

    private static Set<String> groups(Form form) {
        List<String> names = form.list("SecurityGroup");
        List<String> identifiers = form.list("SecurityGroupId");
        if (!names.isEmpty() && form.optional("SubnetId").isPresent()) {
            throw ApiError.of(
                    "InvalidParameterCombination", "The parameter groupName cannot be used with the parameter subnet");
        }
        if (!names.isEmpty() && !identifiers.isEmpty()) {
            throw ApiError.of(
                    "InvalidParameterCombination", "groupName and groupId cannot be used in the same request");
        }
        Set<String> groups = new TreeSet<>();
        for (String name : names) {
            String id = Catalogue.GROUPS.get(name);
            if (id == null) {
                throw ApiError.of("InvalidGroup.NotFound", "The security group '" + name + "' does not exist");
            }
            groups.add(id);
        }
        for (String id : identifiers) {
            Catalogue.check(
                    "InvalidGroup.NotFound",
                    "The security group '%s' does not exist",
                    id,
                    List.copyOf(Catalogue.GROUPS.values()));
            groups.add(id);
        }
        if (groups.isEmpty()) {
            groups.add(Catalogue.GROUPS.get("default"));
        }
        return groups;
    }

    private static byte[] decoded(String text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (decoded.length > USER_DATA_LIMIT) {
                throw ApiError.of("InvalidParameterValue", "User data is limited to 16384 bytes");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw ApiError.of("InvalidParameterValue", "Invalid BASE64 encoding of user data");
        }
    }

    /** The volumes that come with it, the root volume first. */
    List<Map.Entry<String, Machine.Mapping>> volumes() {
        List<Map.Entry<String, Machine.Mapping>> all = new ArrayList<>();
        all.add(Map.entry("/dev/xvda", new Machine.Mapping(new Volume(tags("volume"), zone, 8, "gp2", null), true)));
        for (int i = 1; i <= form.structures("BlockDeviceMapping"); i++) {
            String ebs = "BlockDeviceMapping." + i + ".Ebs.";
            String snapshot = form.optional(ebs + "SnapshotId").orElse(null);
            Volume volume = new Volume(
                    tags("volume"),
                    zone,
                    Catalogue.size(form.optional(ebs + "VolumeSize").orElse(null), snapshot),
                    form.optional(ebs + "VolumeType").orElse("gp2"),
                    snapshot);
            all.add(Map.entry(
                    form.get("BlockDeviceMapping." + i + ".DeviceName"),
                    new Machine.Mapping(
                            volume,
                            form.optional(ebs + "DeleteOnTermination")
                                    .orElse("true")
                                    .equals("true"))));
        }
        return all;
    }

    Map<String, String> tags(String type) {
        return form.tags(type);
    }

    String token() {
        return form.optional("ClientToken").orElse(null);
    }

    String image() {
        return form.get("ImageId");
    }

    String type() {
        return form.optional("InstanceType").orElse("m1.small");
    }

    String key() {
        return form.optional("KeyName").orElse(null);
    }

    String zone() {
        return zone;
    }

    String subnet() {
        return form.optional("SubnetId")
                .orElse(Catalogue.SUBNETS.keySet().iterator().next());
    }

    Set<String> groups() {
        return groups;
    }

    String profile() {
        return form.optional("IamInstanceProfile.Name")
                .or(() -> form.optional("IamInstanceProfile.Arn"))
                .orElse(null);
    }

    String httpTokens() {
        return form.optional("MetadataOptions.HttpTokens").orElse("optional");
    }

    byte[] userData() {
        return userData;
    }
}
