package net.roboconf.target.ec2.server;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** EC2 over HTTP, on the loopback interface. Thread-safe. */
public final class Ec2Server implements AutoCloseable {

    public static final String ACCESS_KEY = "AKIDEXAMPLE";
    public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public static final String REGION = "us-east-1";

    /** An address that nobody uses at first. */
    public static final String FREE_ADDRESS = "203.0.113.200";

    /** Without a signature, for tests in other processes: what exists, a line for each. */
    private static final String MADE = "/made";

    /** The same about requests: how many came, how many within one second at most, and how many were too many. */
    private static final String ASKED = "/asked";

    static {
        // Else each answer waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Cloud cloud;
    private final Actions actions;
    private final SignatureCheck signatures;
    private final List<Long> times = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Deque<ApiError> errors = new ArrayDeque<>();
    private int throttled;

    public Ec2Server(int port, Behaviour behaviour, String sessionToken) throws IOException {
        cloud = new Cloud(behaviour);
        actions = new Actions(cloud);
        signatures = new SignatureCheck(ACCESS_KEY, SECRET_KEY, REGION, sessionToken);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** A quick one on a free port. */
    public static Ec2Server quick() throws IOException {
        return new Ec2Server(0, Behaviour.quick(), null);
    }

    /**
     * Runs one until the process is ended: {@code PORT SEEN-AFTER-MS PENDING-MS ANSWER-AFTER-MS PER-SECOND}. Prints its
     * address.
     */
    public static void main(String[] args) throws IOException {
        Behaviour behaviour = Behaviour.quick()
                .seenAfter(Duration.ofMillis(Long.parseLong(args[1])))
                .pending(Duration.ofMillis(Long.parseLong(args[2])))
                .answerAfter(Duration.ofMillis(Long.parseLong(args[3])))
                .perSecond(Integer.parseInt(args[4]));
        Ec2Server server = new Ec2Server(Integer.parseInt(args[0]), behaviour, null);
        System.out.println(server.address());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on. */
    public synchronized void behave(Behaviour behaviour) {
        cloud.behaviour = behaviour;
    }

    /** Answers the next requests for one action like this. */
    public synchronized void refuseNext(ApiError... next) {
        errors.addAll(List.of(next));
    }

    /** Instances that exist and are not over. */
    public synchronized List<Machine> machines() {
        cloud.settle();
        return cloud.machines.values().stream().filter(one -> !one.isOver()).toList();
    }

    public synchronized List<Volume> volumes() {
        cloud.settle();
        return List.copyOf(cloud.volumes.values());
    }

    public synchronized List<Address> addresses() {
        cloud.settle();
        return cloud.addresses.values().stream()
                .filter(one -> !one.ip.equals(FREE_ADDRESS))
                .toList();
    }

    public synchronized Address freeAddress() {
        cloud.settle();
        return cloud.addresses.values().stream()
                .filter(one -> one.ip.equals(FREE_ADDRESS))
                .findFirst()
                .orElseThrow();
    }

    /** Has one end, as when somebody ends it in EC2's console. */
    public synchronized void end(String id) {
        cloud.machines.get(id).state = "shutting-down";
        cloud.machines.get(id).endBegan = System.nanoTime();
        cloud.settle();
    }

    public synchronized void stop(String id) {
        cloud.machines.get(id).state = "stopped";
    }

    /** Makes a volume, as somebody does who is no target. */
    public synchronized Volume makeVolume(String parameters) {
        return cloud.create(new Form(parameters));
    }

    /** All that was made and exists. */
    public synchronized Collection<String> made() {
        List<String> made = new ArrayList<>();
        machines().forEach(one -> made.add("instance " + one.id + " " + one.state + " " + one.tags));
        volumes().forEach(one -> made.add("volume " + one.id + " " + one.status() + " " + one.tags));
        addresses().forEach(one -> made.add("address " + one.id + " " + one.ip + " " + one.tags));
        return made;
    }

    /** The actions that were asked for, in this order. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** The most requests that came within any one second. */
    public synchronized int busiestSecond() {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) >= TimeUnit.SECONDS.toNanos(1)) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    public synchronized int throttled() {
        return throttled;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getRawPath();
            if (path.equals(MADE)) {
                write(exchange, 200, "text/plain", String.join("\n", made()));
                return;
            }
            if (path.equals(ASKED)) {
                write(exchange, 200, "text/plain", asked().size() + " " + busiestSecond() + " " + throttled());
                return;
            }
            try {
                signatures.check(exchange.getRequestMethod(), path, exchange.getRequestHeaders(), body);
                write(exchange, 200, "text/xml;charset=UTF-8", answer(new Form(body)));
            } catch (ApiError e) {
                write(exchange, e.status(), "text/xml;charset=UTF-8", e.body());
            }
        }
    }

    private String answer(Form form) {
        String answer;
        Duration delay;
        synchronized (this) {
            throttle();
            asked.add(form.get("Action"));
            if (!errors.isEmpty()) {
                throw errors.poll();
            }
            answer = actions.answer(form);
            delay = form.get("Action").equals("RunInstances") ? cloud.behaviour.answerAfter() : Duration.ZERO;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    private void throttle() {
        long now = System.nanoTime();
        int allowed = cloud.behaviour.perSecond();
        long recent = 0;
        for (int i = times.size() - 1; i >= 0 && now - times.get(i) < TimeUnit.SECONDS.toNanos(1); i--) {
            recent++;
        }
        times.add(now);
        if (recent >= 2L * allowed) {
            throttled++;
            throw new ApiError(503, "RequestLimitExceeded", "Request limit exceeded.");
        }
    }

    private static void write(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
