package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;

/** The servers of a project, in the words of Nova. */
final class Servers {

    private static final Set<String> RUNNING = Set.of(
            "ACTIVE",
            "REBOOT",
            "HARD_REBOOT",
            "PASSWORD",
            "RESIZE",
            "VERIFY_RESIZE",
            "REVERT_RESIZE",
            "MIGRATING",
            "RESCUE");
    private static final Set<String> STOPPED = Set.of("SHUTOFF", "PAUSED", "SUSPENDED", "SHELVED", "SHELVED_OFFLOADED");
    private static final Set<String> GONE = Set.of("DELETED", "SOFT_DELETED");

    private final Cloud cloud;

    Servers(Cloud cloud) {
        this.cloud = cloud;
    }

    static String id(JsonNode server) {
        return server.path("id").asText();
    }

    static boolean isInError(JsonNode server) {
        return server.path("status").asText().equals("ERROR");
    }

    /** Whether Nova still looks for a host. */
    static boolean isBeingPlaced(JsonNode server) {
        return server.path("status").asText().equals("BUILD")
                && List.of("", "scheduling")
                        .contains(server.path("OS-EXT-STS:task_state").asText(""));
    }

    /** Why a server is in the state ERROR. */
    static String fault(JsonNode server) {
        String words = server.path("fault").path("message").asText("");
        return words.isEmpty() ? "Nova gives no reason" : words;
    }

    /** All that were made with this key, the best one first: most often one or none. */
    List<JsonNode> of(MachineKey key) throws TargetException, InterruptedException {
        List<JsonNode> servers = new ArrayList<>();
        for (JsonNode server : cloud.list(Service.COMPUTE, "/servers/detail?tags=" + Mark.name(key), "servers")) {
            if (!GONE.contains(server.path("status").asText())) {
                servers.add(server);
            }
        }
        servers.sort(Comparator.comparing(Servers::isInError)
                .thenComparing(server -> server.path("created").asText())
                .thenComparing(Servers::id));
        return servers;
    }

    /** The one with this identifier, if Nova shows it. */
    Optional<JsonNode> get(String id) throws TargetException, InterruptedException {
        Reply reply = cloud.get(Service.COMPUTE, "/servers/" + id);
        if (reply.isAbsent()) {
            return Optional.empty();
        }
        JsonNode server = reply.json().path("server");
        return GONE.contains(server.path("status").asText()) ? Optional.empty() : Optional.of(server);
    }

    void delete(String id) throws TargetException, InterruptedException {
        Reply reply = cloud.delete(Service.COMPUTE, "/servers/" + id);
        if (!reply.isAbsent()) {
            reply.json();
        }
    }

    static MachineStatus status(JsonNode server) throws TargetException {
        String status = server.path("status").asText();
        if (RUNNING.contains(status)) {
            return MachineStatus.RUNNING;
        }
        if (STOPPED.contains(status)) {
            return MachineStatus.STOPPED;
        }
        if (List.of("BUILD", "REBUILD").contains(status)) {
            return MachineStatus.PENDING;
        }
        if (isInError(server)) {
            throw TargetException.refused("OpenStack says that the server " + id(server) + " is in error: "
                    + fault(server) + ". Undeploy the machine, or repair the server there.");
        }
        throw TargetException.unsure("OpenStack says that the server " + id(server) + " is " + status, null);
    }

    MachineFacts facts(String id) throws TargetException, InterruptedException {
        JsonNode server = get(id).orElseThrow(
                        () -> TargetException.refused("OpenStack has no server " + id + " in this project."));
        List<String> floating = new ArrayList<>();
        List<String> fixed = new ArrayList<>();
        server.path("addresses")
                .forEach(network -> network.forEach(
                        address -> (address.path("OS-EXT-IPS:type").asText().equals("floating") ? floating : fixed)
                                .add(address.path("addr").asText())));
        floating.addAll(fixed);
        String image = server.path("image").path("id").asText("");
        String name = image;
        if (!image.isEmpty()) {
            Reply reply = cloud.get(Service.IMAGE, "/images/" + image);
            // An image may be deleted while its servers live on.
            name = reply.isDone() ? reply.json().path("name").asText(image) : image;
        }
        return new MachineFacts(
                id,
                server.path("name").asText(),
                floating,
                server.path("OS-EXT-AZ:availability_zone").asText(""),
                server.path("flavor").path("original_name").asText(""),
                name);
    }
}
