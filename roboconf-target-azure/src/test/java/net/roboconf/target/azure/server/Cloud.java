package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What exists, and how it changes while time goes by. Not thread-safe. */
final class Cloud {

    static final String MACHINE = "Microsoft.Compute/virtualMachines";
    static final String DISK = "Microsoft.Compute/disks";
    static final String INTERFACE = "Microsoft.Network/networkInterfaces";
    static final String ADDRESS = "Microsoft.Network/publicIPAddresses";

    /** Something that takes its time. */
    record Operation(Entry entry, boolean deletion) {}

    final Map<String, Operation> operations = new LinkedHashMap<>();
    Behaviour behaviour;
    ApiError nextFailure;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int nextIp = 3;

    Cloud(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Lets happen what is due. */
    void settle() {
        for (Entry entry : List.copyOf(entries.values())) {
            if (!entry.isDeleting() && !entry.isOver() && entry.isDone()) {
                entry.state(entry.failure == null ? "Succeeded" : "Failed");
                if (entry.isMachine() && entry.failure == null && entry.power.isEmpty()) {
                    entry.power = "running";
                }
            }
            if (entry.isGone(behaviour.ending())) {
                remove(entry);
            }
        }
    }

    private void remove(Entry entry) {
        entries.remove(key(entry.id));
        if (entry.isMachine()) {
            JsonNode storage = entry.properties().path("storageProfile");
            freeDisk(storage.path("osDisk"));
            storage.path("dataDisks").forEach(this::freeDisk);
            for (JsonNode card : entry.properties().path("networkProfile").path("networkInterfaces")) {
                Entry found = find(card.path("id").asText());
                if (found != null) {
                    properties(found).remove("virtualMachine");
                    goWith(found, card.path("properties"));
                }
            }
        } else if (entry.is(INTERFACE)) {
            for (JsonNode one : entry.properties().path("ipConfigurations")) {
                JsonNode reference = one.path("properties").path("publicIPAddress");
                Entry address = find(reference.path("id").asText());
                if (address != null) {
                    properties(address).remove("ipConfiguration");
                    goWith(address, reference.path("properties"));
                }
            }
        }
    }

    private void freeDisk(JsonNode disk) {
        Entry found = find(disk.path("managedDisk").path("id").asText());
        if (found != null) {
            found.json.remove("managedBy");
            properties(found).put("diskState", "Unattached");
            goWith(found, disk);
        }
    }

    private void goWith(Entry entry, JsonNode holder) {
        if (behaviour.cascades() && holder.path("deleteOption").asText().equals("Delete")) {
            entry.delete();
        }
    }

    static ObjectNode properties(Entry entry) {
        return (ObjectNode) entry.json.get("properties");
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    /** Null for none. */
    Entry find(String id) {
        return entries.get(key(id));
    }

    /** One that exists and is not on its way out. */
    Entry there(String id, String code, String message) {
        Entry found = find(id);
        if (found == null || found.isDeleting()) {
            throw ApiError.bad(code, message);
        }
        return found;
    }

    List<Entry> all(String type) {
        return entries.values().stream().filter(one -> one.is(type)).toList();
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    Entry add(String id, String type, ObjectNode body) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", id.substring(id.lastIndexOf('/') + 1));
        json.put("id", id).put("type", type);
        json.setAll(body);
        if (!json.path("properties").isObject()) {
            json.putObject("properties");
        }
        Entry entry = new Entry(id, type, json, behaviour.pending());
        entries.put(key(id), entry);
        return entry;
    }

    /** The identifier of an operation. */
    String begin(Entry entry, boolean deletion) {
        String id = UUID.randomUUID().toString();
        operations.put(id, new Operation(entry, deletion));
        return id;
    }

    boolean isOver(Operation operation) {
        return operation.deletion()
                ? find(operation.entry().id) != operation.entry()
                : operation.entry().isOver();
    }

    String ip(String begin) {
        nextIp++;
        return begin + nextIp / 250 + "." + (nextIp % 250 + 1);
    }
}
