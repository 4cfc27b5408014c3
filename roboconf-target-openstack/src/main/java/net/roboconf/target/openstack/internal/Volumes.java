package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.openstack.internal.MachineSettings.VolumeSettings;

/** The volumes of one machine: makes them, or takes those that were left from before. */
final class Volumes {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Cloud cloud;
    private final Creation.Pace pace;

    Volumes(Cloud cloud, Creation.Pace pace) {
        this.cloud = cloud;
        this.pace = pace;
    }

    /** The machine that a volume was made for and goes with; empty for one that stays, or is somebody else's. */
    static Optional<MachineKey> key(JsonNode volume) {
        return Mark.key("roboconf-" + volume.path("metadata").path(Creation.KEY).asText());
    }

    /** Whether it can be deleted. */
    static boolean isFree(JsonNode volume) {
        return List.of("available", "error").contains(volume.path("status").asText());
    }

    /** Whether Cinder has tried to delete it, in vain. */
    static boolean isStuck(JsonNode volume) {
        return volume.path("status").asText().equals("error_deleting");
    }

    /** Whether it waits for a server to be made with it. */
    static boolean isReserved(JsonNode volume) {
        return List.of("reserved", "attaching").contains(volume.path("status").asText());
    }

    /**
     * Adds the volumes to what a server is made of.
     *
     * @param devices of the server, the image among them
     * @param made gets the identifiers of those that were made for this machine alone
     */
    void add(MachineRequest request, List<VolumeSettings> wanted, ArrayNode devices, Creation.Made made)
            throws TargetException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (VolumeSettings volume : wanted) {
            String name =
                    volume.name(request.application(), request.path().root().name());
            Optional<JsonNode> kept = volume.goesWithMachine() ? Optional.empty() : kept(name);
            String id = kept.isPresent() ? kept.get().path("id").asText() : make(request, volume, name, made);
            ids.add(id);
            ObjectNode device = devices.addObject();
            device.put("boot_index", -1)
                    .put("uuid", id)
                    .put("source_type", "volume")
                    .put("destination_type", "volume")
                    .put("device_name", volume.device());
        }
        for (String id : ids) {
            awaitAvailable(id);
        }
    }

    private Optional<JsonNode> kept(String name) throws TargetException, InterruptedException {
        List<JsonNode> found =
                cloud.list(Service.VOLUME, "/volumes/detail?name=" + Cloud.encoded(name), "volumes").stream()
                        .filter(volume -> key(volume).isEmpty())
                        .toList();
        if (found.size() > 1) {
            throw TargetException.refused("There is more than one volume '" + name + "': delete or rename the others.");
        }
        for (JsonNode volume : found) {
            if (Set.of("in-use", "attaching", "reserved")
                    .contains(volume.path("status").asText())) {
                throw TargetException.unsure(
                        "The volume '" + name + "' is still in use by another server: give each machine its own name.",
                        null);
            }
        }
        return found.stream().findFirst();
    }

    private String make(MachineRequest request, VolumeSettings wanted, String name, Creation.Made made)
            throws TargetException, InterruptedException {
        ObjectNode volume = JsonNodeFactory.instance.objectNode();
        volume.put("name", name).put("size", wanted.gigabytes());
        if (wanted.type() != null) {
            volume.put("volume_type", wanted.type());
        }
        ObjectNode marks = volume.putObject("metadata");
        marks.put("delete.on.termination", Boolean.toString(wanted.goesWithMachine()));
        if (wanted.goesWithMachine()) {
            marks.put(Creation.KEY, request.key().value()).put(Creation.OWNER, request.owner());
        }
        JsonNode answer = cloud.post(
                        Service.VOLUME,
                        "/volumes",
                        JsonNodeFactory.instance.objectNode().set("volume", volume))
                .json();
        String id = answer.path("volume").path("id").asText();
        if (wanted.goesWithMachine()) {
            made.add(Remains.VOLUME, id);
        }
        return id;
    }

    private void awaitAvailable(String id) throws TargetException, InterruptedException {
        if (!pace.await(PATIENCE, () -> isAvailable(id))) {
            throw TargetException.unsure(
                    "The volume " + id + " is not available after " + PATIENCE.toSeconds() + " s", null);
        }
    }

    private boolean isAvailable(String id) throws TargetException, InterruptedException {
        Reply reply = cloud.get(Service.VOLUME, "/volumes/" + id);
        String status = reply.isAbsent()
                ? "unknown"
                : reply.json().path("volume").path("status").asText();
        if (status.startsWith("error")) {
            throw TargetException.refused("OpenStack could not make the volume " + id + ": it is in error.");
        }
        return status.equals("available");
    }
}
