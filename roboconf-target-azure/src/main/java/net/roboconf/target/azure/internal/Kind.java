package net.roboconf.target.azure.internal;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of resources that are made, or named by definitions, each with the version of the API that is spoken to it. */
enum Kind {
    VIRTUAL_MACHINE("Microsoft.Compute/virtualMachines", "2023-09-01", "virtualMachine"),
    DISK("Microsoft.Compute/disks", "2023-10-02", "disk"),
    INTERFACE("Microsoft.Network/networkInterfaces", "2023-09-01", "networkInterface"),
    ADDRESS("Microsoft.Network/publicIPAddresses", "2023-09-01", "publicIPAddress"),
    NETWORK("Microsoft.Network/virtualNetworks", "2023-09-01", "virtual network"),
    SECURITY_GROUP("Microsoft.Network/networkSecurityGroups", "2023-09-01", "security group"),
    SNAPSHOT("Microsoft.Compute/snapshots", "2023-10-02", "snapshot"),
    IMAGE("Microsoft.Compute/images", "2023-09-01", "image");

    private final String type;
    private final String version;
    private final String word;

    Kind(String type, String version, String word) {
        this.type = type;
        this.version = version;
        this.word = word;
    }

    String type() {
        return type;
    }

    String version() {
        return version;
    }

    /** For people. */
    String word() {
        return word;
    }

    /** The one of this word. */
    static Optional<Kind> ofWord(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
}
