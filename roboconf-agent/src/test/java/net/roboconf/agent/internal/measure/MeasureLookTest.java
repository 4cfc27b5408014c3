package net.roboconf.agent.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import net.roboconf.core.dsl.probes.BuiltInMeasure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureLookTest {

    @TempDir
    Path work;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private MeasureLook look;

    @BeforeEach
    void prepare() {
        look = new MeasureLook(work, Duration.ofSeconds(20), timer);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void a_file_is_told_of_every_time_or_deleted_and_told_of_once() throws IOException {
        Path file = Files.writeString(work.resolve("full"), "");
        assertThat(look.look(new BuiltInMeasure.FileExists("full", false))).contains(file + " exists");
        assertThat(look.look(new BuiltInMeasure.FileExists("full", true))).contains(file + " existed, and was deleted");
        assertThat(look.look(new BuiltInMeasure.FileExists("full", true))).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void a_file_that_is_missing_is_told_of() throws IOException {
        assertThat(look.look(new BuiltInMeasure.FileMissing("pid"))).contains(work.resolve("pid") + " does not exist");
        Files.writeString(work.resolve("pid"), "1");
        assertThat(look.look(new BuiltInMeasure.FileMissing("pid"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "users, >, 10, true",
        "users, >, 12, false",
        "users, >=, 12, true",
        "users, <, 9, false",
        "users, <, 12.5, true",
        "users, <=, 12, true",
        "users, =, 12.0, true",
        "state, ==, up, true",
        "state, =, down, false",
        "state, >, down, false",
        "last, =, 3, true"
    })
    void values_of_an_answer_are_compared_as_numbers_or_as_texts(
            String name, String operator, String value, boolean told) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"users\": 12, \"state\": \"up\",\n\"last\" : 3}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/load");
            assertThat(look.look(new BuiltInMeasure.Rest(address, name, operator, value))
                            .isPresent())
                    .isEqualTo(told);
            assertThatThrownBy(() -> look.look(new BuiltInMeasure.Rest(address, "other", "=", "1")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no value with the name 'other'");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void what_nagios_says_is_told_with_the_names_of_its_columns() throws Exception {
        CompletableFuture<String> query = new CompletableFuture<>();
        try (ServerSocket nagios = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread live = new Thread(() -> {
                try (Socket socket = nagios.accept()) {
                    query.complete(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                    socket.getOutputStream().write("db;1\nweb;0\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            live.start();
            assertThat(look.look(new BuiltInMeasure.Nagios(
                            "127.0.0.1", nagios.getLocalPort(), "GET hosts\nColumns: name state")))
                    .contains("name;state\ndb;1\nweb;0");
            assertThat(query).isCompletedWithValue("GET hosts\nColumns: name state\n\n");
            live.join();
        }
    }
}
