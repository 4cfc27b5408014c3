package net.roboconf.testkit.target;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Stands between a target and its provider's HTTP interfaces, and spoils the requests that it is told to. Requests are
 * counted in the order in which they come. Thread-safe.
 */
public final class FaultyHttp implements AutoCloseable {

    /** What becomes of a request. */
    public enum Fault {
        /** The provider says that it is busy, without having done anything. */
        BUSY,
        /** The connection ends before the request has reached the provider. */
        CUT,
        /** The provider does it, and the answer is lost. */
        LOST_ANSWER,
        /** The provider refuses for good. */
        REFUSED,
        /** The request waits, and is then lost: whoever sent it dies meanwhile. */
        HELD
    }

    /** What headers are about this connection and not about the one behind it. */
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "http2-settings");

    static {
        // Else each answer waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Refusal busy;
    private final Refusal refusal;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final Map<String, URI> behind = new TreeMap<>();
    private final Map<Integer, Fault> planned = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private UnaryOperator<String> rewriting = UnaryOperator.identity();
    private CountDownLatch held = new CountDownLatch(1);
    private CountDownLatch released = new CountDownLatch(1);

    /**
     * An answer that is no success.
     *
     * @param status of HTTP
     * @param type the type of the body's content
     * @param body in the provider's form
     * @param words of the body that people must be told
     */
    public record Refusal(int status, String type, String body, String words) {}

    /**
     * Listens on a free port of the loopback interface.
     *
     * @param busy what the provider says when it has too much to do
     * @param refusal what it says when it refuses for good
     */
    public FaultyHttp(Refusal busy, Refusal refusal) throws IOException {
        this.busy = busy;
        this.refusal = refusal;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /**
     * Puts an interface of the provider behind this.
     *
     * @param path below which it is found here, such as {@code /nova}; empty for all that is not named otherwise
     * @param provider where it really is
     * @return where the target finds it
     */
    public synchronized URI front(String path, URI provider) {
        behind.put(path, provider);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Has the bodies of answers changed, where the provider names its own addresses in them. */
    public synchronized void rewrite(UnaryOperator<String> rewritten) {
        rewriting = rewritten;
    }

    /**
     * Has a later request spoilt, in addition to others.
     *
     * @param later 0 for the next one
     */
    public synchronized void spoil(int later, Fault fault) {
        planned.put(requests.size() + later, fault);
    }

    /** Has no later request spoilt, and lets go of the one that is held. */
    public synchronized void mend() {
        planned.clear();
        released.countDown();
        held = new CountDownLatch(1);
        released = new CountDownLatch(1);
    }

    /** All requests so far: method and path. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Waits until a request is {@link Fault#HELD}. */
    public void awaitHeld() throws InterruptedException {
        CountDownLatch wanted;
        synchronized (this) {
            wanted = held;
        }
        if (!wanted.await(TargetContract.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("No request came that was to be held; there were " + requests());
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault fault;
            CountDownLatch letGo;
            synchronized (this) {
                fault = planned.remove(requests.size());
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                letGo = released;
            }
            if (fault == null) {
                pass(exchange, send(exchange, body));
                return;
            }
            switch (fault) {
                case BUSY -> answer(exchange, busy);
                case REFUSED -> answer(exchange, refusal);
                case LOST_ANSWER -> send(exchange, body);
                case CUT -> {
                    // The connection is closed without an answer.
                }
                case HELD -> {
                    synchronized (this) {
                        held.countDown();
                    }
                    letGo.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target(exchange.getRequestURI()))
                .timeout(Duration.ofMinutes(2))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        // What was asked of this one may be signed.
        request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private synchronized URI target(URI asked) {
        String path = asked.getRawPath();
        String front = behind.keySet().stream()
                .filter(one -> path.equals(one) || path.startsWith(one + "/") || one.isEmpty())
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new UncheckedIOException(new IOException("Nothing is behind " + asked)));
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return URI.create(behind.get(front) + path.substring(front.length()) + query);
    }

    private void pass(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, new ArrayList<>(values));
            }
        });
        UnaryOperator<String> change;
        synchronized (this) {
            change = rewriting;
        }
        String text = new String(response.body(), StandardCharsets.ISO_8859_1);
        write(exchange, response.statusCode(), change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void answer(HttpExchange exchange, Refusal said) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", said.type());
        write(exchange, said.status(), said.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean none = body.length == 0
                || status == HttpURLConnection.HTTP_NO_CONTENT
                || status == HttpURLConnection.HTTP_NOT_MODIFIED
                || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Listens no more. */
    @Override
    public void close() {
        mend();
        server.stop(0);
        threads.shutdownNow();
    }
}
