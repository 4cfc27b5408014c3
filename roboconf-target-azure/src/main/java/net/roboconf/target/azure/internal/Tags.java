package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.roboconf.core.target.MachineRequest;

/** The tags that say what was made for whom. They come with the very request that makes something. */
final class Tags {

    /** The key of the machine that something was made for, and goes with. */
    static final String MACHINE = "roboconf-machine";

    /** {@link MachineRequest#owner()}. */
    static final String OWNER = "roboconf-owner";

    private static final String APPLICATION = "roboconf-application";
    private static final String INSTANCE = "roboconf-instance";

    /** Tags that are not the user's, in lower case: names of tags are the same in any case. */
    static final Set<String> OURS = Set.of(MACHINE, OWNER, APPLICATION, INSTANCE);

    private Tags() {}

    /** Of what goes with the machine. */
    static Map<String, String> ofMachine(MachineRequest request, Map<String, String> own) {
        Map<String, String> tags = ofKept(request, own);
        tags.put(MACHINE, request.key().value());
        return tags;
    }

    /** Of a disk that outlives the machine. */
    static Map<String, String> ofKept(MachineRequest request, Map<String, String> own) {
        Map<String, String> tags = new TreeMap<>(own);
        tags.put(OWNER, request.owner());
        tags.put(APPLICATION, request.application());
        tags.put(INSTANCE, request.path().value());
        return tags;
    }

    /** The name of the outermost instance. */
    static String root(MachineRequest request) {
        return request.path().value().split("/")[1];
    }

    static void add(ObjectNode body, Map<String, String> tags) {
        ObjectNode node = body.putObject("tags");
        tags.forEach(node::put);
    }

    /** The value of a tag; empty for none. */
    static String of(JsonNode resource, String tag) {
        return resource.path("tags").path(tag).asText("");
    }
}
