package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Azure over HTTP, on the loopback interface: its Resource Manager, its login and its metadata service. Thread-safe. */
public final class AzureServer implements AutoCloseable {

    public static final String TENANT = "11111111-2222-3333-4444-555555555555";
    public static final String CLIENT = "66666666-7777-8888-9999-aaaaaaaaaaaa";
    public static final String SECRET = "Q8~the.secret_of+a/client";
    public static final String SUBSCRIPTION = "bd81406c-6028-4037-9f03-9a3af4ff725d";
    public static final String SSH_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8m9Zz1vY0m9s2aVq0lqkz9s2aVq0lqkz9s2aVq0lqk op";

    /** Without a token, for tests in other processes: what exists, a line for each. */
    private static final String ALL = "/made";

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Else each answer waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Cloud cloud;
    private final Arm arm;
    private final Login login = new Login();
    private final List<Long> times = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Long> askedAt = new ArrayList<>();
    private final Deque<ApiError> errors = new ArrayDeque<>();
    private final Deque<ApiError> loginErrors = new ArrayDeque<>();
    private int tokens;

    public AzureServer(int port, Behaviour behaviour) throws IOException {
        cloud = new Cloud(behaviour);
        arm = new Arm(cloud, "/subscriptions/" + SUBSCRIPTION, Catalogue.GROUPS.get(0));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** A quick one on a free port. */
    public static AzureServer quick() throws IOException {
        return new AzureServer(0, Behaviour.quick());
    }

    /**
     * Runs one until the process is ended: {@code PORT TAKING-MS ANSWER-AFTER-MS PER-SECOND TOKEN-LIFE-S PAGE}.
     * Prints its address.
     */
    public static void main(String[] args) throws IOException {
        Behaviour behaviour = Behaviour.quick()
                .taking(Duration.ofMillis(Long.parseLong(args[1])))
                .answerAfter(Duration.ofMillis(Long.parseLong(args[2])))
                .perSecond(Integer.parseInt(args[3]))
                .tokenLife(Duration.ofSeconds(Long.parseLong(args[4])))
                .page(Integer.parseInt(args[5]));
        AzureServer server = new AzureServer(Integer.parseInt(args[0]), behaviour);
        System.out.println(server.address());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on. */
    public synchronized void behave(Behaviour behaviour) {
        cloud.behaviour = behaviour;
    }

    /** Answers the next requests like this. */
    public synchronized void refuseNext(ApiError... next) {
        errors.addAll(List.of(next));
    }

    /** Answers the next requests for a token like this. */
    public synchronized void refuseNextLogin(ApiError... next) {
        loginErrors.addAll(List.of(next));
    }

    /** Accepts the next machine, and then cannot make it. */
    public synchronized void failNextMachine(ApiError failure) {
        cloud.nextFailure = failure;
    }

    /** Accepts no token any more that was given so far. */
    public void revokeTokens() {
        login.revoke();
    }

    public synchronized List<Entry> machines() {
        return of(Cloud.MACHINE);
    }

    public synchronized List<Entry> disks() {
        return of(Cloud.DISK);
    }

    public synchronized List<Entry> interfaces() {
        return of(Cloud.INTERFACE);
    }

    public synchronized List<Entry> addresses() {
        return of(Cloud.ADDRESS);
    }

    private List<Entry> of(String type) {
        cloud.settle();
        return cloud.all(type);
    }

    /** Makes something, as somebody does who is no target. */
    public synchronized Entry make(String id, String type, String body) throws IOException {
        Entry made = cloud.add(id, type, (com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(body));
        made.state("Succeeded");
        return made;
    }

    /** Has a machine stopped, as somebody does in Azure's portal. */
    public synchronized void power(String id, String state) {
        cloud.find(id).power = state;
    }

    /** Has one fail that was accepted. */
    public synchronized void fail(String id, ApiError why) {
        Entry machine = cloud.find(id);
        machine.failure = why;
        machine.power = "";
        machine.state("Failed");
    }

    /** Has one deleted in Azure's portal. */
    public synchronized void delete(String id) {
        cloud.find(id).delete();
    }

    /** All that was made and exists. */
    public synchronized Collection<String> made() {
        cloud.settle();
        return cloud.all().stream()
                .map(one ->
                        (one.isMachine() ? "server" : one.type) + " " + one.id + " " + one.state() + " " + one.tags())
                .toList();
    }

    /** The requests to the Resource Manager: method, and path without subscription and group. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** The time between two of these requests. */
    public synchronized Duration between(int first, int second) {
        return Duration.ofNanos(askedAt.get(second) - askedAt.get(first));
    }

    /** How often a token was asked for. */
    public synchronized int tokens() {
        return tokens;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                answer(exchange, exchange.getRequestURI().getPath(), body);
            } catch (ApiError e) {
                e.retryAfter().ifPresent(seconds -> exchange.getResponseHeaders()
                        .set("Retry-After", Integer.toString(seconds)));
                write(exchange, e.status(), e.body().toString());
            } catch (Login.Refusal e) {
                write(exchange, e.status, e.body.toString());
            }
        }
    }

    private void answer(HttpExchange exchange, String path, String body) throws IOException {
        if (path.equals(ALL)) {
            write(exchange, 200, String.join("\n", made()));
        } else if (path.endsWith("/oauth2/v2.0/token")) {
            write(exchange, 200, token(path.split("/")[1], body).toString());
        } else if (path.equals("/metadata/identity/oauth2/token")) {
            if (!"true".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Metadata"))) {
                throw ApiError.bad("invalid_request", "Required metadata header not specified");
            }
            write(
                    exchange,
                    200,
                    tokenOfMachine(exchange.getRequestURI().getRawQuery()).toString());
        } else {
            login.check(exchange.getRequestHeaders().getFirst("Authorization"));
            Arm.Reply reply = manage(exchange, path, body);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            write(
                    exchange,
                    reply.status(),
                    reply.body() == null ? "" : reply.body().toString());
        }
    }

    private synchronized JsonNode token(String tenant, String body) {
        tokens++;
        refuse(loginErrors);
        return login.toPrincipal(tenant, body, cloud.behaviour.tokenLife());
    }

    private synchronized JsonNode tokenOfMachine(String query) {
        tokens++;
        refuse(loginErrors);
        return login.toMachine(query, cloud.behaviour.tokenLife());
    }

    private static void refuse(Deque<ApiError> planned) {
        if (!planned.isEmpty()) {
            throw planned.poll();
        }
    }

    private Arm.Reply manage(HttpExchange exchange, String path, String body) throws IOException {
        Map<String, String> query =
                new TreeMap<>(Login.form(exchange.getRequestURI().getRawQuery()));
        String forwarded = exchange.getRequestHeaders().getFirst("X-Forwarded-Host");
        String host = forwarded == null ? exchange.getRequestHeaders().getFirst("Host") : forwarded;
        String method = exchange.getRequestMethod();
        JsonNode content = body.isBlank() ? null : JSON.readTree(body);
        Arm.Reply reply;
        Duration delay;
        synchronized (this) {
            throttle();
            asked.add(method + " "
                    + path.replaceFirst("(?i).*?/resourceGroups/[^/]+", "").replaceFirst("^/subscriptions/[^/]+", ""));
            askedAt.add(System.nanoTime());
            refuse(errors);
            reply = arm.answer("http://" + host, method, path, query, content);
            boolean slow = method.equals("PUT") && path.contains("/virtualMachines/");
            delay = slow ? cloud.behaviour.answerAfter() : Duration.ZERO;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reply;
    }

    private void throttle() {
        long now = System.nanoTime();
        long recent = 0;
        for (int i = times.size() - 1; i >= 0 && now - times.get(i) < TimeUnit.SECONDS.toNanos(1); i--) {
            recent++;
        }
        times.add(now);
        if (recent >= 2L * cloud.behaviour.perSecond()) {
            throw new ApiError(
                    429,
                    "TooManyRequests",
                    "The request is being throttled as the limit has been reached for operation type - Write.",
                    1);
        }
    }

    private static void write(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
