package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Nearest;
import net.roboconf.core.target.kit.TargetProperties;

/** Finds what a definition names, by name or identifier; what does not exist is told with the nearest name. */
final class Names {

    private final Cloud cloud;

    Names(Cloud cloud) {
        this.cloud = cloud;
    }

    /**
     * What a creation needs.
     *
     * @param image identifier
     * @param flavor identifier
     * @param networks identifiers
     * @param groups identifiers
     * @param pool identifier of a network; null for no floating address
     */
    record Found(String image, String flavor, List<String> networks, List<String> groups, String pool) {}

    Found of(MachineSettings settings) throws TargetException, InterruptedException {
        List<String> groups = new ArrayList<>();
        if (!settings.groups().isEmpty()) {
            List<JsonNode> all = groups();
            for (String group : settings.groups()) {
                groups.add(only("security group", MachineSettings.GROUPS, group, all));
            }
        }
        List<JsonNode> networks = cloud.list(Service.NETWORK, "/networks", "networks");
        String image = image(settings.image());
        String flavor = only(
                "flavor",
                MachineSettings.FLAVOR,
                settings.flavor(),
                cloud.list(Service.COMPUTE, "/flavors", "flavors"));
        return new Found(image, flavor, networks(settings, networks), groups, pool(settings, networks));
    }

    List<JsonNode> groups() throws TargetException, InterruptedException {
        return cloud.list(Service.NETWORK, "/security-groups", "security_groups");
    }

    /** What only a check asks for, because whoever uses it is told as well. */
    void check(MachineSettings settings) throws TargetException, InterruptedException {
        if (settings.keyPair() != null) {
            Set<String> names = new TreeSet<>();
            for (JsonNode pair : cloud.list(Service.COMPUTE, "/os-keypairs", "keypairs")) {
                names.add(pair.path("keypair").path("name").asText());
            }
            if (!names.contains(settings.keyPair())) {
                throw missing("key pair", MachineSettings.KEY_PAIR, settings.keyPair(), names);
            }
        }
        if (settings.zone() != null) {
            Set<String> names = new TreeSet<>();
            for (JsonNode zone : cloud.list(Service.COMPUTE, "/os-availability-zone", "availabilityZoneInfo")) {
                names.add(zone.path("zoneName").asText());
            }
            if (!names.contains(settings.zone())) {
                throw missing("availability zone", MachineSettings.ZONE, settings.zone(), names);
            }
        }
        List<JsonNode> groups = null;
        for (MachineSettings.GroupRule rule : settings.rules()) {
            if (rule.group() != null && !rule.group().equals("self")) {
                groups = groups == null ? groups() : groups;
                only("security group", MachineSettings.GroupRule.KEY, rule.group(), groups);
            }
        }
        for (MachineSettings.VolumeSettings volume : settings.volumes()) {
            if (volume.type() != null) {
                only(
                        "volume type",
                        "openstack.volume-type." + volume.id(),
                        volume.type(),
                        cloud.list(Service.VOLUME, "/types", "volume_types"));
            } else if (!cloud.has(Service.VOLUME)) {
                throw TargetProperties.wrong(
                        MachineSettings.VolumeSettings.LIST, "asks for volumes, and the cloud has no Cinder");
            }
        }
        if (!settings.containers().isEmpty() && !cloud.has(Service.OBJECT)) {
            throw TargetProperties.wrong("openstack.obj-storage", "asks for containers, and the cloud has no Swift");
        }
    }

    private String image(String wanted) throws TargetException, InterruptedException {
        List<JsonNode> found =
                cloud.list(Service.IMAGE, "/images?status=active&name=" + Cloud.encoded(wanted), "images");
        // Most often there is one, and the whole list, which can be long, is not needed.
        return found.size() == 1
                ? found.get(0).path("id").asText()
                : only(
                        "image",
                        MachineSettings.IMAGE,
                        wanted,
                        cloud.list(Service.IMAGE, "/images?status=active&limit=1000", "images"));
    }

    private static List<String> networks(MachineSettings settings, List<JsonNode> all) throws TargetException {
        List<String> found = new ArrayList<>();
        for (String network : settings.networks()) {
            found.add(only("network", MachineSettings.NETWORKS, network, all));
        }
        if (found.isEmpty()) {
            List<JsonNode> inside = all.stream()
                    .filter(network -> !network.path("router:external").asBoolean())
                    .toList();
            if (inside.size() != 1) {
                throw TargetProperties.wrong(
                        MachineSettings.NETWORKS,
                        "is missing, and the project has " + inside.size() + " networks: "
                                + String.join(", ", names(inside)));
            }
            found.add(inside.get(0).path("id").asText());
        }
        return found;
    }

    private static String pool(MachineSettings settings, List<JsonNode> networks) throws TargetException {
        if (settings.pool() == null) {
            return null;
        }
        return only(
                "pool of floating addresses",
                MachineSettings.POOL,
                settings.pool(),
                networks.stream()
                        .filter(network -> network.path("router:external").asBoolean())
                        .toList());
    }

    /** The identifier of the one that is meant. */
    static String only(String what, String property, String wanted, List<JsonNode> all) throws TargetException {
        List<String> found = new ArrayList<>();
        for (JsonNode one : all) {
            String id = one.path("id").asText();
            if (id.equals(wanted)) {
                return id;
            }
            if (one.path("name").asText().equals(wanted)) {
                found.add(id);
            }
        }
        if (found.size() > 1) {
            throw TargetProperties.wrong(
                    property,
                    "is '" + wanted + "', and there is more than one " + what + " of this name: take the identifier, "
                            + String.join(" or ", found));
        }
        if (found.isEmpty()) {
            throw missing(what, property, wanted, names(all));
        }
        return found.get(0);
    }

    private static TargetException missing(String what, String property, String wanted, Set<String> names) {
        return TargetException.refused(
                Nearest.missing(what, wanted, names) + " (property '" + property + "' of the target)");
    }

    private static Set<String> names(List<JsonNode> all) {
        Set<String> names = new TreeSet<>();
        all.forEach(one -> names.add(one.path("name").asText()));
        return names;
    }
}
