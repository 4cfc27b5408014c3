package net.roboconf.agent.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.agent.internal.engine.Memo;
import net.roboconf.agent.internal.engine.Moment;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.agent.internal.engine.TimerId;
import net.roboconf.agent.internal.testing.AgentSketch;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.agent.internal.testing.ScriptedEngine;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the surroundings do when the engine, or the disk, fails. */
class AgentHostFailureTest {

    private static final InstancePath A = new InstancePath("/vm/a");

    @TempDir
    Path folder;

    private final FakePlugin plugin = new FakePlugin("script");
    private AgentSketch sketch;

    @AfterEach
    void end() {
        sketch.close();
    }

    private static Call ping(String id) {
        return new Call(id, AgentSketch.MACHINE, new Call.Ping());
    }

    private static boolean isCall(AgentEvent event, String id) {
        return event instanceof AgentEvent.Received received
                && received.message() instanceof Call call
                && call.id().equals(id);
    }

    private static AgentEffect answer(String id) {
        return new AgentEffect.Send(new Address.Manager(), new Reply(id, AgentSketch.MACHINE, new Reply.Done()));
    }

    private static StepOrder order(String id) {
        return new StepOrder(
                id, Step.START, "app", A, "A", "script", Map.of(), List.of(), Map.of(), Map.of(), null, 60_000);
    }

    private void fail() {
        throw new IllegalStateException("a bug");
    }

    @Test
    void an_engine_that_throws_is_replaced_by_one_in_the_next_epoch() {
        ScriptedEngine engine = new ScriptedEngine(event -> {
            if (isCall(event, "poison")) {
                fail();
            }
            return isCall(event, "later") ? List.of(answer("later")) : List.of();
        });
        sketch = new AgentSketch(folder, engine).with(plugin);
        sketch.start().connect();
        sketch.messaging().deliver(ping("poison"));
        Eventually.holds("a second life", () -> engine.lives().size() == 2);
        Eventually.holds("it runs", () -> sketch.host().status().phase() == AgentStatus.Phase.RUNNING);
        // The poison is gone: it was acknowledged, and the new engine never saw it.
        assertThat(sketch.messaging().acknowledged()).isEqualTo(1);
        sketch.messaging().deliver(ping("later"));
        Eventually.holds("an answer", () -> sketch.messaging().last(Reply.class) != null);
        assertThat(engine.events().stream().filter(event -> isCall(event, "poison")))
                .hasSize(1);
        assertThat(engine.lives().get(0).bootId())
                .isNotEqualTo(engine.lives().get(1).bootId());
        assertThat(sketch.host().status().epoch()).isEqualTo(2);
        // Each life is told what it has to know.
        assertThat(engine.events())
                .filteredOn(event -> event instanceof AgentEvent.Connected)
                .hasSize(2);
        assertThat(engine.events())
                .filteredOn(event -> event instanceof AgentEvent.PluginsChanged)
                .hasSize(2);
    }

    @Test
    void what_was_handled_before_the_failure_is_done() throws IOException {
        ScriptedEngine engine = new ScriptedEngine(event -> {
            if (isCall(event, "good")) {
                return List.of(
                        new AgentEffect.Store(new Memo.Exported(ExportsSubject.inside("app", "Kept")), true),
                        answer("good"));
            }
            if (isCall(event, "poison")) {
                fail();
            }
            return List.of();
        });
        sketch = new AgentSketch(folder, engine);
        sketch.start().connect();
        sketch.messaging().deliver(ping("good"));
        sketch.messaging().deliver(ping("poison"));
        Eventually.holds("a second life", () -> engine.lives().size() == 2);
        assertThat(sketch.messaging().sent(Reply.class)).hasSize(1);
        assertThat(Files.readString(folder.resolve("memory.jsonl"))).contains("Kept");
    }

    @Test
    void no_effect_begins_before_what_is_durable_before_it() {
        AtomicBoolean tooEarly = new AtomicBoolean();
        ScriptedEngine engine = new ScriptedEngine(event -> {
            List<AgentEffect> effects = new ArrayList<>();
            if (event instanceof AgentEvent.Received received && received.message() instanceof Call call) {
                effects.add(new AgentEffect.Store(
                        new Memo.Exported(ExportsSubject.inside("app", "prefix-" + call.id() + "-")), true));
                effects.add(answer(call.id()));
            }
            return effects;
        });
        sketch = new AgentSketch(folder, engine).onPublish(message -> {
            if (message instanceof Reply reply && !journal().contains("prefix-" + reply.id() + "-")) {
                tooEarly.set(true);
            }
        });
        sketch.start().connect();
        for (int i = 0; i < 500; i++) {
            sketch.messaging().deliver(ping(Integer.toString(i)));
        }
        Eventually.holds(
                "all answered", () -> sketch.messaging().sent(Reply.class).size() == 500);
        Eventually.holds("all acknowledged", () -> sketch.messaging().acknowledged() == 500);
        assertThat(tooEarly).isFalse();
        assertThat(sketch.messaging().sent(Reply.class).stream().map(Reply::id))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(Integer::toString).toList());
    }

    private String journal() {
        try {
            return Files.readString(folder.resolve("memory.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_timers_and_steps_of_a_failed_engine_do_not_reach_the_next() {
        TimerId timer = new TimerId(TimerId.Kind.CHECK, A);
        ScriptedEngine engine = new ScriptedEngine(event -> {
            if (isCall(event, "begin")) {
                return List.of(
                        new AgentEffect.SetTimer(timer, 7, 300), new AgentEffect.RunStep(order("step-of-the-first")));
            }
            if (isCall(event, "poison")) {
                fail();
            }
            if (isCall(event, "again")) {
                return List.of(
                        new AgentEffect.AbandonStep("step-of-the-first", A, "script", Step.START),
                        new AgentEffect.SetTimer(timer, 8, 400));
            }
            return List.of();
        });
        plugin.on("start", context -> new CountDownLatch(1).await());
        sketch = new AgentSketch(folder, engine).with(plugin);
        sketch.start().connect();
        sketch.messaging().deliver(ping("begin"));
        Eventually.holds("the step", () -> plugin.calls().contains("start /vm/a"));
        sketch.messaging().deliver(ping("poison"));
        Eventually.holds("a second life", () -> engine.lives().size() == 2);
        sketch.messaging().deliver(ping("again"));
        Eventually.holds("the second timer", () -> engine.events().contains(new AgentEvent.TimerRang(timer, 8)));
        Eventually.holds(
                "the step is gone", () -> engine.events().contains(new AgentEvent.StepAbandoned("step-of-the-first")));
        List<AgentEvent> events = engine.events();
        assertThat(events.subList(events.indexOf(poisoned(events)), events.size()))
                .doesNotContain(new AgentEvent.TimerRang(timer, 7))
                .noneMatch(event -> event instanceof AgentEvent.StepEnded);
    }

    private static AgentEvent poisoned(List<AgentEvent> events) {
        return events.stream()
                .filter(event -> isCall(event, "poison"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_engine_that_always_throws_is_made_again_and_again_and_the_agent_says_so() {
        ScriptedEngine engine = new ScriptedEngine(event -> {
            fail();
            return List.of();
        });
        sketch = new AgentSketch(folder, engine);
        sketch.start().connect();
        Eventually.holds("many lives", () -> engine.lives().size() >= 4);
        Eventually.holds(
                "the trouble is shown",
                () -> sketch.host().status().phase() == AgentStatus.Phase.RESTARTING
                        && sketch.host().status().trouble().contains("a bug"));
    }

    @Test
    void an_agent_without_a_memory_that_can_be_written_says_so_until_it_can() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        Engine.Maker real = Engine.real(AgentTuning.DEFAULT);
        Engine.Maker failing = (identity, memory) -> {
            Engine engine = real.make(identity, memory);
            return new FailingEngine(engine, broken);
        };
        sketch = new AgentSketch(folder, failing).with(plugin);
        sketch.start().connect();
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        Eventually.holds("started", () -> sketch.stateOf("/vm/a") == InstanceState.DEPLOYED_STARTED);
        Observed last = sketch.messaging().last(Observed.class);

        // Makes the next engine begin with a journal that cannot be opened, as on a full disk.
        Path inTheWay = Files.createDirectory(folder.resolve("memory.jsonl.new"));
        broken.set(true);
        sketch.messaging().deliver(ping("poison"));
        Eventually.holds(
                "the store's failure is reported",
                () -> sketch.observed("/vm/a").reason() == Reason.STORE_FAILED);
        assertThat(sketch.stateOf("/vm/a")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(sketch.observed("/vm/a").message()).contains("memory of the agent cannot be written");
        assertThat(sketch.messaging().last(Observed.class).sequence()).isEqualTo(last.sequence() + 1);
        assertThat(sketch.host().status().phase()).isEqualTo(AgentStatus.Phase.STORE_FAILED);
        sketch.host().signal(A, "load-is-high", "while nothing could be kept");
        int beats = sketch.messaging().sent(Heartbeat.class).size();
        Eventually.holds(
                "it goes on to be heard",
                () -> sketch.messaging().sent(Heartbeat.class).size() > beats + 2);
        assertThat(sketch.messaging().last(Heartbeat.class).epoch()).isEqualTo(last.epoch());

        broken.set(false);
        Files.delete(inTheWay);
        Eventually.holds(
                "it works again",
                () -> sketch.observed("/vm/a").reason() == Reason.NONE
                        && sketch.messaging().last(Observed.class).epoch() == last.epoch() + 1);
        assertThat(plugin.calls()).containsExactly("prepare /vm/a", "deploy /vm/a", "start /vm/a");
        Eventually.holds("the signal is told", () -> sketch.messaging().last(Observed.class).signals().stream()
                .anyMatch(signal -> signal.text().equals("while nothing could be kept")));
    }

    @Test
    void an_agent_that_cannot_remember_at_its_start_begins_when_it_can() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("memory.jsonl"));
        sketch = new AgentSketch(folder, Engine.real(AgentTuning.DEFAULT)).with(plugin);
        sketch.start().connect();
        Eventually.holds(
                "the trouble is shown", () -> sketch.host().status().phase() == AgentStatus.Phase.STORE_FAILED);
        sketch.messaging()
                .deliver(sketch.order(1, AgentSketch.instance("/vm/a", "script", InstanceState.DEPLOYED_STARTED)));
        assertThat(sketch.messaging().sent(Heartbeat.class)).isEmpty();
        Files.delete(inTheWay);
        Eventually.holds("it begins", () -> sketch.host().status().phase() == AgentStatus.Phase.RUNNING);
    }

    /** The real engine, but for a ping: that it fails on while it is told to. */
    private record FailingEngine(Engine engine, AtomicBoolean broken) implements Engine {

        @Override
        public List<AgentEffect> start(Moment now) {
            return engine.start(now);
        }

        @Override
        public List<AgentEffect> handle(AgentEvent event, Moment now) {
            if (broken.get() && isCall(event, "poison")) {
                throw new IllegalStateException("a bug");
            }
            return engine.handle(event, now);
        }

        @Override
        public AgentView view() {
            return engine.view();
        }
    }
}
