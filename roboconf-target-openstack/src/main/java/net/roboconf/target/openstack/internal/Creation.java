package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.openstack.internal.MachineSettings.GroupRule;

/**
 * Makes one machine. Nova has no token by which it would know a request that comes twice, so the machine's port stands for
 * it: it is made first, a server is made with it, and Neutron gives a port to one server only. Who finds a port and no
 * server knows that a creation was cut off. It waits for the server, in vain most often, then deletes the port, without
 * which a request that is still on its way makes no server that runs, and begins anew.
 */
final class Creation {

    /** Metadata of servers and volumes. */
    static final String KEY = "roboconf.key";

    static final String OWNER = "roboconf.owner";

    private static final int LARGEST_USER_DATA = 65535 / 4 * 3;

    private final Cloud cloud;
    private final KnownNames names;
    private final Servers servers;
    private final Remains remains;
    private final MachineSettings settings;
    private final MachineRequest request;
    private final Mark mark;
    private final Pace pace;
    private final Made made = new Made();

    Creation(Cloud cloud, KnownNames names, MachineSettings settings, MachineRequest request, Pace pace) {
        this.cloud = cloud;
        this.names = names;
        this.servers = new Servers(cloud);
        this.remains = new Remains(cloud);
        this.settings = settings;
        this.request = request;
        this.mark = new Mark(request.key(), request.owner());
        this.pace = pace;
    }

    /**
     * How long is waited.
     *
     * @param settling until the cloud shows the server of a creation that was cut off
     * @param placing as long as Nova may look for a host
     * @param step between two looks
     */
    record Pace(Duration settling, Duration placing, Duration step) {

        /** One more look, which succeeds in the end. */
        @FunctionalInterface
        interface Look {

            boolean succeeds() throws TargetException, InterruptedException;
        }

        /** Looks until it succeeds, or for so long; whether it did. */
        boolean await(Duration most, Look look) throws TargetException, InterruptedException {
            long deadline = System.nanoTime() + most.toNanos();
            while (!look.succeeds()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.NANOSECONDS.sleep(step.toNanos());
            }
            return true;
        }
    }

    /** What this creation has made so far, so that it can be taken away even if the cloud does not list it yet. */
    static final class Made {

        private final Deque<String[]> things = new ArrayDeque<>();

        void add(String kind, String id) {
            things.push(new String[] {kind, id});
        }
    }

    /**
     * Makes the machine, or finds it.
     *
     * @param asked says whether the request for a server may have been sent before; told when it is sent
     * @return the identifier of the server
     */
    String run(Asked asked) throws TargetException, InterruptedException {
        Names.Found found = names.of(cloud, settings);
        List<JsonNode> there = servers.of(request.key());
        if (there.isEmpty() && !remains.ports(request.key()).isEmpty()) {
            there = afterAnEarlierOne(asked.before());
        }
        if (!there.isEmpty()) {
            return Servers.id(there.get(0));
        }
        try {
            return make(found, asked);
        } catch (TargetException e) {
            if (e.isOutcomeUnknown()) {
                throw e;
            }
            names.forget(settings);
            takeBack(e);
            throw e;
        }
    }

    /** Whether a server may have been asked for. */
    interface Asked {

        boolean before();

        void now();
    }

    private List<JsonNode> afterAnEarlierOne(boolean mayComeYet) throws TargetException, InterruptedException {
        List<JsonNode> there = new ArrayList<>();
        if (!mayComeYet || !pace.await(pace.settling(), () -> there.addAll(servers.of(request.key())))) {
            remains.removeBesideServers(request.key());
        }
        return there;
    }

    private String make(Names.Found found, Asked asked) throws TargetException, InterruptedException {
        if (settings.publicKey() != null) {
            makeKeyPair();
        }
        List<String> groups = new ArrayList<>(found.groups());
        if (!settings.rules().isEmpty()) {
            groups.add(makeGroup());
        }
        List<String> ports = new ArrayList<>();
        String address = null;
        for (String network : found.networks()) {
            JsonNode port = makePort(network, groups);
            ports.add(port.path("id").asText());
            address = address == null
                    ? port.path("fixed_ips").path(0).path("ip_address").asText(null)
                    : address;
        }
        if (found.pool() != null) {
            String floating = makeFloatingAddress(found.pool(), ports.get(0));
            address = settings.floatingIsExported() ? floating : address;
        }
        for (String container : settings.containers()) {
            cloud.put(Service.OBJECT, "/" + Cloud.encoded(container)).json();
        }
        ArrayNode devices = JsonNodeFactory.instance.arrayNode();
        if (!settings.volumes().isEmpty()) {
            devices.addObject()
                    .put("boot_index", 0)
                    .put("uuid", found.image())
                    .put("source_type", "image")
                    .put("destination_type", "local")
                    .put("delete_on_termination", true);
            new Volumes(cloud, pace).add(request, settings.volumes(), devices, made);
        }
        ObjectNode server = server(found, ports, devices, address);
        asked.now();
        String id = cloud.post(Service.COMPUTE, "/servers", server)
                .json()
                .path("server")
                .path("id")
                .asText();
        made.add(Remains.SERVER, id);
        awaitPlace(id);
        for (JsonNode other : servers.of(request.key())) {
            if (!Servers.id(other).equals(id)) {
                servers.delete(Servers.id(other));
            }
        }
        return id;
    }

    private void makeKeyPair() throws TargetException, InterruptedException {
        ObjectNode pair = object();
        pair.put("name", mark.nameAndOwner()).put("type", "ssh").put("public_key", settings.publicKey());
        Reply reply = cloud.post(Service.COMPUTE, "/os-keypairs", object().set("keypair", pair));
        if (!reply.isConflict()) {
            reply.json();
        }
        made.add(Remains.KEY_PAIR, mark.nameAndOwner());
    }

    private String makeGroup() throws TargetException, InterruptedException {
        String name = Mark.name(request.key());
        List<JsonNode> there = cloud.list(Service.NETWORK, "/security-groups?name=" + name, "security_groups");
        String id;
        if (there.isEmpty()) {
            ObjectNode group = object();
            group.put("name", name).put("description", request.owner());
            id = cloud.post(Service.NETWORK, "/security-groups", object().set("security_group", group))
                    .json()
                    .path("security_group")
                    .path("id")
                    .asText();
        } else {
            id = there.get(0).path("id").asText();
        }
        made.add(Remains.GROUP, id);
        List<JsonNode> all = null;
        for (GroupRule rule : settings.rules()) {
            ObjectNode body = object();
            body.put("security_group_id", id).put("direction", "ingress").put("protocol", rule.protocol());
            if (rule.from() >= 0) {
                body.put("port_range_min", rule.from()).put("port_range_max", rule.to());
            }
            if (rule.source() != null) {
                body.put("remote_ip_prefix", rule.source());
                body.put("ethertype", rule.source().contains(":") ? "IPv6" : "IPv4");
            } else if (rule.group().equals("self")) {
                body.put("remote_group_id", id);
            } else {
                all = all == null ? new Names(cloud).groups() : all;
                body.put("remote_group_id", Names.only("security group", GroupRule.KEY, rule.group(), all));
            }
            Reply reply =
                    cloud.post(Service.NETWORK, "/security-group-rules", object().set("security_group_rule", body));
            // It has this rule from an earlier attempt.
            if (!reply.isConflict() || there.isEmpty()) {
                reply.json();
            }
        }
        return id;
    }

    private JsonNode makePort(String network, List<String> groups) throws TargetException, InterruptedException {
        ObjectNode port = object();
        port.put("network_id", network).put("name", Mark.name(request.key())).put("description", request.owner());
        if (!groups.isEmpty()) {
            groups.forEach(port.putArray("security_groups")::add);
        }
        JsonNode answer = cloud.post(Service.NETWORK, "/ports", object().set("port", port))
                .json()
                .path("port");
        made.add(Remains.PORT, answer.path("id").asText());
        return answer;
    }

    /** Always a new one: one that is free now is another machine's in a moment. */
    private String makeFloatingAddress(String pool, String port) throws TargetException, InterruptedException {
        ObjectNode address = object();
        address.put("floating_network_id", pool).put("port_id", port).put("description", mark.nameAndOwner());
        JsonNode answer = cloud.post(Service.NETWORK, "/floatingips", object().set("floatingip", address))
                .json()
                .path("floatingip");
        made.add(Remains.ADDRESS, answer.path("id").asText());
        return answer.path("floating_ip_address").asText();
    }

    private ObjectNode server(Names.Found found, List<String> ports, ArrayNode devices, String address)
            throws TargetException {
        ObjectNode server = object();
        String instance = request.path().root().name();
        server.put("name", request.application() + "." + instance)
                .put("imageRef", found.image())
                .put("flavorRef", found.flavor())
                .put("user_data", Base64.getEncoder().encodeToString(UserData.bytes(userData(address))));
        ArrayNode networks = server.putArray("networks");
        ports.forEach(port -> networks.addObject().put("port", port));
        server.putArray("tags").add(Mark.name(request.key()));
        server.putObject("metadata")
                .put("Application Name", request.application())
                .put("Root Instance Name", instance)
                .put("Created by", "Roboconf")
                .put(KEY, request.key().value())
                .put(OWNER, request.owner());
        if (settings.publicKey() != null) {
            server.put("key_name", mark.nameAndOwner());
        } else if (settings.keyPair() != null) {
            server.put("key_name", settings.keyPair());
        }
        if (settings.zone() != null) {
            server.put("availability_zone", settings.zone());
        }
        if (settings.configDrive()) {
            server.put("config_drive", true);
        }
        if (!devices.isEmpty()) {
            server.set("block_device_mapping_v2", devices);
        }
        ObjectNode body = object();
        body.set("server", server);
        return body;
    }

    private String userData(String address) throws TargetException {
        AgentSettings agent =
                address == null ? request.agent() : request.agent().withAddress(address);
        String text;
        try {
            text = UserData.of(agent, settings.parts());
        } catch (IllegalArgumentException e) {
            throw new TargetException(e.getMessage(), false, e);
        }
        Optional<String> tooLarge = UserData.tooLarge(text, LARGEST_USER_DATA);
        if (tooLarge.isPresent()) {
            throw TargetException.refused(tooLarge.get() + ".");
        }
        return text;
    }

    /** Nova accepts first and looks for a host then: only when it has found one the machine is accepted. */
    private void awaitPlace(String id) throws TargetException, InterruptedException {
        boolean[] shown = {false};
        pace.await(pace.placing(), () -> {
            Optional<JsonNode> server = servers.get(id);
            if (server.isPresent() && Servers.isInError(server.get())) {
                throw TargetException.refused("OpenStack cannot make the server: " + Servers.fault(server.get()));
            }
            shown[0] = server.isPresent();
            return shown[0] && !Servers.isBeingPlaced(server.get());
        });
        if (!shown[0]) {
            throw TargetException.unsure(
                    "OpenStack has accepted the server " + id + " and does not show it after "
                            + pace.placing().toSeconds() + " s",
                    null);
        }
    }

    /** Leaves nothing behind of a creation that was refused. */
    private void takeBack(TargetException refusal) throws TargetException, InterruptedException {
        try {
            if (pace.await(pace.placing(), this::isTakenBack)) {
                return;
            }
        } catch (TargetException e) {
            refusal.addSuppressed(e);
        }
        // The Deployment Manager comes again; what is left then goes first.
        throw TargetException.unsure(refusal.getMessage() + " What was made before could not be deleted yet.", refusal);
    }

    private boolean isTakenBack() throws TargetException, InterruptedException {
        boolean done = true;
        for (String[] thing : made.things) {
            done &= remains.delete(thing[0], thing[1]);
        }
        return remains.remove(request.key(), null) && done;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
