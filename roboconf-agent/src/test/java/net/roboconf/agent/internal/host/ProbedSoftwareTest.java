package net.roboconf.agent.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.agent.internal.testing.BlobServer;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent with its real engine, and software that answers HTTP, or does not any more. */
class ProbedSoftwareTest {

    private static final String SHOP = "/vm/shop";

    @TempDir
    Path folder;

    private final FakePlugin plugin = new FakePlugin("script");
    private final BlobServer server = new BlobServer();
    private AgentSketch sketch;
    private HttpServer software;
    private volatile int status = 200;

    @BeforeEach
    void prepare() throws IOException {
        software = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        software.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        software.start();
        sketch = new AgentSketch(folder, Engine.real(AgentTuning.DEFAULT)).servedBy(server);
    }

    @AfterEach
    void end() {
        sketch.close();
        software.stop(0);
    }

    private void start(String probe, int restarts) {
        RecipeRef recipe =
                server.recipe(Map.of(RecipeManifest.PROBES + "Shop.probes", probe.getBytes(StandardCharsets.UTF_8)));
        sketch.with(plugin).start().connect();
        sketch.messaging()
                .deliver(sketch.order(
                        1,
                        new DesiredInstance(
                                new InstancePath(SHOP),
                                "Shop",
                                "script",
                                InstanceState.DEPLOYED_STARTED,
                                0,
                                Map.of(
                                        "Shop.port",
                                        Integer.toString(software.getAddress().getPort())),
                                List.of(),
                                List.of("Shop"),
                                null,
                                List.of(),
                                recipe,
                                Map.of(),
                                new Supervision(60_000, 10, restarts, 10, 10, 600_000))));
        Eventually.holds("started", () -> sketch.stateOf(SHOP) == InstanceState.DEPLOYED_STARTED);
    }

    private List<?> exported() {
        Exports last = sketch.messaging().last(Exports.class);
        return last == null ? List.of() : last.instances();
    }

    @Test
    void software_that_answers_no_more_is_withdrawn_stopped_and_started_again() {
        start("http http://127.0.0.1:{{ port }}/status expect 200", 5);
        Eventually.holds("exported", () -> exported().size() == 1);
        plugin.on("stop", context -> assertThat(exported()).isEmpty());
        plugin.on("start", context -> status = 200);
        status = 503;
        Eventually.holds("started again", () -> sketch.observed(SHOP).starts() == 2);
        Eventually.holds("exported again", () -> exported().size() == 1);
        assertThat(plugin.calls())
                .containsExactly("prepare " + SHOP, "deploy " + SHOP, "start " + SHOP, "stop " + SHOP, "start " + SHOP);
    }

    @Test
    void software_that_never_answers_again_is_a_problem_in_the_end() {
        start("http http://127.0.0.1:{{ port }}/status expect 200", 1);
        status = 503;
        Eventually.holds(
                "given up",
                () -> sketch.stateOf(SHOP) == InstanceState.PROBLEM
                        && sketch.observed(SHOP).reason() == Reason.RESTARTS_EXHAUSTED);
        assertThat(sketch.observed(SHOP).message())
                .startsWith("the probe 'http http://127.0.0.1:"
                        + software.getAddress().getPort()
                        + "/status expect 200' (probes/Shop.probes, line 1) expected status 200, but saw status 503")
                .contains("given up after 1 restarts");
        assertThat(exported()).isEmpty();
    }

    @Test
    void a_missing_handler_is_told_and_the_software_runs_on() {
        start("jmx localhost:9999", 1);
        Eventually.holds(
                "it is told",
                () -> sketch.observed(SHOP).reason() == Reason.PROBE_MISSING
                        && sketch.observed(SHOP).message().contains("handler 'jmx'"));
        assertThat(sketch.stateOf(SHOP)).isEqualTo(InstanceState.DEPLOYED_STARTED);
    }
}
