package net.roboconf.agent.internal.settings;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** A metadata service that answers as a test says, and 404 to what it does not know. */
final class MetadataService implements AutoCloseable {

    /** What to answer. */
    record Reply(int status, byte[] body, Map<String, String> headers) {

        static Reply ok(String body) {
            return new Reply(200, body.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        static Reply status(int status) {
            return new Reply(status, "secret".getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Function<HttpExchange, Reply>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    MetadataService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String question = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(question);
        Reply reply = answers.getOrDefault(question, any -> Reply.status(404)).apply(exchange);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    /** From now on this question is answered so. */
    MetadataService on(String question, Function<HttpExchange, Reply> answer) {
        answers.put(question, answer);
        return this;
    }

    MetadataService on(String question, Reply answer) {
        return on(question, any -> answer);
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    LinkLocalHttp http() {
        return new LinkLocalHttp(base(), new Patience(Duration.ofSeconds(20), Duration.ofSeconds(30)), timer);
    }

    /** Nobody answers any more. */
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
        timer.shutdownNow();
    }
}
