package net.roboconf.agent.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ProbeRegistryTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ProbeRegistry registry = new ProbeRegistry(Runnable::run, timer, Duration.ofMinutes(1));

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private void came(long id, String version, String handler) {
        registry.came(
                new ServiceOrigin("probe-" + handler, Version.parseVersion(version), 0, id),
                new FakeProbe(handler, context -> {}),
                () -> {});
    }

    private String origin(String handler) {
        return registry.find(handler).map(found -> found.origin().toString()).orElse("none");
    }

    @Test
    void every_agent_has_some() {
        assertThat(registry.list()).extracting(ProbeState::handler).containsExactly("file", "http", "process", "tcp");
    }

    @Test
    void the_newest_is_used_and_when_it_goes_the_next_one_is() {
        assertThat(origin("jmx")).isEqualTo("none");
        came(1, "1.9", "JMX");
        came(2, "1.10", "jmx");
        assertThat(origin("jmx")).isEqualTo("probe-jmx 1.10.0");
        registry.went(2);
        assertThat(origin("jmx")).isEqualTo("probe-JMX 1.9.0");
        registry.went(1);
        assertThat(origin("jmx")).isEqualTo("none");
    }

    @Test
    void one_of_a_bundle_wins_over_the_agents_own() {
        came(1, "0.0.0", "http");
        assertThat(origin("http")).isEqualTo("probe-http 0.0.0");
        registry.went(1);
        assertThat(origin("http")).isEqualTo("net.roboconf.agent 0.0.0");
    }

    @Test
    void one_that_answers_nonsense_or_throws_keeps_out_itself_alone() {
        came(1, "1.0", "two words");
        registry.came(
                new ServiceOrigin("throws", Version.emptyVersion, 0, 2),
                new Probe() {
                    @Override
                    public String handler() {
                        throw new NoClassDefFoundError("x");
                    }

                    @Override
                    public void look(String text, StepContext context) {}
                },
                () -> {});
        came(3, "1.0", "jmx");
        assertThat(registry.list())
                .extracting(ProbeState::handler)
                .containsExactly("file", "http", "jmx", "process", "tcp");
    }

    @Test
    void one_that_has_gone_before_it_said_its_name_is_not_used() {
        BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
        ProbeRegistry slow = new ProbeRegistry(waiting::add, timer, Duration.ofMinutes(1));
        slow.came(new ServiceOrigin("late", Version.emptyVersion, 0, 1), new FakeProbe("jmx", context -> {}), () -> {});
        slow.went(1);
        waiting.remove().run();
        assertThat(slow.find("jmx")).isEmpty();
    }

    @Test
    void its_classes_are_loaded_before_its_first_look_and_once() throws Exception {
        int[] loaded = {0};
        FakeProbe probe = new FakeProbe("jmx", context -> assertThat(loaded[0]).isEqualTo(1));
        registry.came(new ServiceOrigin("p", Version.emptyVersion, 0, 1), probe, () -> loaded[0]++);
        assertThat(loaded[0]).isZero();
        for (int i = 0; i < 2; i++) {
            registry.find("jmx").orElseThrow().look("x", Looking.at(null, Duration.ofSeconds(1)));
        }
        assertThat(probe.looks()).hasSize(2);
        assertThat(loaded[0]).isEqualTo(1);
    }
}
