package net.roboconf.target.ec2.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the server can do. */
final class Actions {

    private static final String TAGS = "TagSpecification.N.ResourceType|TagSpecification.N.Tag.N.(Key|Value)";
    private static final String FILTERS = "Filter.N.Name|Filter.N.Value.N";

    /** An action: the parameters that it knows, and its answer. */
    private record Action(String parameters, Function<Form, String> answer) {}

    private final Map<String, Action> all = new TreeMap<>();
    private final Cloud cloud;

    Actions(Cloud cloud) {
        this.cloud = cloud;
        add(
                "RunInstances",
                "ImageId|InstanceType|MinCount|MaxCount|KeyName|SubnetId|Placement.AvailabilityZone|UserData|ClientToken"
                        + "|SecurityGroup.N|SecurityGroupId.N|IamInstanceProfile.(Name|Arn)"
                        + "|MetadataOptions.Http(Tokens|Endpoint)|BlockDeviceMapping.N.DeviceName"
                        + "|BlockDeviceMapping.N.Ebs.(VolumeSize|VolumeType|SnapshotId|DeleteOnTermination)|" + TAGS,
                this::runInstances);
        add("DescribeInstances", "InstanceId.N|" + FILTERS, this::describeInstances);
        add("TerminateInstances", "InstanceId.N", this::terminateInstances);
        add(
                "ModifyInstanceAttribute",
                "InstanceId|BlockDeviceMapping.N.DeviceName|BlockDeviceMapping.N.Ebs.DeleteOnTermination",
                this::modifyInstance);
        add("AllocateAddress", "Domain|" + TAGS, this::allocateAddress);
        add("DescribeAddresses", "PublicIp.N|AllocationId.N|" + FILTERS, this::describeAddresses);
        add("AssociateAddress", "InstanceId|AllocationId|PublicIp|AllowReassociation", this::associateAddress);
        add("DisassociateAddress", "AssociationId|PublicIp", this::disassociateAddress);
        add("ReleaseAddress", "AllocationId|PublicIp", this::releaseAddress);
        add(
                "CreateVolume",
                "AvailabilityZone|Size|SnapshotId|VolumeType|ClientToken|" + TAGS,
                form -> Xml.answer("CreateVolume", xml -> volume(xml, cloud.once(form, Volume.class, cloud::create))));
        add("DescribeVolumes", "VolumeId.N|" + FILTERS, this::describeVolumes);
        add("AttachVolume", "VolumeId|InstanceId|Device", this::attachVolume);
        add("DetachVolume", "VolumeId|InstanceId|Device|Force", this::detachVolume);
        add("DeleteVolume", "VolumeId", this::deleteVolume);
        addCatalogue();
    }

    private void addCatalogue() {
        add("DescribeImages", "ImageId.N|Owner.N|" + FILTERS, form -> {
            form.list("ImageId")
                    .forEach(id -> Catalogue.check(
                            "InvalidAMIID.NotFound", "The image id '[%s]' does not exist", id, Catalogue.IMAGES));
            List<String> asked = form.list("ImageId");
            return list(
                    "DescribeImages",
                    "imagesSet",
                    form,
                    asked.isEmpty() ? Catalogue.IMAGES : asked,
                    (xml, id) -> xml.leaf("imageId", id).leaf("imageState", "available"));
        });
        add(
                "DescribeKeyPairs",
                "KeyName.N|" + FILTERS,
                form -> list(
                        "DescribeKeyPairs", "keySet", form, Catalogue.KEYS, (xml, one) -> xml.leaf("keyName", one)));
        add(
                "DescribeAvailabilityZones",
                FILTERS,
                form -> list(
                        "DescribeAvailabilityZones",
                        "availabilityZoneInfo",
                        form,
                        Catalogue.ZONES,
                        (xml, one) -> xml.leaf("zoneName", one).leaf("zoneState", "available")));
        add("DescribeSubnets", "SubnetId.N|" + FILTERS, form -> {
            List<String> asked = form.list("SubnetId");
            List<String> existing = List.copyOf(Catalogue.SUBNETS.keySet());
            asked.forEach(id ->
                    Catalogue.check("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id, existing));
            return list("DescribeSubnets", "subnetSet", form, asked.isEmpty() ? existing : asked, (xml, id) -> xml.leaf(
                            "subnetId", id)
                    .leaf("vpcId", Catalogue.NETWORK)
                    .leaf("availabilityZone", Catalogue.SUBNETS.get(id)));
        });
        add(
                "DescribeSecurityGroups",
                "GroupId.N|GroupName.N|" + FILTERS,
                form -> list(
                        "DescribeSecurityGroups",
                        "securityGroupInfo",
                        form,
                        Catalogue.GROUPS.entrySet(),
                        (xml, one) -> xml.leaf("groupId", one.getValue())
                                .leaf("groupName", one.getKey())
                                .leaf("vpcId", Catalogue.NETWORK)));
        add("DescribeInstanceTypeOfferings", "LocationType|" + FILTERS, form -> {
            List<String> wanted = form.filters().getOrDefault("instance-type", Catalogue.TYPES);
            return list(
                    "DescribeInstanceTypeOfferings",
                    "instanceTypeOfferingSet",
                    form,
                    Catalogue.TYPES.stream().filter(wanted::contains).toList(),
                    (xml, one) -> xml.leaf("instanceType", one).leaf("locationType", "region"));
        });
        add("DescribeSnapshots", "SnapshotId.N|" + FILTERS, form -> {
            form.list("SnapshotId").forEach(id -> Catalogue.size("1", id));
            return list(
                    "DescribeSnapshots", "snapshotSet", form, Catalogue.SNAPSHOTS.entrySet(), (xml, one) -> xml.leaf(
                                    "snapshotId", one.getKey())
                            .leaf("volumeSize", one.getValue()));
        });
    }

    private void add(String name, String parameters, Function<Form, String> answer) {
        all.put(name, new Action(parameters, answer));
    }

    String answer(Form form) {
        String name = form.get("Action");
        Action action = all.get(name);
        if (action == null || !form.get("Version").equals("2016-11-15")) {
            throw ApiError.of("InvalidAction", "The action " + name + " is not valid for this web service.");
        }
        form.refuseUnknown(action.parameters());
        cloud.settle();
        return action.answer().apply(form);
    }

    private String runInstances(Form form) {
        if (form.flag("DryRun")) {
            new Launch(form);
            throw new ApiError(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
        Machine machine = cloud.once(form, Machine.class, cloud::run);
        return Xml.answer("RunInstances", xml -> reservation(xml, List.of(machine)));
    }

    private String describeInstances(Form form) {
        List<String> asked = form.list("InstanceId");
        Collection<Machine> machines = asked.isEmpty()
                ? cloud.seen(form, cloud.machines)
                : asked.stream()
                        .map(id -> cloud.seen(cloud.machines, id, "InvalidInstanceID.NotFound", "instance ID"))
                        .toList();
        return list(
                "DescribeInstances", "reservationSet", form, machines, (xml, one) -> reservation(xml, List.of(one)));
    }

    private void reservation(Xml xml, List<Machine> machines) {
        Machine first = machines.get(0);
        xml.leaf("reservationId", "r-" + first.id.substring(2))
                .leaf("ownerId", "123456789012")
                .element("groupSet", none -> {})
                .items("instancesSet", machines, machine -> instance(xml, machine));
    }

    private void instance(Xml xml, Machine machine) {
        Address elastic = cloud.addresses.values().stream()
                .filter(one -> one.user == machine)
                .findFirst()
                .orElse(null);
        boolean running = machine.state.equals("running");
        xml.leaf("instanceId", machine.id)
                .leaf("imageId", machine.image)
                .element("instanceState", state -> xml.leaf("code", machine.code())
                        .leaf("name", machine.state))
                .leaf("privateDnsName", "")
                .leaf("dnsName", "")
                .leaf("reason", "")
                .leaf("keyName", machine.key)
                .leaf("amiLaunchIndex", 0)
                .leaf("instanceType", machine.type)
                .leaf("launchTime", Instant.now())
                .element("placement", place -> xml.leaf("availabilityZone", machine.zone)
                        .leaf("groupName", "")
                        .leaf("tenancy", "default"))
                .element("monitoring", monitoring -> xml.leaf("state", "disabled"))
                .leaf("subnetId", machine.isOver() ? null : machine.subnet)
                .leaf("vpcId", machine.isOver() ? null : Catalogue.NETWORK)
                .leaf("privateIpAddress", machine.isOver() ? null : machine.privateIp)
                .leaf("ipAddress", !running ? null : elastic == null ? machine.ownPublicIp : elastic.ip)
                .items("groupSet", machine.groups, group -> xml.leaf("groupId", group))
                .leaf("architecture", "x86_64")
                .leaf("rootDeviceType", "ebs")
                .leaf("rootDeviceName", "/dev/xvda")
                .items("blockDeviceMapping", machine.volumes.entrySet(), one -> xml.leaf("deviceName", one.getKey())
                        .element("ebs", ebs -> xml.leaf(
                                        "volumeId", one.getValue().volume().id)
                                .leaf("status", "attached")
                                .leaf("deleteOnTermination", one.getValue().deletedWithIt())))
                .leaf("clientToken", machine.token == null ? "" : machine.token)
                .tags(machine.tags)
                .leaf("hypervisor", "xen")
                .element("metadataOptions", options -> xml.leaf("state", "applied")
                        .leaf("httpTokens", machine.httpTokens)
                        .leaf("httpEndpoint", "enabled"));
        if (machine.profile != null) {
            xml.element("iamInstanceProfile", profile -> xml.leaf("arn", machine.profile));
        }
    }

    private String terminateInstances(Form form) {
        List<Machine> machines = form.list("InstanceId").stream()
                .map(id -> cloud.seen(cloud.machines, id, "InvalidInstanceID.NotFound", "instance ID"))
                .toList();
        Map<Machine, String> before = new LinkedHashMap<>();
        for (Machine machine : machines) {
            before.put(machine, machine.state);
            if (!machine.isOver() && !machine.state.equals("shutting-down")) {
                machine.state = "shutting-down";
                machine.endBegan = System.nanoTime();
            }
        }
        return Xml.answer(
                "TerminateInstances",
                xml -> xml.items("instancesSet", before.entrySet(), one -> xml.leaf("instanceId", one.getKey().id)
                        .element(
                                "currentState",
                                state -> xml.leaf("code", one.getKey().code()).leaf("name", one.getKey().state))
                        .element("previousState", state -> xml.leaf("name", one.getValue()))));
    }

    private String modifyInstance(Form form) {
        Machine machine =
                cloud.seen(cloud.machines, form.get("InstanceId"), "InvalidInstanceID.NotFound", "instance ID");
        String device = form.get("BlockDeviceMapping.1.DeviceName");
        Machine.Mapping mapping = machine.volumes.get(device);
        if (mapping == null) {
            throw ApiError.of("InvalidInstanceAttributeValue", "No device is currently mapped at " + device);
        }
        machine.volumes.put(
                device,
                new Machine.Mapping(mapping.volume(), form.flag("BlockDeviceMapping.1.Ebs.DeleteOnTermination")));
        return done("ModifyInstanceAttribute");
    }

    private String allocateAddress(Form form) {
        Address address = cloud.allocate(form);
        return Xml.answer(
                "AllocateAddress",
                xml -> xml.leaf("publicIp", address.ip).leaf("domain", "vpc").leaf("allocationId", address.id));
    }

    private String describeAddresses(Form form) {
        List<Address> asked = new ArrayList<>(cloud.seen(form, cloud.addresses));
        form.list("AllocationId")
                .forEach(id -> cloud.seen(cloud.addresses, id, "InvalidAllocationID.NotFound", "allocation ID"));
        if (!form.list("AllocationId").isEmpty()) {
            asked.removeIf(one -> !form.list("AllocationId").contains(one.id));
        }
        if (!form.list("PublicIp").isEmpty()) {
            asked.removeIf(one -> !form.list("PublicIp").contains(one.ip));
            if (asked.isEmpty()) {
                throw ApiError.of("InvalidAddress.NotFound", "Address '" + form.list("PublicIp") + "' not found.");
            }
        }
        return Xml.answer(
                "DescribeAddresses",
                xml -> xml.items("addressesSet", asked, one -> xml.leaf("publicIp", one.ip)
                        .leaf("allocationId", one.id)
                        .leaf("domain", "vpc")
                        .leaf("instanceId", one.user == null ? null : one.user.id)
                        .leaf("associationId", one.association)
                        .tags(one.tags)));
    }

    private Address address(Form form) {
        return form.optional("AllocationId")
                .map(id -> cloud.addresses.get(id))
                .orElseThrow(() -> ApiError.of(
                        "InvalidAllocationID.NotFound",
                        "The allocation ID '" + form.optional("AllocationId").orElse("") + "' does not exist"));
    }

    private String associateAddress(Form form) {
        Address address = address(form);
        Machine machine =
                cloud.seen(cloud.machines, form.get("InstanceId"), "InvalidInstanceID.NotFound", "instance ID");
        if (!machine.state.equals("running")) {
            throw ApiError.of(
                    "InvalidInstanceID",
                    "The " + machine.state + " instance '" + machine.id
                            + "' is not in a valid state for this operation.");
        }
        if (address.user != null && address.user != machine && !form.flag("AllowReassociation")) {
            throw ApiError.of(
                    "Resource.AlreadyAssociated",
                    "resource " + address.id + " is already associated with associate-id " + address.association);
        }
        if (address.user != machine) {
            address.user = machine;
            address.association = Ids.of("eipassoc");
        }
        return Xml.answer(
                "AssociateAddress", xml -> xml.leaf("return", true).leaf("associationId", address.association));
    }

    private String disassociateAddress(Form form) {
        Address address = cloud.addresses.values().stream()
                .filter(one -> form.get("AssociationId").equals(one.association))
                .findFirst()
                .orElseThrow(() -> ApiError.of(
                        "InvalidAssociationID.NotFound",
                        "The association ID '" + form.get("AssociationId") + "' does not exist"));
        address.user = null;
        address.association = null;
        return done("DisassociateAddress");
    }

    private String releaseAddress(Form form) {
        Address address = address(form);
        if (address.user != null) {
            throw ApiError.of("InvalidIPAddress.InUse", "Address " + address.ip + " is in use.");
        }
        cloud.addresses.remove(address.id);
        return done("ReleaseAddress");
    }

    private String describeVolumes(Form form) {
        List<String> asked = form.list("VolumeId");
        Collection<Volume> volumes = asked.isEmpty()
                ? cloud.seen(form, cloud.volumes)
                : asked.stream().map(this::volume).toList();
        return list("DescribeVolumes", "volumeSet", form, volumes, this::volume);
    }

    private Volume volume(String id) {
        return cloud.seen(cloud.volumes, id, "InvalidVolume.NotFound", "volume");
    }

    private void volume(Xml xml, Volume volume) {
        xml.leaf("volumeId", volume.id)
                .leaf("size", volume.size)
                .leaf("snapshotId", volume.snapshot == null ? "" : volume.snapshot)
                .leaf("availabilityZone", volume.zone)
                .leaf("status", volume.status())
                .leaf("createTime", Instant.now())
                .items(
                        "attachmentSet",
                        volume.user == null ? List.<Machine>of() : List.of(volume.user),
                        user -> attachment(xml, volume, user))
                .tags(volume.tags)
                .leaf("volumeType", volume.type)
                .leaf("encrypted", false);
    }

    private static void attachment(Xml xml, Volume volume, Machine user) {
        xml.leaf("volumeId", volume.id)
                .leaf("instanceId", user.id)
                .leaf("device", volume.device)
                .leaf("status", "attached");
    }

    private String attachVolume(Form form) {
        Volume volume = volume(form.get("VolumeId"));
        Machine machine =
                cloud.seen(cloud.machines, form.get("InstanceId"), "InvalidInstanceID.NotFound", "instance ID");
        if (volume.user != null) {
            throw ApiError.of("VolumeInUse", volume.id + " is already attached to an instance");
        }
        if (!machine.state.equals("running")) {
            throw ApiError.of("IncorrectState", "Instance '" + machine.id + "' is not 'running'.");
        }
        if (machine.volumes.containsKey(form.get("Device"))) {
            throw ApiError.of(
                    "InvalidParameterValue",
                    "Invalid value '" + form.get("Device") + "' for unixDevice. Attachment point is already in use");
        }
        if (!volume.zone.equals(machine.zone)) {
            throw ApiError.of(
                    "InvalidVolume.ZoneMismatch",
                    "The volume '" + volume.id + "' is not in the same availability zone as instance '" + machine.id
                            + "'");
        }
        cloud.attach(machine, form.get("Device"), new Machine.Mapping(volume, false));
        return Xml.answer("AttachVolume", xml -> attachment(xml, volume, machine));
    }

    private String detachVolume(Form form) {
        Volume volume = volume(form.get("VolumeId"));
        if (volume.user == null) {
            throw ApiError.of("IncorrectState", "Volume '" + volume.id + "' is in the 'available' state.");
        }
        Machine machine = volume.user;
        machine.volumes.remove(volume.device);
        volume.user = null;
        return Xml.answer("DetachVolume", xml -> attachment(xml, volume, machine));
    }

    private String deleteVolume(Form form) {
        Volume volume = volume(form.get("VolumeId"));
        if (volume.user != null) {
            throw ApiError.of("VolumeInUse", "Volume " + volume.id + " is currently attached to " + volume.user.id);
        }
        cloud.volumes.remove(volume.id);
        return done("DeleteVolume");
    }

    private static String done(String action) {
        return Xml.answer(action, xml -> xml.leaf("return", true));
    }

    /** Writes one item of a list. */
    private interface Item<T> {

        void write(Xml xml, T one);
    }

    /** An answer with one page of a list. */
    private <T> String list(String action, String set, Form form, Collection<T> all, Item<T> item) {
        int from = form.optional("NextToken").map(Integer::parseInt).orElse(0);
        int size = form.optional("MaxResults")
                .map(Integer::parseInt)
                .map(most -> Math.min(most, cloud.behaviour.page()))
                .orElse(cloud.behaviour.page());
        List<T> page = all.stream().skip(from).limit(size).toList();
        Consumer<Xml> content = xml -> {
            xml.items(set, page, one -> item.write(xml, one));
            if (from + size < all.size()) {
                xml.leaf("nextToken", from + size);
            }
        };
        return Xml.answer(action, content);
    }
}
