package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;

/** What was made for machines beside their servers: finds it, and takes it away. */
final class Remains {

    static final String SERVER = "server";
    static final String PORT = "port";
    static final String ADDRESS = "floating-ip";
    static final String GROUP = "security-group";
    static final String KEY_PAIR = "key-pair";
    static final String VOLUME = "volume";

    private final Cloud cloud;
    private final Servers servers;

    Remains(Cloud cloud) {
        this.cloud = cloud;
        this.servers = new Servers(cloud);
    }

    /** The ports of a machine, also while no server has them yet. */
    List<JsonNode> ports(MachineKey key) throws TargetException, InterruptedException {
        return cloud.list(Service.NETWORK, "/ports?name=" + Mark.name(key), "ports");
    }

    /**
     * Deletes all that was made for a machine.
     *
     * @param serverId one that is meant as well, whatever Nova lists; may be null
     * @return false when something is left that can only be deleted in a while: it is in use by what is being deleted
     */
    boolean remove(MachineKey key, String serverId) throws TargetException, InterruptedException {
        Set<String> ids = new HashSet<>();
        servers.of(key).forEach(server -> ids.add(Servers.id(server)));
        boolean done = ids.isEmpty();
        if (serverId != null) {
            ids.add(serverId);
        }
        for (String id : ids) {
            servers.delete(id);
        }
        return removeBesideServers(key) && done;
    }

    /** The same without the servers. */
    boolean removeBesideServers(MachineKey key) throws TargetException, InterruptedException {
        boolean done = true;
        // An address that lost its port is nobody's any more, and costs money: it goes first.
        for (JsonNode address : addresses()) {
            if (Mark.isOf(key, address.path("description").asText())) {
                done &= delete(ADDRESS, address.path("id").asText());
            }
        }
        for (JsonNode port : ports(key)) {
            done &= delete(PORT, port.path("id").asText());
        }
        for (JsonNode group :
                cloud.list(Service.NETWORK, "/security-groups?name=" + Mark.name(key), "security_groups")) {
            done &= delete(GROUP, group.path("id").asText());
        }
        for (String pair : keyPairs()) {
            if (Mark.isOf(key, pair)) {
                done &= delete(KEY_PAIR, pair);
            }
        }
        for (JsonNode volume : volumes()) {
            if (Volumes.key(volume).filter(key::equals).isPresent()) {
                // Cinder says yes at once and deletes later: it counts when it is gone.
                done = false;
                remove(volume);
            }
        }
        return done;
    }

    /**
     * Deletes a volume as soon as it can be. Of a server that was deleted before it had a host Nova leaves the volume
     * reserved: then it is let go of here.
     */
    private void remove(JsonNode volume) throws TargetException, InterruptedException {
        String id = volume.path("id").asText();
        if (Volumes.isReserved(volume)) {
            for (JsonNode attachment : cloud.list(Service.VOLUME, "/attachments?volume_id=" + id, "attachments")) {
                if (servers.get(attachment.path("instance").asText()).isEmpty()) {
                    cloud.delete(
                            Service.VOLUME,
                            "/attachments/" + attachment.path("id").asText());
                }
            }
        } else if (Volumes.isFree(volume)) {
            delete(VOLUME, id);
        } else if (Volumes.isStuck(volume)) {
            throw TargetException.refused("OpenStack could not delete the volume " + id
                    + ": have its state reset by an administrator, then it is deleted.");
        }
    }

    /** All that was made for machines of an owner. */
    List<MadeResource> of(String owner) throws TargetException, InterruptedException {
        List<MadeResource> made = new ArrayList<>();
        for (JsonNode server : cloud.list(Service.COMPUTE, "/servers/detail", "servers")) {
            JsonNode marks = server.path("metadata");
            if (marks.path(Creation.OWNER).asText().equals(owner)) {
                add(made, SERVER, server, "roboconf-" + marks.path(Creation.KEY).asText());
            }
        }
        for (JsonNode address : addresses()) {
            String mark = address.path("description").asText();
            if (Mark.owner(mark).equals(owner)) {
                Mark.key(mark)
                        .ifPresent(key -> made.add(new MadeResource(
                                ADDRESS,
                                address.path("id").asText(),
                                address.path("floating_ip_address").asText(),
                                key)));
            }
        }
        String query = "?description=" + Cloud.encoded(owner);
        for (JsonNode port : cloud.list(Service.NETWORK, "/ports" + query, "ports")) {
            add(made, PORT, port, port.path("name").asText());
        }
        for (JsonNode group : cloud.list(Service.NETWORK, "/security-groups" + query, "security_groups")) {
            add(made, GROUP, group, group.path("name").asText());
        }
        for (String pair : keyPairs()) {
            if (Mark.owner(pair).equals(owner)) {
                Mark.key(pair).ifPresent(key -> made.add(new MadeResource(KEY_PAIR, pair, pair, key)));
            }
        }
        for (JsonNode volume : volumes()) {
            if (volume.path("metadata").path(Creation.OWNER).asText().equals(owner)) {
                Volumes.key(volume)
                        .ifPresent(key -> made.add(new MadeResource(
                                VOLUME,
                                volume.path("id").asText(),
                                volume.path("name").asText(),
                                key)));
            }
        }
        return made;
    }

    private static void add(List<MadeResource> made, String kind, JsonNode one, String mark) {
        Mark.key(mark)
                .ifPresent(key -> made.add(new MadeResource(
                        kind, one.path("id").asText(), one.path("name").asText(), key)));
    }

    /** Deletes one thing; false when it is still in use. */
    boolean delete(String kind, String id) throws TargetException, InterruptedException {
        Reply reply =
                switch (kind) {
                    case SERVER -> cloud.delete(Service.COMPUTE, "/servers/" + id);
                    case PORT -> cloud.delete(Service.NETWORK, "/ports/" + id);
                    case ADDRESS -> cloud.delete(Service.NETWORK, "/floatingips/" + id);
                    case GROUP -> cloud.delete(Service.NETWORK, "/security-groups/" + id);
                    case KEY_PAIR -> cloud.delete(Service.COMPUTE, "/os-keypairs/" + Cloud.encoded(id));
                    case VOLUME -> cloud.delete(Service.VOLUME, "/volumes/" + id);
                    default -> throw TargetException.refused("OpenStack has no " + kind + " that a machine was given.");
                };
        if (reply.isConflict() || kind.equals(VOLUME) && reply.status() == Reply.BAD_REQUEST) {
            return false;
        }
        if (!reply.isAbsent()) {
            reply.json();
        }
        return true;
    }

    private List<JsonNode> addresses() throws TargetException, InterruptedException {
        return cloud.list(Service.NETWORK, "/floatingips", "floatingips");
    }

    private List<String> keyPairs() throws TargetException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode pair : cloud.list(Service.COMPUTE, "/os-keypairs", "keypairs")) {
            names.add(pair.path("keypair").path("name").asText());
        }
        return names;
    }

    private List<JsonNode> volumes() throws TargetException, InterruptedException {
        return cloud.has(Service.VOLUME) ? cloud.list(Service.VOLUME, "/volumes/detail", "volumes") : List.of();
    }
}
