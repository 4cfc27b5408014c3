package net.roboconf.target.openstack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of OpenStack as the target uses, in memory, for what the real one cannot be made to do: to show late what it
 * did, to be busy, to forget a token. What it says otherwise is what the real one says, for which the same tests run against
 * it. Thread-safe.
 */
final class PlayedOpenstack implements AutoCloseable {

    static final String PASSWORD = "very secret indeed";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVER = "servers";
    private static final String PORT = "ports";
    private static final String VOLUME = "volumes";

    static {
        // Else each answer waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<String, Thing>> things = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<ObjectNode> servers = new ArrayList<>();
    private Duration late = Duration.ZERO;
    private Duration serversLate = Duration.ZERO;
    private String token = "token-1";
    private int logins;

    /** Something that exists, with when it is shown. */
    private record Thing(ObjectNode json, long shownAt, long readyAt) {

        boolean isShown() {
            return System.nanoTime() >= shownAt;
        }
    }

    /** An answer that is no success. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String words) {
            super(words);
            this.status = status;
        }
    }

    PlayedOpenstack() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::serve);
        http.start();
        given("images", "agent").put("status", "active");
        given("flavors", "m1.tiny");
        given("flavors", "m1.vast");
        given("networks", "private");
        given("networks", "public").put("router:external", true);
        given("security-groups", "default");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** From now on, what is made is shown that much later. */
    synchronized void showLate(Duration delay) {
        late = delay;
        serversLate = delay;
    }

    /** The same for servers alone. */
    synchronized void showServersLate(Duration delay) {
        serversLate = delay;
    }

    /** Tokens that were given are no good any more. */
    synchronized void forgetTokens() {
        token = "token-" + logins + "-more";
    }

    synchronized ObjectNode given(String kind, String name) {
        String id = UUID.randomUUID().toString();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("name", name);
        of(kind).put(id, new Thing(json, 0, 0));
        return json;
    }

    /** What was made and exists: kind and identifier. */
    synchronized List<String> made() {
        List<String> made = new ArrayList<>();
        things.forEach((kind, all) -> all.forEach((id, thing) -> {
            if (thing.shownAt > 0 && !kind.equals("security-group-rules")) {
                made.add(kind + " " + id);
            }
        }));
        return made;
    }

    synchronized int count(String kind) {
        return of(kind).size();
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** The bodies of all requests for a server. */
    synchronized List<ObjectNode> wantedServers() {
        return List.copyOf(servers);
    }

    synchronized int logins() {
        return logins;
    }

    private Map<String, Thing> of(String kind) {
        return things.computeIfAbsent(kind, one -> new LinkedHashMap<>());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status;
            JsonNode answer;
            try {
                synchronized (this) {
                    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    answer = answer(exchange, body.length == 0 ? null : JSON.readTree(body));
                }
                status = answer == null ? 204 : 200;
            } catch (Refused e) {
                status = e.status;
                ObjectNode error = JsonNodeFactory.instance.objectNode();
                error.putObject("refused").put("code", e.status).put("message", e.getMessage());
                answer = error;
            }
            byte[] text = answer == null ? new byte[0] : JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private JsonNode answer(HttpExchange exchange, JsonNode body) throws Refused {
        String method = exchange.getRequestMethod();
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        if (path[0].equals("identity")) {
            return login(exchange, body);
        }
        if (!token.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            throw new Refused(401, "The request you have made requires authentication.");
        }
        // /network/v2.0/ports, /image/v2/images, /compute/servers
        int at = List.of("network", "image").contains(path[0]) ? 2 : 1;
        String kind = path[at];
        String id = path.length > at + 1 ? path[at + 1] : null;
        if (method.equals("POST")) {
            return make(kind, body.elements().next());
        }
        if (method.equals("PUT")) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (method.equals("DELETE")) {
            delete(kind, id);
            return null;
        }
        if (id == null || id.equals("detail")) {
            return list(kind, query(exchange.getRequestURI()));
        }
        Thing thing = of(kind).get(id);
        if (thing == null || !thing.isShown()) {
            throw new Refused(404, kind + " " + id + " could not be found.");
        }
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.set(kind.replaceAll("s$", ""), shown(kind, thing));
        return one;
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private JsonNode login(HttpExchange exchange, JsonNode body) throws Refused {
        JsonNode identity = body.path("auth").path("identity");
        String secret = identity.path("password").path("user").path("password").asText()
                + identity.path("application_credential").path("secret").asText();
        if (!secret.equals(PASSWORD)) {
            throw new Refused(401, "The request you have made requires authentication.");
        }
        logins++;
        exchange.getResponseHeaders().set("X-Subject-Token", token);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode catalogue = answer.putObject("token").putArray("catalog");
        Map<String, String> services = new TreeMap<>(Map.of(
                "compute", "/compute",
                "network", "/network",
                "image", "/image",
                "volumev3", "/volume",
                "object-store", "/object"));
        services.forEach((type, path) -> catalogue
                .addObject()
                .put("type", type)
                .putArray("endpoints")
                .addObject()
                .put("interface", "public")
                .put("region_id", "RegionOne")
                .put("url", address() + path));
        return answer;
    }

    private JsonNode make(String kind, JsonNode wanted) throws Refused {
        ObjectNode json = wanted.deepCopy();
        String id = kind.equals("os-keypairs")
                ? wanted.path("name").asText()
                : UUID.randomUUID().toString();
        if (of(kind).containsKey(id)) {
            throw new Refused(409, "Key pair '" + id + "' already exists.");
        }
        json.put("id", id);
        switch (kind) {
            case SERVER -> makeServer(json);
            case PORT -> {
                json.put("device_id", "");
                json.putArray("fixed_ips").addObject().put("ip_address", "10.5.0." + (2 + count(PORT)));
            }
            case "floatingips" -> json.put("floating_ip_address", "198.18.0." + (2 + count("floatingips")));
            case VOLUME -> json.put("status", "creating");
            default -> {
                // It is what was wanted.
            }
        }
        long now = System.nanoTime();
        of(kind).put(
                        id,
                        new Thing(
                                json,
                                now + (kind.equals(SERVER) ? serversLate : late).toNanos(),
                                now
                                        + (kind.equals(VOLUME)
                                                ? 0
                                                : Duration.ofMillis(50).toNanos())));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("made", json);
        answer.set(kind.replace('-', '_').replaceAll("s$", ""), json);
        return answer;
    }

    private void makeServer(ObjectNode json) throws Refused {
        servers.add(json.deepCopy());
        for (JsonNode network : json.path("networks")) {
            Thing port = of(PORT).get(network.path("port").asText());
            if (port == null) {
                throw new Refused(400, "Port " + network.path("port").asText() + " could not be found.");
            }
            if (!port.json.path("device_id").asText().isEmpty()) {
                throw new Refused(409, "Port " + network.path("port").asText() + " is still in use.");
            }
            port.json.put("device_id", json.path("id").asText());
        }
        for (JsonNode device : json.path("block_device_mapping_v2")) {
            Thing volume = of(VOLUME).get(device.path("uuid").asText());
            if (volume != null) {
                volume.json.put("status", "in-use");
                volume.json.put("server", json.path("id").asText());
            }
        }
        boolean hasHost = !of("flavors")
                .get(json.path("flavorRef").asText())
                .json
                .path("name")
                .asText()
                .equals("m1.vast");
        json.put("created", String.format("%020d", System.nanoTime()));
        if (!hasHost) {
            for (JsonNode device : json.path("block_device_mapping_v2")) {
                Thing volume = of(VOLUME).get(device.path("uuid").asText());
                if (volume != null) {
                    // Nova has it reserved before it looks for a host, and leaves it so.
                    volume.json.put("status", "reserved").remove("server");
                    given("attachments", "")
                            .put("volume_id", device.path("uuid").asText())
                            .put("instance", json.path("id").asText());
                }
            }
            json.put("status", "ERROR");
            json.putObject("fault").put("message", "No valid host was found. ");
        } else {
            json.put("status", "BUILD").put("OS-EXT-STS:task_state", "spawning");
        }
    }

    private void delete(String kind, String id) throws Refused {
        if (!of(kind).containsKey(id)) {
            throw new Refused(404, kind + " " + id + " could not be found.");
        }
        if (kind.equals("security-groups")) {
            for (Thing port : of(PORT).values()) {
                for (JsonNode group : port.json.path("security_groups")) {
                    if (group.asText().equals(id)) {
                        throw new Refused(409, "Security Group " + id + " in use.");
                    }
                }
            }
        }
        if (kind.equals(VOLUME)
                && List.of("in-use", "reserved")
                        .contains(of(VOLUME).get(id).json.path("status").asText())) {
            throw new Refused(400, "Volume status must be available.");
        }
        Thing gone = of(kind).remove(id);
        if (kind.equals("attachments")) {
            of(VOLUME).get(gone.json.path("volume_id").asText()).json.put("status", "available");
        }
        if (kind.equals(SERVER)) {
            for (Thing volume : of(VOLUME).values()) {
                if (volume.json.path("server").asText().equals(id)) {
                    volume.json.put("status", "available");
                }
            }
        }
    }

    private JsonNode list(String kind, Map<String, String> query) {
        String field = kind.equals("os-keypairs") ? "keypairs" : kind.replace('-', '_');
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode all = answer.putArray(field);
        for (Thing thing : of(kind).values()) {
            boolean asked = query.entrySet().stream().allMatch(one -> switch (one.getKey()) {
                case "limit" -> true;
                case "tags" -> thing.json.path("tags").toString().contains("\"" + one.getValue() + "\"");
                default -> thing.json.path(one.getKey()).asText().equals(one.getValue());
            });
            if (asked && thing.isShown()) {
                if (kind.equals("os-keypairs")) {
                    all.addObject().set("keypair", thing.json);
                } else {
                    all.add(shown(kind, thing));
                }
            }
        }
        return answer;
    }

    private static ObjectNode shown(String kind, Thing thing) {
        if (System.nanoTime() >= thing.readyAt) {
            if (kind.equals(SERVER) && thing.json.path("status").asText().equals("BUILD")) {
                thing.json.put("status", "ACTIVE").putNull("OS-EXT-STS:task_state");
            }
            if (kind.equals(VOLUME) && thing.json.path("status").asText().equals("creating")) {
                thing.json.put("status", "available");
            }
        }
        return thing.json;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
