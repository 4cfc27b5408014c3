package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The members that the body of a request may have, as the published API names them. */
final class Shape {

    private static final String COMMON = "location tags.* zones[] ";

    static final Shape MACHINE = new Shape(
            "VirtualMachine",
            COMMON
                    + "properties.hardwareProfile.vmSize properties.userData properties.priority"
                    + " properties.storageProfile.imageReference.{publisher|offer|sku|version|id|communityGalleryImageId"
                    + "|sharedGalleryImageId}"
                    + " properties.storageProfile.osDisk.{name|createOption|deleteOption|diskSizeGB|caching|osType}"
                    + " properties.storageProfile.osDisk.managedDisk.{id|storageAccountType}"
                    + " properties.storageProfile.dataDisks[].{lun|name|createOption|deleteOption|diskSizeGB|caching}"
                    + " properties.storageProfile.dataDisks[].managedDisk.{id|storageAccountType}"
                    + " properties.osProfile.{computerName|adminUsername|customData}"
                    + " properties.osProfile.linuxConfiguration.{disablePasswordAuthentication|provisionVMAgent}"
                    + " properties.osProfile.linuxConfiguration.ssh.publicKeys[].{path|keyData}"
                    + " properties.networkProfile.networkInterfaces[].id"
                    + " properties.networkProfile.networkInterfaces[].properties.{primary|deleteOption}");

    static final Shape DISK = new Shape(
            "Disk",
            COMMON + "sku.name properties.diskSizeGB properties.osType"
                    + " properties.creationData.{createOption|sourceResourceId}");

    static final Shape INTERFACE = new Shape(
            "NetworkInterface",
            COMMON
                    + "properties.networkSecurityGroup.id properties.ipConfigurations[].name"
                    + " properties.ipConfigurations[].properties.{primary|privateIPAllocationMethod|privateIPAddressVersion}"
                    + " properties.ipConfigurations[].properties.subnet.id"
                    + " properties.ipConfigurations[].properties.publicIPAddress.id"
                    + " properties.ipConfigurations[].properties.publicIPAddress.properties.deleteOption");

    static final Shape ADDRESS = new Shape(
            "PublicIPAddress",
            COMMON + "sku.name properties.{publicIPAllocationMethod|publicIPAddressVersion|idleTimeoutInMinutes}");

    private final String type;
    private final Set<String> known;

    private Shape(String type, String known) {
        this.type = type;
        this.known = Arrays.stream(known.split(" "))
                .flatMap(path -> {
                    int open = path.indexOf('{');
                    return open < 0
                            ? Arrays.stream(new String[] {path})
                            : Arrays.stream(path.substring(open + 1, path.length() - 1)
                                            .split("\\|"))
                                    .map(last -> path.substring(0, open) + last);
                })
                .collect(Collectors.toSet());
    }

    /** Refuses what nobody knows. */
    void check(JsonNode body) {
        check(body, "");
    }

    private void check(JsonNode node, String path) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                check(field.getValue(), path.equals("tags") ? "tags.*" : below);
            });
        } else if (node.isArray()) {
            node.forEach(one -> check(one, path + "[]"));
        } else if (!known.contains(path) && !node.isNull()) {
            throw ApiError.bad(
                    "InvalidRequestContent",
                    "Could not find member '" + path.substring(path.lastIndexOf('.') + 1) + "' on object of type '"
                            + type + "'. Path '" + path + "'.");
        }
    }
}
