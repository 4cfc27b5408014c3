package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What requests that make something must be like, and what comes of them. */
final class Puts {

    private final Cloud cloud;
    private final String group;

    /** @param group the path of the resource group, in which there is what is from the beginning */
    Puts(Cloud cloud, String group) {
        this.cloud = cloud;
        this.group = group.toLowerCase(Locale.ROOT);
    }

    Entry put(String id, String type, ObjectNode body) {
        Catalogue.checkLocation(body.path("location").asText());
        Entry there = cloud.find(id);
        if (there != null && there.isDeleting()) {
            throw ApiError.conflict("ResourceIsBeingDeleted", "The resource " + there.name + " is being deleted.");
        }
        if (there != null && !there.isOver() && type.startsWith("Microsoft.Network/")) {
            throw new ApiError(
                    429,
                    "RetryableError",
                    "A retryable error occurred: another operation on " + there.name + " is in progress.");
        }
        return switch (type) {
            case Cloud.MACHINE -> machine(id, body, there);
            case Cloud.DISK -> disk(id, body, there);
            case Cloud.INTERFACE -> networkInterface(id, body, there);
            case Cloud.ADDRESS -> address(id, body, there);
            default ->
                throw ApiError.bad("InvalidResourceType", "The resource type '" + type + "' could not be made here.");
        };
    }

    private Entry address(String id, ObjectNode body, Entry there) {
        Shape.ADDRESS.check(body);
        boolean standard = body.path("sku").path("name").asText().equals("Standard");
        String method = body.path("properties").path("publicIPAllocationMethod").asText();
        if (standard && !method.equals("Static")) {
            throw ApiError.bad(
                    "StandardSkuPublicIPAddressesMustBeStatic",
                    "Standard sku publicIp " + id + " must have AllocationMethod set to Static.");
        }
        if (there != null) {
            return there;
        }
        Entry made = cloud.add(id, Cloud.ADDRESS, body);
        Cloud.properties(made).put("ipAddress", cloud.ip("20.50.")).put("resourceGuid", uuid());
        made.begin("Updating");
        return made;
    }

    private Entry networkInterface(String id, ObjectNode body, Entry there) {
        Shape.INTERFACE.check(body);
        JsonNode configurations = body.path("properties").path("ipConfigurations");
        if (configurations.isEmpty()) {
            throw ApiError.bad("NetworkInterfaceMustHaveIpConfiguration", "There is no IP configuration.");
        }
        for (JsonNode one : configurations) {
            String subnet = one.path("properties").path("subnet").path("id").asText();
            checkSubnet(subnet);
            String address =
                    one.path("properties").path("publicIPAddress").path("id").asText();
            if (!address.isEmpty()) {
                checkAddress(id, address);
            }
        }
        String security =
                body.path("properties").path("networkSecurityGroup").path("id").asText();
        if (!security.isEmpty()) {
            checkThere(security, "microsoft.network/networksecuritygroups");
        }
        if (there != null) {
            return there;
        }
        Entry made = cloud.add(id, Cloud.INTERFACE, body);
        for (JsonNode one : made.properties().path("ipConfigurations")) {
            ((ObjectNode) one.get("properties")).put("privateIPAddress", cloud.ip("10.0."));
            String address =
                    one.path("properties").path("publicIPAddress").path("id").asText();
            if (!address.isEmpty()) {
                Cloud.properties(cloud.find(address))
                        .putObject("ipConfiguration")
                        .put("id", id + "/ipConfigurations/" + one.path("name").asText());
            }
        }
        Cloud.properties(made).put("resourceGuid", uuid()).put("macAddress", "00-0D-3A-17-A4-C9");
        made.begin("Updating");
        return made;
    }

    private void checkAddress(String card, String address) {
        Entry found = cloud.there(
                address,
                "InvalidResourceReference",
                "Resource " + address + " referenced by " + card + " was not found.");
        if (!found.isOver()) {
            throw ApiError.conflict(
                    "ReferencedResourceNotProvisioned",
                    "Cannot proceed with operation because resource " + address + " used by resource " + card
                            + " is not in Succeeded state.");
        }
        String user = found.text("/properties/ipConfiguration/id");
        if (!user.isEmpty() && !user.toLowerCase(Locale.ROOT).startsWith(card.toLowerCase(Locale.ROOT) + "/")) {
            throw ApiError.bad(
                    "PublicIPAddressInUse",
                    "Resource " + card + " is referencing public IP address " + address + " that is already allocated"
                            + " to resource " + user + ".");
        }
    }

    private void checkSubnet(String subnet) {
        String network = subnet.replaceAll("(?i)/subnets/.*", "");
        String name = subnet.substring(subnet.lastIndexOf('/') + 1);
        checkThere(network, "microsoft.network/virtualnetworks");
        if (!Catalogue.SUBNETS.contains(name)) {
            throw ApiError.bad("InvalidResourceReference", "Resource " + subnet + " was not found.");
        }
    }

    private void checkThere(String id, String type) {
        String begin = group + "/providers/" + type + "/";
        String lower = id.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(begin) || !Catalogue.THERE.get(type).contains(lower.substring(begin.length()))) {
            throw ApiError.bad(
                    "InvalidResourceReference",
                    "Resource " + id + " was not found. Please make sure that the referenced resource exists, and that"
                            + " both resources are in the same region.");
        }
    }

    private Entry disk(String id, ObjectNode body, Entry there) {
        Shape.DISK.check(body);
        JsonNode creation = body.path("properties").path("creationData");
        boolean copy = creation.path("createOption").asText().equals("Copy");
        if (copy) {
            String source = creation.path("sourceResourceId").asText();
            if (!Catalogue.THERE
                    .get("microsoft.compute/snapshots")
                    .contains(source.substring(source.lastIndexOf('/') + 1))) {
                throw ApiError.absent("NotFound", "Snapshot " + source + " is not found.");
            }
        } else if (!body.path("properties").has("diskSizeGB")) {
            throw ApiError.bad("InvalidParameter", "Required parameter 'disk.diskSizeGB' is missing (null).");
        }
        if (there != null) {
            return there;
        }
        Entry made = cloud.add(id, Cloud.DISK, body);
        ObjectNode properties = Cloud.properties(made);
        if (copy && !properties.has("diskSizeGB")) {
            properties.put("diskSizeGB", Catalogue.SNAPSHOT_GIB);
        }
        properties.put("diskState", "Unattached");
        made.begin("Updating");
        return made;
    }

    private Entry machine(String id, ObjectNode body, Entry there) {
        Shape.MACHINE.check(body);
        if (there != null && there.failure == null) {
            return again(body, there);
        }
        JsonNode properties = body.path("properties");
        checkMachine(properties);
        for (JsonNode one : properties.path("storageProfile").path("dataDisks")) {
            checkDisk(id, one.path("managedDisk").path("id").asText());
        }
        for (JsonNode one : properties.path("networkProfile").path("networkInterfaces")) {
            checkCard(id, one.path("id").asText());
        }
        long machines =
                cloud.all(Cloud.MACHINE).stream().filter(one -> one != there).count();
        if (machines >= cloud.behaviour.mostMachines()) {
            throw ApiError.conflict(
                    "OperationNotAllowed",
                    "Operation could not be completed as it results in exceeding approved Total Regional Cores quota."
                            + " Additional details - Deployment Model: Resource Manager, Location: westeurope, Current"
                            + " Limit: " + cloud.behaviour.mostMachines() + ", Current Usage: " + machines
                            + ", Additional Required: 1.");
        }
        return make(id, body);
    }

    /** What cannot be changed must be what it was. */
    private Entry again(ObjectNode body, Entry there) {
        String custom =
                body.path("properties").path("osProfile").path("customData").asText();
        if (!Arrays.equals(there.customData, Entry.decoded("customData", custom))) {
            throw ApiError.conflict(
                    "PropertyChangeNotAllowed", "Changing property 'osProfile.customData' is not allowed.");
        }
        return there;
    }

    private void checkMachine(JsonNode properties) {
        String size = properties.path("hardwareProfile").path("vmSize").asText();
        if (!Catalogue.SIZES.contains(size)) {
            throw ApiError.bad(
                    "InvalidParameter",
                    "The value " + size + " provided for the VM size is not valid. The valid sizes in the current"
                            + " region are: " + String.join(",", Catalogue.SIZES) + ".");
        }
        checkImage(properties.path("storageProfile").path("imageReference"));
        if (!properties
                .path("storageProfile")
                .path("osDisk")
                .path("createOption")
                .asText()
                .equals("FromImage")) {
            throw ApiError.bad("InvalidParameter", "Required parameter 'osDisk.createOption' is not FromImage.");
        }
        JsonNode system = properties.path("osProfile");
        if (!system.path("computerName").asText().matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")) {
            throw ApiError.bad("InvalidParameter", "Linux host name cannot be empty or hold such characters.");
        }
        if (system.path("linuxConfiguration").path("ssh").path("publicKeys").isEmpty()) {
            throw ApiError.bad(
                    "InvalidParameter",
                    "Authentication using either SSH or by user name and password must be enabled in Linux profile.");
        }
    }

    private void checkImage(JsonNode image) {
        String id = image.path("id").asText("").toLowerCase(Locale.ROOT);
        if (!id.isEmpty()) {
            boolean own = id.equals(group + "/providers/microsoft.compute/images/with-agent");
            boolean gallery =
                    id.startsWith(group + "/providers/microsoft.compute/galleries/gallery/images/agent-image");
            if (!own && !gallery) {
                throw ApiError.absent(
                        "ImageNotFound",
                        "The Image '" + image.path("id").asText() + "' cannot be found in 'westeurope' region.");
            }
            return;
        }
        String version = image.path("version").asText();
        boolean there = Catalogue.IMAGES.stream()
                .anyMatch(one -> one.get(0)
                                .equalsIgnoreCase(image.path("publisher").asText())
                        && one.get(1).equalsIgnoreCase(image.path("offer").asText())
                        && one.get(2).equalsIgnoreCase(image.path("sku").asText())
                        && (version.equals("latest") || version.equals(one.get(3))));
        if (!there) {
            throw ApiError.absent(
                    "PlatformImageNotFound",
                    "The platform image '" + image.path("publisher").asText() + ":"
                            + image.path("offer").asText() + ":"
                            + image.path("sku").asText() + ":" + version
                            + "' is not available. Verify that all fields in the storage profile are correct.");
        }
    }

    private void checkDisk(String machine, String id) {
        Entry disk = cloud.there(id, "InvalidParameter", "The disk " + id + " was not found.");
        String user = disk.text("/managedBy");
        if (!user.isEmpty() && !user.equalsIgnoreCase(machine)) {
            throw ApiError.conflict(
                    "OperationNotAllowed",
                    "Cannot attach data disk '" + disk.name + "' to VM because the disk is currently owned by VM '"
                            + user + "'.");
        }
    }

    private void checkCard(String machine, String id) {
        Entry card = cloud.there(id, "InvalidParameter", "The network interface " + id + " was not found.");
        if (!card.isOver()) {
            throw ApiError.conflict(
                    "ReferencedResourceNotProvisioned", "The resource " + id + " is not in Succeeded state.");
        }
        String user = card.text("/properties/virtualMachine/id");
        if (!user.isEmpty() && !user.equalsIgnoreCase(machine)) {
            throw ApiError.bad("NicInUse", "Network Interface " + id + " is used by existing resource " + user + ".");
        }
    }

    private Entry make(String id, ObjectNode body) {
        Entry made = cloud.add(id, Cloud.MACHINE, body);
        ObjectNode properties = Cloud.properties(made);
        ObjectNode system = (ObjectNode) properties.get("osProfile");
        made.customData = Entry.decoded("customData", text(system.remove("customData")));
        made.userData = Entry.decoded("userData", text(properties.remove("userData")));
        made.failure = cloud.nextFailure;
        cloud.nextFailure = null;
        properties.put("vmId", uuid());
        ObjectNode disk = (ObjectNode) properties.path("storageProfile").get("osDisk");
        disk.put("osType", "Linux");
        addSystemDisk(made, disk);
        for (JsonNode one : properties.path("storageProfile").path("dataDisks")) {
            own(cloud.find(one.path("managedDisk").path("id").asText()), made);
        }
        for (JsonNode one : properties.path("networkProfile").path("networkInterfaces")) {
            Cloud.properties(cloud.find(one.path("id").asText()))
                    .putObject("virtualMachine")
                    .put("id", id);
        }
        made.begin("Creating");
        return made;
    }

    private void addSystemDisk(Entry machine, ObjectNode disk) {
        String name = disk.path("name").asText(machine.name + "_OsDisk_1_" + uuid().replace("-", ""));
        String id = machine.id.replaceAll("(?i)/virtualMachines/.*", "/disks/" + name);
        ObjectNode managed = disk.withObject("/managedDisk");
        managed.put("id", id);
        disk.put("name", name);
        ObjectNode body = disk.objectNode();
        body.put("location", machine.text("/location"));
        if (cloud.behaviour.systemDiskTagged() && machine.json.has("tags")) {
            body.set("tags", machine.json.get("tags").deepCopy());
        }
        body.putObject("sku").put("name", managed.path("storageAccountType").asText("Standard_LRS"));
        body.putObject("properties")
                .put("osType", "Linux")
                .put("diskSizeGB", disk.path("diskSizeGB").asInt(30))
                .putObject("creationData")
                .put("createOption", "FromImage");
        Entry made = cloud.add(id, Cloud.DISK, body);
        made.state("Succeeded");
        own(made, machine);
    }

    private static void own(Entry disk, Entry machine) {
        disk.json.put("managedBy", machine.id);
        Cloud.properties(disk).put("diskState", "Attached");
    }

    private static String text(JsonNode node) {
        return node == null ? "" : node.asText();
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }

    /** Whether something may be deleted. */
    static void checkFree(Entry entry) {
        String disk = entry.text("/managedBy");
        if (!disk.isEmpty()) {
            throw ApiError.conflict(
                    "OperationNotAllowed",
                    "Disk " + entry.name + " is attached to VM " + disk + ". Please detach it and try again.");
        }
        for (String user : List.of("/properties/virtualMachine/id", "/properties/ipConfiguration/id")) {
            if (!entry.text(user).isEmpty()) {
                throw ApiError.bad(
                        entry.is(Cloud.INTERFACE) ? "NicInUse" : "PublicIPAddressCannotBeDeleted",
                        "The resource " + entry.id + " is used by existing resource " + entry.text(user) + ".");
            }
        }
    }
}
