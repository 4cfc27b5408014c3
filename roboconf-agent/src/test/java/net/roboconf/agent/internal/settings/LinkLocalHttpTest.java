package net.roboconf.agent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import net.roboconf.agent.internal.settings.MetadataService.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkLocalHttpTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    /** What a server says on each connection, until it has said all or the connection is cut. */
    @FunctionalInterface
    private interface Talk {

        void over(OutputStream out) throws IOException, InterruptedException;
    }

    private String outcome(Duration whole, Talk talk) throws Exception {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    talk.over(socket.getOutputStream());
                } catch (IOException | InterruptedException e) {
                    // The other side has gone, or the test is over.
                    continue;
                }
            }
        });
        thread.start();
        URI base = URI.create("http://127.0.0.1:" + server.getLocalPort());
        try {
            new LinkLocalHttp(base, new Patience(Duration.ofSeconds(20), whole), timer).get("/x", Map.of());
            return "an answer";
        } catch (NoSettingsException e) {
            return e.getMessage();
        } finally {
            server.close();
            thread.interrupt();
            thread.join();
        }
    }

    private String outcome(String answer) throws Exception {
        return outcome(Duration.ofSeconds(30), out -> out.write(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void a_service_that_never_answers_is_given_up() throws Exception {
        assertThat(outcome(Duration.ofMillis(300), out -> new CountDownLatch(1).await()))
                .contains("/x: no whole answer within 300 ms");
    }

    @Test
    void one_that_goes_on_for_ever_is_given_up() throws Exception {
        assertThat(outcome(Duration.ofMillis(300), out -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; ; i++) {
                        out.write(("X-" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        Thread.sleep(5);
                    }
                }))
                .contains("no whole answer within 300 ms");
    }

    @Test
    void a_body_that_is_cut_off_is_no_answer() throws Exception {
        assertThat(outcome("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nmachine=k1\n"))
                .contains("cut off after 11 of 100 bytes");
        assertThat(outcome("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nmachine"))
                .contains("/x: ")
                .doesNotContain("machine");
    }

    @Test
    void a_body_that_never_ends_is_no_answer() throws Exception {
        assertThat(outcome(Duration.ofSeconds(30), out -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    byte[] more = new byte[100_000];
                    while (true) {
                        out.write(more);
                    }
                }))
                .contains("more than 1048576 bytes");
    }

    @Test
    void another_protocol_is_no_answer() throws Exception {
        assertThat(outcome("SSH-2.0-OpenSSH_9.2\r\n")).contains("no HTTP");
        assertThat(outcome("")).contains("/x: ");
    }

    @Test
    void nobody_there_is_no_answer() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        LinkLocalHttp http = new LinkLocalHttp(URI.create("http://127.0.0.1:" + port), Patience.TRIED, timer);
        assertThatThrownBy(() -> http.get("/x", Map.of()))
                .isInstanceOf(NoSettingsException.class)
                .hasMessageContaining("/x: Connection refused");
    }

    @Test
    void it_goes_nowhere_else() throws NoSettingsException {
        try (MetadataService service = new MetadataService()) {
            service.on("GET /x", new Reply(302, new byte[0], Map.of("Location", service.base() + "/elsewhere")));
            service.on("GET /elsewhere", Reply.ok("machine=k1"));

            LinkLocalHttp.Answer answer = service.http().get("/x", Map.of());

            assertThat(answer.found()).isEmpty();
            assertThat(answer.outcome()).endsWith("/x answers 302, and points elsewhere, which is not followed");
            assertThat(service.asked()).containsExactly("GET /x");
        }
    }

    @Test
    void it_asks_no_proxy() throws NoSettingsException {
        try (MetadataService service = new MetadataService();
                MetadataService proxy = new MetadataService()) {
            service.on("GET /x", Reply.ok("here"));
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.nonProxyHosts", "");
            System.setProperty("http.proxyPort", String.valueOf(proxy.base().getPort()));
            try {
                assertThat(service.http().get("/x", Map.of()).text()).isEqualTo("here");
            } finally {
                System.clearProperty("http.proxyHost");
                System.clearProperty("http.nonProxyHosts");
                System.clearProperty("http.proxyPort");
            }
            assertThat(proxy.asked()).isEmpty();
        }
    }
}
