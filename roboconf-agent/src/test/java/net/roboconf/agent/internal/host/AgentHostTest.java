package net.roboconf.agent.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.agent.internal.testing.BlobServer;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakeMessaging;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent with its real engine. */
class AgentHostTest {

    @TempDir
    Path folder;

    private final FakePlugin plugin = new FakePlugin("script");
    private final BlobServer server = new BlobServer();
    private AgentSketch sketch;

    @BeforeEach
    void prepare() {
        sketch = new AgentSketch(folder, Engine.real(AgentTuning.DEFAULT)).servedBy(server);
    }

    @AfterEach
    void end() {
        sketch.close();
    }

    private void becomes(String path, InstanceState state) {
        Eventually.holds(path + " is " + state, () -> sketch.stateOf(path) == state);
    }

    private void startA() {
        sketch.start().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void an_instance_is_deployed_with_its_recipe_and_started() throws IOException {
        plugin.on("deploy", context -> {
            try {
                context.log().line(Files.readString(context.recipe().resolve("deploy.sh")));
            } catch (IOException e) {
                throw new StepFailure(Reason.STEP_FAILED, null, e.toString(), e);
            }
        });
        RecipeRef recipe = server.recipe(Map.of("deploy.sh", "unpack it".getBytes(StandardCharsets.UTF_8)));
        sketch.with(plugin).start().connect();
        sketch.messaging()
                .deliver(sketch.order(
                        1, AgentSketch.instance("/vm/a", "Script", InstanceState.DEPLOYED_STARTED, recipe)));
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
        assertThat(plugin.calls()).containsExactly("prepare /vm/a", "deploy /vm/a", "start /vm/a");
        Eventually.holds("the order acknowledged", () -> sketch.messaging().acknowledged() == 1);
        sketch.messaging()
                .deliver(new Call("c1", AgentSketch.MACHINE, new Call.ReadLog(new InstancePath("/vm/a"), 9_000)));
        Reply reply = Eventually.get("the log", () -> sketch.messaging().last(Reply.class));
        assertThat(reply.id()).isEqualTo("c1");
        assertThat(((Reply.Text) reply.answer()).text()).contains("unpack it").contains("-- start ended well");
    }

    @Test
    void an_instance_goes_on_by_itself_when_its_plugin_comes() {
        sketch.start().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        Eventually.holds(
                "the missing plug-in is named",
                () -> sketch.observed("/vm/a") != null
                        && sketch.observed("/vm/a").reason() == Reason.PLUGIN_MISSING);
        sketch.add(plugin);
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void an_agent_that_begins_anew_adopts_what_runs() {
        sketch.with(plugin);
        startA();
        sketch.stop();
        sketch.start().connect();
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
        assertThat(sketch.messaging().last(Heartbeat.class).epoch()).isEqualTo(2);
        assertThat(plugin.calls()).containsExactly("prepare /vm/a", "deploy /vm/a", "start /vm/a");
    }

    @Test
    void a_step_that_the_end_of_the_agent_cut_off_is_ended_and_repeated() {
        CountDownLatch never = new CountDownLatch(1);
        plugin.on("start", context -> never.await());
        sketch.with(plugin).start().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        becomes("/vm/a", InstanceState.STARTING);
        sketch.stop();
        plugin.on("start", context -> {});
        sketch.start().connect();
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
        assertThat(plugin.calls())
                .containsExactly("prepare /vm/a", "deploy /vm/a", "start /vm/a", "abandon /vm/a", "start /vm/a");
    }

    @Test
    void a_person_can_cancel_a_step_that_hangs() {
        CountDownLatch never = new CountDownLatch(1);
        plugin.on("start", context -> never.await());
        sketch.with(plugin).start().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        becomes("/vm/a", InstanceState.STARTING);
        sketch.messaging().deliver(new Call("c1", AgentSketch.MACHINE, new Call.CancelStep(new InstancePath("/vm/a"))));
        becomes("/vm/a", InstanceState.PROBLEM);
        assertThat(sketch.observed("/vm/a").reason()).isEqualTo(Reason.STEP_CANCELLED);
    }

    @Test
    void a_simulation_has_every_installer_served_by_the_mock() {
        FakePlugin mock = new FakePlugin("mock");
        sketch.with(plugin)
                .with(mock)
                .withOption(AgentSettings.SIMULATE, "true")
                .start()
                .connect();
        sketch.messaging()
                .deliver(sketch.order(
                        1,
                        AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED),
                        AgentSketch.instance("/vm/b", "puppet", InstanceState.DEPLOYED_STARTED)));
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
        becomes("/vm/b", InstanceState.DEPLOYED_STARTED);
        assertThat(plugin.calls()).isEmpty();
        assertThat(mock.calls()).contains("start /vm/a", "start /vm/b");
    }

    @Test
    void a_simulation_waits_for_the_mock() {
        sketch.with(plugin).withOption(AgentSettings.SIMULATE, "true").start().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        Eventually.holds(
                "the missing plug-in is named",
                () -> sketch.observed("/vm/a") != null
                        && sketch.observed("/vm/a").reason() == Reason.PLUGIN_MISSING);
        sketch.add(new FakePlugin("mock"));
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void people_who_ask_the_agent_see_how_it_is() {
        sketch.with(plugin);
        assertThat(sketch.start()).isInstanceOf(FakeMessaging.class);
        assertThat(sketch.host().status().connected()).isFalse();
        sketch.messaging().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        becomes("/vm/a", InstanceState.DEPLOYED_STARTED);
        AgentStatus status = sketch.host().status();
        assertThat(status.phase()).isEqualTo(AgentStatus.Phase.RUNNING);
        assertThat(status.connected()).isTrue();
        assertThat(status.accepted().revision()).isEqualTo(1);
        assertThat(status.plugins()).isEmpty();
        assertThat(status.instances()).hasSize(1);
        sketch.messaging().disconnect("the broker went away");
        Eventually.holds("not connected", () -> !sketch.host().status().connected());
        assertThat(sketch.host().status().connection()).isEqualTo("the broker went away");
        sketch.stop();
        assertThat(sketch.host().status().phase()).isEqualTo(AgentStatus.Phase.STOPPED);
        assertThat(sketch.host().status().instances()).isEqualTo(List.copyOf(status.instances()));
    }
}
