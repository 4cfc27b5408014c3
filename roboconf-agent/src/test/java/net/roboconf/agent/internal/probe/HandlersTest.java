package net.roboconf.agent.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.probe.Probe;
import net.roboconf.core.probe.ProbeFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handlers that every agent has, against real servers, files and processes. */
class HandlersTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path work;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Probe http = new HttpProbe(timer);
    private final Probe tcp = new TcpProbe();
    private final Probe file = new FileProbe();
    private final Probe process = new ProcessProbe(Path.of("/proc"));
    private HttpServer server;

    @AfterEach
    void end() {
        timer.shutdownNow();
        if (server != null) {
            server.stop(0);
        }
    }

    private void look(Probe probe, String text) throws ProbeFailure, InterruptedException {
        probe.look(text, Looking.at(work, LIMIT));
    }

    private ProbeFailure failure(Probe probe, String text) {
        return failure(probe, text, LIMIT);
    }

    private ProbeFailure failure(Probe probe, String text, Duration limit) {
        try {
            probe.look(text, Looking.at(work, limit));
        } catch (ProbeFailure e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("nothing is wrong with " + text);
    }

    /** A server that answers with this; its address. */
    private String serving(int status, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "http://localhost:1/nowhere");
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/status";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void http_is_content_with_an_answer_in_the_range() throws Exception {
        String address = serving(404, "Not here, \"but\" there");
        look(http, address + " expect 404");
        look(http, address + " expect 400..499 containing \"\"but\" there\"");
        assertThat(failure(http, address)).hasMessage("expected a status from 200 to 399, saw status 404");
        assertThat(failure(http, address + " expect 200")).hasMessage("expected status 200, saw status 404");
        assertThat(failure(http, address + " expect 404 containing \"up\""))
                .hasMessage(
                        "expected status 404 and an answer that contains \"up\", saw one that begins with \"Not here, \"but\" there\"");
    }

    @Test
    void http_follows_no_redirection() throws Exception {
        look(http, serving(302, "") + " expect 302");
    }

    @Test
    void http_notices_a_server_that_is_not_there() throws Exception {
        assertThat(failure(http, "http://127.0.0.1:" + freePort() + "/").seen()).contains("onnection refused");
        assertThat(failure(http, "http://no-such-host.invalid/").seen()).isEqualTo("that no host has this name");
    }

    @Test
    void http_notices_a_server_that_accepts_and_never_answers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            assertThat(failure(http, address, Duration.ofMillis(100)).seen())
                    .isEqualTo("no whole answer within 100 ms");
        }
    }

    @Test
    void http_ends_in_time_with_a_server_that_only_ever_answers_a_little() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread drip = new Thread(() -> {
                try (Socket socket = slow.accept()) {
                    OutputStream out = socket.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (!cut.await(20, TimeUnit.MILLISECONDS)) {
                        out.write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                    }
                } catch (IOException | InterruptedException e) {
                    // The probe has let go of it.
                    cut.countDown();
                }
            });
            drip.start();
            String address = "http://127.0.0.1:" + slow.getLocalPort() + "/";
            assertThat(failure(http, address, Duration.ofMillis(200)).seen())
                    .isEqualTo("no whole answer within 200 ms");
            cut.countDown();
            drip.join();
        }
    }

    @Test
    void http_notices_what_is_no_http() throws Exception {
        try (ServerSocket odd = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread once = new Thread(() -> {
                try (Socket socket = odd.accept()) {
                    socket.getOutputStream().write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            once.start();
            assertThat(failure(http, "http://127.0.0.1:" + odd.getLocalPort() + "/")
                            .seen())
                    .matches("an answer that is no HTTP|'Invalid Http response'");
            once.join();
        }
    }

    @Test
    void tcp_wants_an_open_port() throws Exception {
        try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            look(tcp, "127.0.0.1:" + open.getLocalPort());
        }
        assertThat(failure(tcp, "127.0.0.1:" + freePort()).seen()).contains("onnection refused");
        assertThat(failure(tcp, "no-such-host.invalid:80").seen()).isEqualTo("that no host has this name");
    }

    @Test
    void files_are_there_or_not_relative_to_the_work_folder() throws Exception {
        Files.writeString(work.resolve("a file"), "");
        look(file, "exists a file");
        look(file, "exists " + work);
        look(file, "missing b");
        assertThat(failure(file, "exists b"))
                .hasMessage("expected that " + work.resolve("b") + " exists, saw no such file");
        assertThat(failure(file, "missing a file").seen()).isEqualTo("such a file");
    }

    @Test
    void processes_run_whose_number_is_in_a_file_or_whose_command_line_matches() throws Exception {
        Process running = new ProcessBuilder("sleep", "987654").start();
        try {
            Files.writeString(work.resolve("pid"), running.pid() + "\n");
            look(process, "pid-file pid");
            look(process, "matching sleep 98765\\d$");
        } finally {
            running.destroyForcibly().waitFor();
        }
        assertThat(failure(process, "pid-file pid").seen()).isEqualTo("no process " + running.pid());
        assertThat(failure(process, "matching sleep 98765\\d$").seen()).isEqualTo("none");
        assertThat(failure(process, "pid-file none").seen()).contains("NoSuchFileException");
        Files.writeString(work.resolve("pid"), "starting");
        assertThat(failure(process, "pid-file pid").seen()).isEqualTo("no number in the file");
    }

    @Test
    void a_pattern_does_not_find_the_agent_itself(@TempDir Path proc) throws Exception {
        // Every other process of this host would have to look like this one: so it is a table with this one alone.
        Path self = proc.resolve(Long.toString(ProcessHandle.current().pid()));
        Files.createDirectories(self);
        Files.copy(Path.of("/proc/self/stat"), self.resolve("stat"));
        Files.writeString(self.resolve("cmdline"), "java\0-jar\0agent.jar");
        assertThat(failure(new ProcessProbe(proc), "matching agent").seen()).isEqualTo("none");
    }

    @Test
    void what_a_value_has_made_of_a_line_may_be_nonsense() {
        assertThatThrownBy(() -> look(tcp, "localhost:many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST:PORT");
    }
}
