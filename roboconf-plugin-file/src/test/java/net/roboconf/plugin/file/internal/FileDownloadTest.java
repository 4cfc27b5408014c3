package net.roboconf.plugin.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a real server of this test's own. */
class FileDownloadTest {

    @TempDir
    Path temporary;

    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private HttpServer server;
    private FileSketch sketch;
    private FilePlugin plugin = plugin(Duration.ofSeconds(60));

    @BeforeEach
    void begin() throws IOException {
        sketch = new FileSketch(temporary);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        server.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        over.countDown();
        server.stop(0);
        handlers.shutdownNow();
        assertThat(handlers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${download}", "/tmp/roboconf_tmp_file", "/opt/karaf/data/tmp/roboconf_tmp_file"})
    void what_is_downloaded_is_moved_under_its_new_and_its_old_name(String name) throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(7).nextBytes(content);
        serve("/shop.war", exchange -> answer(exchange, 200, content));
        sketch.instructions(
                "deploy.1.download = " + url("/shop.war"),
                "deploy.2.copy = " + name + " -> @/copy",
                "deploy.3.move = " + name + " -> @/opt/shop.war");

        plugin.deploy(sketch.context());
        plugin.deploy(sketch.context());

        assertThat(sketch.machine("opt/shop.war")).hasBinaryContent(content);
        assertThat(sketch.machine("copy")).hasBinaryContent(content);
        assertThat(sketch.download()).doesNotExist();
        assertThat(sketch.log)
                .first()
                .asString()
                .isEqualTo("deploy.1.download: " + url("/shop.war") + ", 1000000 bytes");
    }

    @Test
    void several_downloads_follow_each_other_also_when_the_step_is_repeated() throws Exception {
        serve("/a", exchange -> answer(exchange, 200, "a"));
        serve("/b", exchange -> answer(exchange, 200, "b"));
        sketch.instructions(
                "deploy.1.download = " + url("/a"),
                "deploy.2.move = ${download} -> @/a",
                "deploy.3.download = " + url("/b"),
                "deploy.4.move = ${download} -> @/b",
                "deploy.5.copy = late -> @/c");
        assertThatThrownBy(() -> plugin.deploy(sketch.context())).hasMessageContaining("deploy.5.copy");
        sketch.inRecipe("late", "c");

        plugin.abandon(sketch.context(), Step.DEPLOY);
        plugin.deploy(sketch.context());

        assertThat(sketch.machine("a")).hasContent("a");
        assertThat(sketch.machine("b")).hasContent("b");
        assertThat(sketch.machine("c")).hasContent("c");
    }

    @Test
    void an_empty_file_is_a_file() throws Exception {
        serve("/empty", exchange -> answer(exchange, 200, ""));
        sketch.instructions("deploy.1.download = " + url("/empty"));

        plugin.deploy(sketch.context());

        assertThat(sketch.download()).isEmptyFile();
    }

    @Test
    void a_redirection_is_followed() throws Exception {
        serve("/latest", exchange -> {
            exchange.getResponseHeaders().add("Location", "/1.4");
            answer(exchange, 302, "moved");
        });
        serve("/1.4", exchange -> answer(exchange, 200, "1.4"));
        sketch.instructions("deploy.1.download = " + url("/latest"));

        plugin.deploy(sketch.context());

        assertThat(sketch.download()).hasContent("1.4");
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 404, 500})
    void another_status_is_a_failure(int status) throws Exception {
        serve("/shop", exchange -> answer(exchange, status, status == 304 ? "" : "an error page"));
        sketch.instructions("deploy.1.download = " + url("/shop") + "?token=secret");

        StepFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure)
                .hasMessage("instructions.properties, line 1, deploy.1.download: " + url("/shop")
                        + " was answered with the status " + status + ".");
        assertNothingIsLeft();
    }

    @Test
    void a_server_that_is_not_there_is_a_failure() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        sketch.instructions("deploy.1.download = http://127.0.0.1:" + port + "/shop");

        assertThat(failure()).hasMessageContainingAll("http://127.0.0.1:" + port + "/shop could not be had");
        assertNothingIsLeft();
    }

    @Test
    void a_body_that_ends_too_early_is_a_failure_and_the_last_download_stays() throws Exception {
        serve("/good", exchange -> answer(exchange, 200, "good"));
        serve("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        sketch.instructions("deploy.1.download = " + url("/good"), "deploy.2.download = " + url("/cut"));

        assertThat(failure()).hasMessageContainingAll("line 2", "could not be had");
        assertThat(sketch.download()).hasContent("good");
        assertThat(part()).doesNotExist();
    }

    @Test
    void a_server_that_never_answers_is_cut_off_at_the_time_limit() throws Exception {
        serve("/slow", exchange -> waitForTheEnd());
        sketch.instructions("deploy.1.download = " + url("/slow"));
        sketch.timeLimit = Duration.ofMillis(300);

        StepFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(failure).hasMessageContainingAll("gave 0 bytes", "the step's time was over");
        assertNothingIsLeft();
    }

    @Test
    void a_body_that_stalls_is_cut_off_at_the_time_limit() throws Exception {
        serve("/stalls", this::stall);
        sketch.instructions("deploy.1.download = " + url("/stalls"));
        sketch.timeLimit = Duration.ofSeconds(2);

        StepFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(failure).hasMessageContaining("the step's time was over");
        assertNothingIsLeft();
    }

    @Test
    void a_body_that_trickles_is_cut_off_at_the_time_limit() throws Exception {
        serve("/trickles", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!isOver(Duration.ofMillis(5))) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        sketch.instructions("deploy.1.download = " + url("/trickles"));
        sketch.timeLimit = Duration.ofMillis(500);

        assertThat(failure().reason()).isEqualTo(Reason.STEP_TIMEOUT);
        assertNothingIsLeft();
    }

    @Test
    void a_silent_server_is_given_up_long_before_the_time_limit() throws Exception {
        serve("/stalls", this::stall);
        sketch.instructions("deploy.1.download = " + url("/stalls"));
        plugin = plugin(Duration.ofSeconds(1));

        StepFailure failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure).hasMessageContaining("and then nothing for 1.0 s");
        assertNothingIsLeft();
    }

    @Test
    void a_cancelled_download_ends_and_leaves_nothing() throws Exception {
        serve("/stalls", this::stall);
        sketch.instructions("deploy.1.download = " + url("/stalls"));
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread step = new Thread(() -> {
            try {
                plugin.deploy(sketch.context());
                result.complete(null);
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        step.start();
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        step.interrupt();

        assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        step.join();
        assertNothingIsLeft();
    }

    @Test
    void what_a_crash_left_of_a_download_is_deleted_before_the_step_is_repeated() throws Exception {
        Files.createDirectories(part().getParent());
        Files.writeString(part(), "half");

        plugin.abandon(sketch.context(), Step.DEPLOY);

        assertNothingIsLeft();
    }

    @Test
    void a_file_of_the_machine_is_downloaded() throws Exception {
        sketch.onMachine("a file", "here")
                .instructions(
                        "deploy.1.download = " + sketch.machine("a file").toUri(),
                        "deploy.2.move = ${download} -> @/b");

        plugin.deploy(sketch.context());

        assertThat(sketch.machine("b")).hasContent("here");
        assertThat(sketch.machine("a file")).exists();
    }

    @Test
    void a_file_of_the_machine_must_be_one() throws Exception {
        for (Path path : new Path[] {sketch.machine, sketch.machine("none")}) {
            sketch.instructions("deploy.1.download = " + path.toUri());
            assertThat(failure()).hasMessageContaining("is not there, or is not a file");
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/a",
                "shop.war",
                "/opt/shop.war",
                "http:///a",
                "http://user:secret@host/a b",
                "file:a",
                "file://other/a",
                "jar:file:///a!/b"
            })
    void what_cannot_be_downloaded_is_told(String url) throws Exception {
        sketch.instructions("deploy.1.download = " + url);

        assertThat(failure().getMessage()).containsAnyOf("cannot be downloaded: write", "is not a URL");
        assertThat(failure().getMessage()).doesNotContain("secret");
    }

    private void stall(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        reached.countDown();
        waitForTheEnd();
    }

    private void waitForTheEnd() {
        isOver(Duration.ofSeconds(60));
    }

    private boolean isOver(Duration patience) {
        try {
            return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private StepFailure failure() {
        return catchThrowableOfType(StepFailure.class, () -> plugin.deploy(sketch.context()));
    }

    private void assertNothingIsLeft() {
        assertThat(part()).doesNotExist();
        assertThat(sketch.download()).doesNotExist();
    }

    private Path part() {
        return sketch.download().resolveSibling("download.part");
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static FilePlugin plugin(Duration silence) {
        return new FilePlugin(System::nanoTime, new Download(silence), new FileMove());
    }
}
