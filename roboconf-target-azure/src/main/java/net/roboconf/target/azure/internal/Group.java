package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.roboconf.core.target.TargetException;

/** A resource group, in which there are the resources of machines. */
record Group(String subscription, String name) {

    private static final Pattern ID = Pattern.compile(
            "/subscriptions/([^/]+)/resourceGroups/([^/]+)(/providers/([^/]+/[^/]+)/([^/]+)(/.*)?)?",
            Pattern.CASE_INSENSITIVE);

    /** The path of what a subscription has. */
    static String subscription(String id) {
        return "/subscriptions/" + id;
    }

    String path() {
        return subscription(subscription) + "/resourceGroups/" + name;
    }

    Resource resource(Kind kind, String resource) {
        return new Resource(kind, path() + "/providers/" + kind.type() + "/" + resource);
    }

    /** Asks for all resources of a kind. */
    ArmCall list(Kind kind) {
        return ArmCall.get(path() + "/providers/" + kind.type(), kind.version());
    }

    /** The group of a resource. */
    static Group ofResource(String id) throws TargetException {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            throw TargetException.refused("'" + id + "' is no identifier of a resource of Azure.");
        }
        return new Group(matcher.group(1), matcher.group(2));
    }

    /** The resource of this kind that an identifier names, without what is below it. */
    static Optional<Resource> resource(String id, Kind kind) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() && kind.type().equalsIgnoreCase(matcher.group(4))
                ? Optional.of(new Group(matcher.group(1), matcher.group(2)).resource(kind, matcher.group(5)))
                : Optional.empty();
    }

    /** Identifiers and names are the same in any case. */
    static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    /** The names of listed resources. */
    static List<String> names(List<JsonNode> resources) {
        return resources.stream().map(one -> one.path("name").asText()).toList();
    }
}
