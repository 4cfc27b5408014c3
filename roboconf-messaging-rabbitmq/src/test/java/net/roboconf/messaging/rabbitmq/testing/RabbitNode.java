package net.roboconf.messaging.rabbitmq.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.roboconf.testkit.messaging.LoopbackPorts;

/**
 * A RabbitMQ node of one's own: own folder, own cookie, own ports on the loopback address, its own {@code epmd}. It ends
 * with {@link #close}, and with this process however that ends. Starting takes some seconds.
 */
public final class RabbitNode implements AutoCloseable {

    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final long START_SECONDS = 60;

    /** Ends the whole process group when the standard input ends: when it is closed, or its other side died. */
    private static final String GUARD =
            """
            "$@" </dev/null &
            cat >/dev/null
            kill -KILL -$$
            """;

    private final Path folder;
    private final String name;
    private final int amqpPort;
    private final int managementPort;
    private final int distributionPort;
    private final int epmdPort;
    private Process epmd;
    private Process server;

    private RabbitNode(Path folder) {
        this.folder = folder;
        int[] ports = LoopbackPorts.free(4);
        amqpPort = ports[0];
        managementPort = ports[1];
        distributionPort = ports[2];
        epmdPort = ports[3];
        name = "roboconf" + amqpPort + "@localhost";
    }

    /** A node that is up. Its folder is made, and removed by {@link #close}. */
    public static RabbitNode started() {
        if (!Files.isExecutable(SERVER)) {
            throw new IllegalStateException(
                    "These tests need RabbitMQ: run 'apt-get install rabbitmq-server' (" + SERVER + " is not there)");
        }
        try {
            RabbitNode node = new RabbitNode(Files.createTempDirectory("roboconf-rabbit-"));
            node.prepare();
            node.start();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare() throws IOException {
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                """
                listeners.tcp.1 = 127.0.0.1:%d
                management.tcp.ip = 127.0.0.1
                management.tcp.port = %d
                log.console = true
                """
                        .formatted(amqpPort, managementPort));
        Files.writeString(folder.resolve("plugins"), "[rabbitmq_management].\n");
    }

    /** Starts it again after {@link #kill}; what was durable is still there. */
    public void start() {
        try {
            epmd = guarded("epmd", "-port", Integer.toString(epmdPort), "-address", "127.0.0.1");
            server = guarded(SERVER.toString());
            awaitStart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process guarded(String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", GUARD, "sh"));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
        environment.put("HOME", folder.toString());
        environment.put("RABBITMQ_NODENAME", name);
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
        environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
        environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
        environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1 +sbwt none");
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
        environment.put("ERL_MAX_PORTS", "8192");
        return builder.start();
    }

    private void awaitStart() throws IOException {
        CompletableFuture<Void> up = new CompletableFuture<>();
        BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        Thread reader = new Thread(
                () -> {
                    try (output) {
                        for (String line = output.readLine(); line != null; line = output.readLine()) {
                            if (!up.isDone()) {
                                all.append(line).append('\n');
                            }
                            if (line.contains("Server startup complete")) {
                                up.complete(null);
                            }
                        }
                        up.completeExceptionally(new IOException("RabbitMQ ended:\n" + all));
                    } catch (IOException e) {
                        up.completeExceptionally(e);
                    }
                },
                "rabbit-node-output");
        reader.setDaemon(true);
        reader.start();
        try {
            up.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("RabbitMQ did not start within " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while RabbitMQ started", e);
        }
    }

    /** The settings for its administrator's account. */
    public Map<String, String> settings() {
        return Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(amqpPort),
                "username", "guest",
                "password", "guest",
                "management-url", "http://127.0.0.1:" + managementPort);
    }

    /** The AMQP port. */
    public int port() {
        return amqpPort;
    }

    /** Ends it as a power cut does. */
    public void kill() {
        end(server);
        end(epmd);
    }

    private static void end(Process process) {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A process of RabbitMQ's is still there: " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
