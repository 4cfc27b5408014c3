package net.roboconf.agent.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.probe.ProbeFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class HealthCheckTest {

    private static final ServiceOrigin ORIGIN = new ServiceOrigin("test-probe", Version.parseVersion("1.0"), 0, 1);

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ProbeRegistry handlers = new ProbeRegistry(Runnable::run, timer, Duration.ofMinutes(1));
    private final AtomicLong clock = new AtomicLong(1_000);
    private final List<ServiceOrigin> inside = new ArrayList<>();
    private final FakeProbe probe = new FakeProbe("fake", context -> {});
    private HealthCheck health;

    @BeforeEach
    void prepare() {
        health = new HealthCheck(handlers, timer, clock::get);
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private String look(String... lines) throws IOException, StepFailure, InterruptedException {
        Files.write(folder.resolve("Shop.probes"), List.of(lines));
        return health.look(
                new ProbeFolder(folder), Looking.at(folder, Duration.ofSeconds(10)), clock.get(), inside::add);
    }

    private StepFailure failure(String... lines) throws IOException, InterruptedException {
        try {
            throw new AssertionError("nothing is wrong, but '" + look(lines) + "' was said");
        } catch (StepFailure e) {
            return e;
        }
    }

    private void fails(String expected, String seen) {
        handlers.came(
                ORIGIN,
                new FakeProbe("fails", context -> {
                    throw new ProbeFailure(expected, seen);
                }),
                () -> {});
    }

    @Test
    void a_probe_finds_values_of_the_instance_of_what_it_is_on_and_of_what_it_imports() throws Exception {
        handlers.came(ORIGIN, probe, () -> {});
        assertThat(look("FAKE {{ ip }} {{Shop.ip}} {{ url }} {{ Tomcat.port }} {{ DB.port }} {{ data.secret }}"))
                .isEmpty();
        assertThat(probe.looks()).containsExactly("10.0.0.1 10.0.0.1 /shop 8080 3306 hush");
        assertThat(inside).containsExactly(ORIGIN);
    }

    @Test
    void what_nobody_exports_now_is_not_looked_for() throws Exception {
        handlers.came(ORIGIN, probe, () -> {});
        assertThat(look("fake {{ Cache.ip }}", "fake yes")).isEmpty();
        assertThat(probe.looks()).containsExactly("yes");
    }

    @Test
    void the_first_probe_that_fails_ends_the_check_and_says_what_it_saw_but_no_secret() throws Exception {
        handlers.came(new ServiceOrigin("test-probe", Version.emptyVersion, 0, 2), probe, () -> {});
        fails("an answer", "none");
        StepFailure failure = failure("# Health.", "fake a", "fails {{ ip }} {{ data.secret }}", "fake b");
        assertThat(failure.reason()).isEqualTo(Reason.CHECK_FAILED);
        assertThat(failure)
                .hasMessage(
                        "the probe 'fails 10.0.0.1 {{ data.secret }}' (probes/Shop.probes, line 3) expected an answer,"
                                + " but saw none");
        assertThat(probe.looks()).containsExactly("a");
    }

    @Test
    void what_cannot_be_asked_is_told_and_fails_nothing() throws Exception {
        handlers.came(
                ORIGIN,
                new FakeProbe("broken", context -> {
                    throw new NoClassDefFoundError("javax/management");
                }),
                () -> {});
        assertThat(look("jmx service", "broken", "tcp {{ Shop.port }}:1"))
                .isEqualTo("the probe 'jmx service' (probes/Shop.probes, line 1) cannot be asked: no extension with the"
                        + " handler 'jmx' is installed on this agent; the probe 'broken' (probes/Shop.probes, line 2) cannot"
                        + " be asked: its handler, of test-probe 1.0.0, failed: java.lang.NoClassDefFoundError:"
                        + " javax/management; the probe 'tcp {{ Shop.port }}:1' (probes/Shop.probes, line 3) cannot be asked:"
                        + " Shop.port has no value");
    }

    @Test
    void a_probe_is_not_asked_before_the_software_has_had_its_time_to_start() throws Exception {
        handlers.came(ORIGIN, probe, () -> {});
        health.started(Looking.SHOP);
        clock.addAndGet(29_999);
        look("fake late after 30 s", "fake now");
        assertThat(probe.looks()).containsExactly("now");
        clock.addAndGet(1);
        look("fake late after 30 s");
        assertThat(probe.looks()).containsExactly("now", "late");
    }

    @Test
    void software_that_an_earlier_run_of_the_agent_started_has_had_its_time() throws Exception {
        handlers.came(ORIGIN, probe, () -> {});
        look("fake late after 30 s");
        assertThat(probe.looks()).containsExactly("late");
    }

    @Test
    void a_handler_that_waits_for_ever_has_failed_when_its_time_is_over() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        handlers.came(ORIGIN, new FakeProbe("hangs", context -> never.await()), () -> {});
        assertThat(failure("hangs here within 20 ms"))
                .hasMessage("the probe 'hangs here' (probes/Shop.probes, line 1) expected an end of the probe,"
                        + " but saw none within 20 ms");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_probe_takes_no_longer_than_its_check_may() throws Exception {
        List<Duration> limits = new ArrayList<>();
        handlers.came(
                ORIGIN,
                new FakeProbe("slow", context -> {
                    limits.add(context.timeLimit());
                    clock.addAndGet(7_000);
                }),
                () -> {});
        look("slow a within 8 s", "slow b within 8 s", "slow c within 8 s");
        assertThat(limits).containsExactly(Duration.ofSeconds(8), Duration.ofMillis(2_800), Duration.ofMillis(1));
    }

    @Test
    void without_probes_there_is_the_check_of_the_plugin_and_with_them_only_where_it_has_one() throws Exception {
        ProbeFolder none = new ProbeFolder(folder.resolve("none"));
        assertThat(health.beginsWithPlugin(none)).isTrue();
        assertThat(health.look(none, Looking.at(folder, Duration.ofSeconds(1)), 0, inside::add))
                .isEmpty();
        look("file exists .");
        assertThat(health.beginsWithPlugin(new ProbeFolder(folder))).isFalse();
        new ProbeFolder(folder).noteOwnCheck();
        assertThat(health.beginsWithPlugin(new ProbeFolder(folder))).isTrue();
    }
}
