package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Nearest;

/** Asks Azure whether it has what a definition names. */
final class DefinitionCheck {

    private static final String RESOURCES = "2021-04-01";
    private static final String GALLERIES = "2022-03-03";

    private final AzureDefinition definition;
    private final ArmClient client;
    private final String subscription;

    DefinitionCheck(AzureDefinition definition, ArmClient client) {
        this.definition = definition;
        this.client = client;
        subscription = Group.subscription(definition.group().subscription());
    }

    void run() throws ArmRefusal, TargetException, InterruptedException {
        group(definition.group(), AzureDefinition.GROUP);
        locationAndSize();
        subnet();
        Optional<Resource> security = definition.securityGroup().flatMap(id -> Group.resource(id, Kind.SECURITY_GROUP));
        if (security.isPresent()) {
            inLocation(AzureDefinition.SECURITY_GROUP, security.get());
        }
        if (definition.image() instanceof ImageName.Marketplace image) {
            image(image);
        } else if (definition.image() instanceof ImageName.Identified image
                && image.field().equals("id")) {
            image(image.id());
        }
        for (DataDisk disk : definition.disks()) {
            Optional<Resource> source = disk.existing().or(disk::snapshot);
            if (source.isPresent()) {
                inLocation(AzureDefinition.DISK_SOURCE + disk.id(), source.get());
            }
        }
    }

    private void group(Group group, String property) throws ArmRefusal, TargetException, InterruptedException {
        try {
            client.call(ArmCall.get(group.path(), RESOURCES));
        } catch (ArmRefusal e) {
            if (!e.code().equals(ArmRefusal.NO_GROUP)) {
                throw e;
            }
            throw missing(
                    property,
                    "resource group",
                    group.name(),
                    Group.names(client.list(ArmCall.get(subscription + "/resourcegroups", RESOURCES))));
        }
    }

    private void locationAndSize() throws ArmRefusal, TargetException, InterruptedException {
        List<String> locations = Group.names(client.list(ArmCall.get(subscription + "/locations", "2022-12-01")));
        if (!locations.contains(definition.location())) {
            throw missing(AzureDefinition.LOCATION, "location", definition.location(), locations);
        }
        List<String> sizes = Group.names(client.list(ArmCall.get(
                subscription + "/providers/Microsoft.Compute/locations/" + definition.location() + "/vmSizes",
                Kind.VIRTUAL_MACHINE.version())));
        if (sizes.stream().noneMatch(size -> Group.same(size, definition.size()))) {
            throw missing(AzureDefinition.SIZE, "size", definition.size(), sizes);
        }
    }

    private void subnet() throws ArmRefusal, TargetException, InterruptedException {
        Resource network = Group.resource(definition.subnet(), Kind.NETWORK).orElseThrow();
        JsonNode found = inLocation(AzureDefinition.NETWORK, network);
        String subnet = definition.subnet().substring(definition.subnet().lastIndexOf('/') + 1);
        List<JsonNode> all = new ArrayList<>();
        found.path("properties").path("subnets").forEach(all::add);
        List<String> subnets = Group.names(all);
        if (subnets.stream().noneMatch(one -> Group.same(one, subnet))) {
            throw missing(AzureDefinition.SUBNET, "subnet", subnet, subnets);
        }
    }

    /** What is named, which machines can use only in its own location. */
    private JsonNode inLocation(String property, Resource resource)
            throws ArmRefusal, TargetException, InterruptedException {
        Group group = Group.ofResource(resource.id());
        Optional<Answer> found = client.find(resource.get());
        if (found.isEmpty()) {
            group(group, property);
            throw missing(
                    property,
                    resource.kind().word(),
                    resource.name(),
                    Group.names(client.list(group.list(resource.kind()))));
        }
        String location = found.get().body().path("location").asText("");
        if (!Group.same(location, definition.location())) {
            throw TargetException.refused("The property '" + property + "' of the target is wrong. The "
                    + resource.kind().word() + " " + resource.name() + " is in " + location + ", and "
                    + AzureDefinition.LOCATION + " is " + definition.location() + ".");
        }
        return found.get().body();
    }

    private void image(ImageName.Marketplace image) throws ArmRefusal, TargetException, InterruptedException {
        String path = subscription + "/providers/Microsoft.Compute/locations/" + definition.location() + "/publishers";
        path = below(path, "publisher of images", image.publisher()) + "/artifacttypes/vmimage/offers";
        path = below(path, "offer of " + image.publisher(), image.offer()) + "/skus";
        path = below(path, "SKU of " + image.offer(), image.sku()) + "/versions";
        if (!image.version().equals("latest")) {
            below(path, "version of " + image.sku(), image.version());
        }
    }

    private String below(String path, String what, String name)
            throws ArmRefusal, TargetException, InterruptedException {
        List<String> names = Group.names(client.list(ArmCall.get(path, Kind.IMAGE.version())));
        if (names.stream().noneMatch(one -> Group.same(one, name))) {
            throw missing(AzureDefinition.IMAGE, what, name, names);
        }
        return path + "/" + name;
    }

    /** One of the user's own, or of a gallery of theirs. */
    private void image(String id) throws ArmRefusal, TargetException, InterruptedException {
        String version = Group.resource(id, Kind.IMAGE).isPresent() ? Kind.IMAGE.version() : GALLERIES;
        if (client.find(ArmCall.get(id, version)).isEmpty()) {
            String all = id.substring(0, id.lastIndexOf('/'));
            throw missing(
                    AzureDefinition.IMAGE,
                    "image",
                    id.substring(id.lastIndexOf('/') + 1),
                    Group.names(client.list(ArmCall.get(all, version))));
        }
    }

    private static TargetException missing(String property, String what, String name, Collection<String> existing) {
        return TargetException.refused(
                "The property '" + property + "' of the target is wrong. " + Nearest.missing(what, name, existing));
    }
}
