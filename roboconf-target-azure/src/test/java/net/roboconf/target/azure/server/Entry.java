package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** A resource that was made. */
public final class Entry {

    /** As the API has it, without what it does not tell. */
    final ObjectNode json;

    public final String id;
    public final String type;
    public final String name;
    public String power = "";
    byte[] userData;
    byte[] customData;
    ApiError failure;
    private final Duration pending;
    private long begun = System.nanoTime();
    private Long deleted;

    Entry(String id, String type, ObjectNode json, Duration pending) {
        this.id = id;
        this.type = type;
        this.name = id.substring(id.lastIndexOf('/') + 1);
        this.json = json;
        this.pending = pending;
    }

    boolean is(String other) {
        return type.equalsIgnoreCase(other);
    }

    boolean isMachine() {
        return is("Microsoft.Compute/virtualMachines");
    }

    public JsonNode properties() {
        return json.path("properties");
    }

    public byte[] userData() {
        return userData.clone();
    }

    public byte[] customData() {
        return customData.clone();
    }

    public Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        json.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    public String text(String pointer) {
        return json.at(pointer).asText("");
    }

    String state() {
        return properties().path("provisioningState").asText();
    }

    void state(String state) {
        ((ObjectNode) json.get("properties")).put("provisioningState", state);
    }

    boolean isOver() {
        return state().equals("Succeeded") || state().equals("Failed");
    }

    /** Begins to change, or to be made. */
    void begin(String state) {
        begun = System.nanoTime();
        state(state);
    }

    boolean isDone() {
        return System.nanoTime() - begun >= pending.toNanos();
    }

    boolean isDeleting() {
        return deleted != null;
    }

    void delete() {
        if (deleted == null) {
            deleted = System.nanoTime();
            state("Deleting");
        }
    }

    boolean isGone(Duration ending) {
        return deleted != null && System.nanoTime() - deleted >= ending.toNanos();
    }

    static byte[] decoded(String field, String text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (text.length() > 65_536) {
                throw ApiError.bad("InvalidParameter", field + " is longer than 64 KB.");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw ApiError.bad("InvalidParameter", field + " must be in Base64 encoding.");
        }
    }
}
