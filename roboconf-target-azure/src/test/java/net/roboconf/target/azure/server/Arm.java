package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Resource Manager: what answers which request. Not thread-safe. */
final class Arm {

    /** Where answers point to, and what they must tell. */
    record Reply(int status, JsonNode body, Map<String, String> headers) {}

    private static final List<String> MADE = List.of(Cloud.MACHINE, Cloud.DISK, Cloud.INTERFACE, Cloud.ADDRESS);
    private static final String FIRST_VERSION = "2021-03-01";

    private final Cloud cloud;
    private final Puts puts;
    private final String subscription;

    Arm(Cloud cloud, String subscription, String group) {
        this.cloud = cloud;
        this.subscription = subscription.toLowerCase(Locale.ROOT);
        puts = new Puts(cloud, subscription + "/resourceGroups/" + group);
    }

    /**
     * Answers.
     *
     * @param base where answers point to
     */
    Reply answer(String base, String method, String path, Map<String, String> query, JsonNode body) {
        checkVersion(query.get("api-version"));
        cloud.settle();
        String lower = path.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(subscription + "/") && !lower.equals(subscription)) {
            throw ApiError.absent(
                    "SubscriptionNotFound", "The subscription '" + path.split("/")[2] + "' could not be found.");
        }
        String below = path.substring(subscription.length());
        if (lower.contains("/operations/")) {
            return operation(path.substring(path.lastIndexOf('/') + 1));
        }
        if (lower.contains("/operationresults/")) {
            return result(base, path, path.substring(path.lastIndexOf('/') + 1));
        }
        if (!below.toLowerCase(Locale.ROOT).startsWith("/resourcegroups/")) {
            return ofSubscription(base, below, query);
        }
        String[] parts = below.split("/");
        checkGroup(parts[2]);
        if (parts.length == 3) {
            return reply(named(path, parts[2]));
        }
        String type = parts[4] + "/" + parts[5];
        String made = MADE.stream().filter(type::equalsIgnoreCase).findFirst().orElse(null);
        if (made == null) {
            return existing(base, path, below, query);
        }
        if (parts.length == 6) {
            String begin = path.toLowerCase(Locale.ROOT) + "/";
            return page(
                    base,
                    path,
                    query,
                    cloud.all(made).stream()
                            .filter(one -> one.id.toLowerCase(Locale.ROOT).startsWith(begin))
                            .map(one -> shown(one, false))
                            .toList());
        }
        return switch (method) {
            case "GET" -> get(path, made, query);
            case "PUT" -> put(base, path, made, body);
            case "DELETE" -> delete(base, path);
            default -> throw new ApiError(405, "MethodNotAllowed", method);
        };
    }

    private static void checkVersion(String version) {
        if (version == null) {
            throw ApiError.bad(
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!version.matches("20\\d\\d-\\d\\d-\\d\\d") || version.compareTo(FIRST_VERSION) < 0) {
            throw ApiError.bad("InvalidApiVersionParameter", "The api-version '" + version + "' is invalid.");
        }
    }

    private static void checkGroup(String name) {
        if (Catalogue.GROUPS.stream().noneMatch(name::equalsIgnoreCase)) {
            throw ApiError.absent("ResourceGroupNotFound", "Resource group '" + name + "' could not be found.");
        }
    }

    private Reply get(String path, String type, Map<String, String> query) {
        Entry entry = cloud.find(path);
        if (entry == null) {
            throw notFound(path, type);
        }
        return new Reply(200, shown(entry, "instanceView".equalsIgnoreCase(query.get("$expand"))), later(entry));
    }

    private static ApiError notFound(String path, String type) {
        return ApiError.absent(
                "ResourceNotFound",
                "The Resource '" + type + "/" + path.substring(path.lastIndexOf('/') + 1) + "' under resource group '"
                        + path.split("/")[4] + "' was not found.");
    }

    private Map<String, String> later(Entry entry) {
        Map<String, String> headers = new TreeMap<>();
        if (!entry.isOver() && cloud.behaviour.retryAfter() > 0) {
            headers.put("Retry-After", Integer.toString(cloud.behaviour.retryAfter()));
        }
        return headers;
    }

    private Reply put(String base, String path, String type, JsonNode body) {
        boolean there = cloud.find(path) != null;
        if (!(body instanceof ObjectNode object)) {
            throw ApiError.bad(
                    "InvalidRequestContent", "The request content was invalid and could not be deserialized.");
        }
        Entry entry = puts.put(path, type, object);
        Map<String, String> headers = later(entry);
        boolean bare = type.equals(Cloud.DISK);
        if (!entry.isOver()) {
            headers.putAll(pointers(base, type, cloud.begin(entry, false), bare));
        }
        // The service of disks accepts; the others have made already what they still work at.
        return new Reply(entry.isOver() ? 200 : bare ? 202 : there ? 200 : 201, shown(entry, false), headers);
    }

    private Reply delete(String base, String path) {
        Entry entry = cloud.find(path);
        if (entry == null) {
            return new Reply(204, null, Map.of());
        }
        if (!entry.isDeleting()) {
            Puts.checkFree(entry);
            entry.delete();
        }
        Map<String, String> headers = later(entry);
        headers.putAll(pointers(base, entry.type, cloud.begin(entry, true), true));
        return new Reply(202, null, headers);
    }

    private Map<String, String> pointers(String base, String type, String operation, boolean withResult) {
        String place = base + subscription + "/providers/" + type.split("/")[0] + "/locations/westeurope/";
        Map<String, String> headers = new TreeMap<>();
        if (cloud.behaviour.asyncOperations()) {
            headers.put("Azure-AsyncOperation", place + "operations/" + operation + "?api-version=2023-09-01");
        }
        if (withResult || !cloud.behaviour.asyncOperations()) {
            headers.put("Location", place + "operationResults/" + operation + "?api-version=2023-09-01");
        }
        return headers;
    }

    private Cloud.Operation known(String id) {
        Cloud.Operation operation = cloud.operations.get(id);
        if (operation == null) {
            throw ApiError.absent("NotFound", "The operation '" + id + "' could not be found.");
        }
        return operation;
    }

    private Reply operation(String id) {
        Cloud.Operation operation = known(id);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ApiError failure = operation.deletion() ? null : operation.entry().failure;
        boolean over = cloud.isOver(operation);
        body.put("name", id).put("status", !over ? "InProgress" : failure == null ? "Succeeded" : "Failed");
        if (over && failure != null) {
            body.setAll(failure.body());
        }
        return new Reply(200, body, later(operation.entry()));
    }

    private Reply result(String base, String path, String id) {
        Cloud.Operation operation = known(id);
        if (!cloud.isOver(operation)) {
            Map<String, String> headers = later(operation.entry());
            headers.put("Location", base + path + "?api-version=2023-09-01");
            return new Reply(202, null, headers);
        }
        return operation.deletion()
                ? new Reply(204, null, Map.of())
                : new Reply(200, shown(operation.entry(), false), Map.of());
    }

    private static ObjectNode shown(Entry entry, boolean withInstance) {
        ObjectNode shown = entry.json.deepCopy();
        if (withInstance && entry.isMachine()) {
            ArrayNode statuses =
                    shown.withObject("/properties").putObject("instanceView").putArray("statuses");
            ObjectNode state = statuses.addObject();
            String failed = entry.failure == null ? "" : "/" + entry.failure.code();
            state.put("code", "ProvisioningState/" + entry.state().toLowerCase(Locale.ROOT) + failed);
            if (entry.failure != null) {
                state.put("level", "Error").put("message", entry.failure.getMessage());
            }
            if (!entry.power.isEmpty()) {
                statuses.addObject()
                        .put("code", "PowerState/" + entry.power)
                        .put("level", "Info")
                        .put("displayStatus", "VM " + entry.power);
            }
        }
        return shown;
    }

    /** What is from the beginning. */
    private Reply existing(String base, String path, String below, Map<String, String> query) {
        String[] parts = below.toLowerCase(Locale.ROOT).split("/");
        StringBuilder type = new StringBuilder(parts[4]);
        for (int i = 5; i < parts.length; i += 2) {
            type.append('/').append(parts[i]);
        }
        if (type.toString().equals("microsoft.compute/galleries/images/versions")
                || type.toString().equals("microsoft.compute/galleries/images")) {
            if (!parts[6].equals(Catalogue.GALLERY)) {
                throw notFound(path, "Microsoft.Compute/galleries");
            }
        }
        List<String> names = parts[2].equals(Catalogue.GROUPS.get(0))
                ? Catalogue.THERE.getOrDefault(type.toString(), List.of())
                : List.of();
        if (parts.length % 2 == 0) {
            return page(
                    base,
                    path,
                    query,
                    names.stream()
                            .map(name -> resource(path + "/" + name, name))
                            .toList());
        }
        if (!names.contains(parts[parts.length - 1])) {
            throw notFound(path, type.toString());
        }
        return reply(resource(path, parts[parts.length - 1]));
    }

    private static JsonNode resource(String id, String name) {
        ObjectNode resource = named(id, name);
        if (id.toLowerCase(Locale.ROOT).contains("/virtualnetworks/")) {
            ArrayNode subnets = resource.withObject("/properties").putArray("subnets");
            Catalogue.SUBNETS.forEach(subnet -> subnets.add(named(id + "/subnets/" + subnet, subnet)));
        }
        // The second network is somewhere else.
        return resource.put("location", name.equals("other-net") ? "northeurope" : "westeurope");
    }

    private static ObjectNode named(String id, String name) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id).put("name", name);
        node.putObject("properties").put("provisioningState", "Succeeded");
        return node.put("location", "westeurope");
    }

    private Reply ofSubscription(String base, String below, Map<String, String> query) {
        String lower = below.toLowerCase(Locale.ROOT);
        String path = subscription + below;
        if (lower.equals("/resourcegroups")) {
            return names(base, path, query, Catalogue.GROUPS.stream());
        }
        if (lower.equals("/locations")) {
            return names(base, path, query, Catalogue.LOCATIONS.stream());
        }
        String[] parts = below.split("/");
        if (parts.length > 5 && parts[3].equalsIgnoreCase("locations")) {
            Catalogue.checkLocation(parts[4]);
            if (parts[5].equalsIgnoreCase("vmSizes")) {
                return names(base, path, query, Catalogue.SIZES.stream());
            }
            return images(path, parts);
        }
        throw notFound("/////", below);
    }

    /** They come without a frame: publishers, offers, SKUs, versions. */
    private static Reply images(String path, String[] parts) {
        List<String> named = Stream.of(6, 10, 12, 14)
                .filter(i -> i < parts.length)
                .map(i -> parts[i])
                .toList();
        List<String> names = Catalogue.IMAGES.stream()
                .filter(image -> Stream.iterate(0, i -> i + 1)
                        .limit(named.size())
                        .allMatch(i -> image.get(i).equalsIgnoreCase(named.get(i))))
                .map(image -> image.get(Math.min(3, named.size())))
                .distinct()
                .toList();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        names.forEach(name -> all.add(named(path + "/" + name, name)));
        return reply(all);
    }

    private Reply names(String base, String path, Map<String, String> query, Stream<String> names) {
        return page(
                base,
                path,
                query,
                names.map(name -> (JsonNode) named(path + "/" + name, name)).toList());
    }

    private Reply page(String base, String path, Map<String, String> query, List<? extends JsonNode> all) {
        int from = Integer.parseInt(query.getOrDefault("$skiptoken", "0"));
        int to = Math.min(all.size(), from + cloud.behaviour.page());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode value = body.putArray("value");
        all.subList(from, to).forEach(value::add);
        if (to < all.size()) {
            body.put("nextLink", base + path + "?api-version=" + query.get("api-version") + "&$skiptoken=" + to);
        }
        return reply(body);
    }

    private static Reply reply(JsonNode body) {
        return new Reply(200, body, Map.of());
    }
}
