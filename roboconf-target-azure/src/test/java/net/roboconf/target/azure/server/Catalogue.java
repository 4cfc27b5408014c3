package net.roboconf.target.azure.server;

import java.util.List;
import java.util.Map;

/** What the subscription has from the beginning. */
final class Catalogue {

    static final List<String> GROUPS = List.of("machines", "others");
    static final List<String> LOCATIONS = List.of("westeurope", "northeurope");
    static final List<String> SIZES = List.of("Standard_B1s", "Standard_B2s", "Standard_D2s_v5");
    static final List<String> SUBNETS = List.of("default", "backend");

    /** Publisher, offer, SKU, version. */
    static final List<List<String>> IMAGES = List.of(
            List.of("Debian", "debian-12", "12-gen2", "0.20241201.1948"),
            List.of("Debian", "debian-12", "12-gen2", "0.20250210.2019"),
            List.of("Debian", "debian-11", "11-gen2", "0.20241202.1949"),
            List.of("Canonical", "ubuntu-24_04-lts", "server", "24.04.202502210"));

    /** What else is there, by type and name, all in the first group. */
    static final Map<String, List<String>> THERE = Map.of(
            "microsoft.network/virtualnetworks", List.of("net", "other-net"),
            "microsoft.network/networksecuritygroups", List.of("web", "ssh"),
            "microsoft.compute/images", List.of("with-agent"),
            "microsoft.compute/snapshots", List.of("backup"),
            "microsoft.compute/galleries/images", List.of("agent-image"),
            "microsoft.compute/galleries/images/versions", List.of("1.0.0"));

    static final String GALLERY = "gallery";
    static final int SNAPSHOT_GIB = 8;

    private Catalogue() {}

    static void checkLocation(String location) {
        if (!LOCATIONS.contains(location)) {
            throw ApiError.bad(
                    "LocationNotAvailableForResourceType",
                    "The provided location '" + location + "' is not available for resource type. List of available"
                            + " regions for the resource type is '" + String.join(",", LOCATIONS) + "'.");
        }
    }
}
