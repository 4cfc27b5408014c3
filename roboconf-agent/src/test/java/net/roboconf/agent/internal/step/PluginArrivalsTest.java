package net.roboconf.agent.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.suspension.OutOfMemory;
import net.roboconf.agent.internal.suspension.ThreadMeter;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.osgi.UnusedExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class PluginArrivalsTest {

    @TempDir
    private Path data;

    private long clock = 1_000_000_000;

    private final AgentThreads threads = new AgentThreads();
    private final PluginRegistry registry = new PluginRegistry(threads.timer(), Duration.ofSeconds(1));
    private final StuckThreads stuck = new StuckThreads(threads::addSteps);
    private final PluginArrivals arrivals = new PluginArrivals(
            registry, stuck, OutOfMemory.forgotten(), threads.steps(), threads.timer(), Duration.ofMillis(50));
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        threads.close();
    }

    private void comes(long id, String bundle, String version, FakePlugin plugin) {
        arrivals.came(origin(id, bundle, version), Set.of(), () -> plugin, () -> {});
    }

    private static ServiceOrigin origin(long id, String bundle, String version) {
        return new ServiceOrigin(bundle, Version.parseVersion(version), 0, id);
    }

    private static PluginState used(String bundle, String version, String... installers) {
        return new PluginState(bundle, version, Set.of(installers), "", 0);
    }

    private void isRefused(FakePlugin plugin, String why) {
        comes(1, "odd", "1", plugin);
        PluginState refused = new PluginState("odd", "1.0.0", Set.of(), why, 0);
        Eventually.holds(why, () -> arrivals.list().equals(List.of(refused)));
        assertThat(registry.installers()).isEmpty();
    }

    /** Says what it serves as soon as the test lets it. */
    private FakePlugin slow() {
        return new FakePlugin(() -> {
            asked.countDown();
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    // It is that slow.
                }
            }
            return Set.of("slow");
        });
    }

    @Test
    void the_newest_serves_and_the_older_one_takes_over_when_it_goes() {
        comes(1, "shell", "1.9", new FakePlugin("Script", "bash"));
        comes(2, "shell", "1.10", new FakePlugin("script"));
        Eventually.holds("both are there", () -> arrivals.list()
                .equals(List.of(used("shell", "1.10.0", "script"), used("shell", "1.9.0", "bash"))));
        arrivals.went(2);
        assertThat(arrivals.list()).containsExactly(used("shell", "1.9.0", "bash", "script"));
        arrivals.went(1);
        assertThat(arrivals.list()).isEmpty();
        assertThat(registry.installers()).isEmpty();
    }

    @Test
    void one_loads_all_that_it_needs_once_and_before_its_first_use() throws Exception {
        AtomicInteger loaded = new AtomicInteger();
        arrivals.came(
                new ServiceOrigin("shell", Version.emptyVersion, 0, 1),
                Set.of("script"),
                () -> new FakePlugin("script"),
                loaded::incrementAndGet);
        Eventually.holds("it serves", () -> registry.serves("script"));
        for (int i = 0; i < 2; i++) {
            try (PluginUse use = registry.acquire("script", () -> {}).orElseThrow()) {
                assertThat(use.<Integer>ask("a test", plugin -> loaded.get())).isEqualTo(1);
            }
        }
    }

    @Test
    void one_that_cannot_be_linked_is_refused() {
        isRefused(
                new FakePlugin(() -> {
                    throw new NoClassDefFoundError("net/roboconf/core/plugin/Gone");
                }),
                "it cannot be used: java.lang.NoClassDefFoundError: net/roboconf/core/plugin/Gone");
    }

    @Test
    void one_that_serves_null_is_refused() {
        isRefused(new FakePlugin(() -> null), "it cannot be used: it serves no installer");
    }

    @Test
    void one_that_serves_nothing_is_refused() {
        isRefused(new FakePlugin(Set::of), "it cannot be used: it serves no installer");
    }

    @Test
    void one_that_serves_what_has_no_name_is_refused() {
        String why = "it cannot be used: one of the installers that it serves has no name";
        isRefused(new FakePlugin("script", " "), why);
        arrivals.went(1);
        isRefused(new FakePlugin(() -> new HashSet<>(Arrays.asList("script", null))), why);
    }

    @Test
    void one_that_does_not_answer_is_counted_keeps_nobody_out_and_serves_when_it_answers() {
        comes(1, "slow", "1", slow());
        comes(2, "shell", "1", new FakePlugin("script"));
        String why = "it has not said within 0 s which installers it serves";
        Eventually.holds("it is late", () -> arrivals.list()
                .equals(List.of(used("shell", "1.0.0", "script"), new PluginState("slow", "1.0.0", Set.of(), why, 1))));
        release.countDown();
        Eventually.holds("it serves", () -> arrivals.list()
                .equals(List.of(used("shell", "1.0.0", "script"), used("slow", "1.0.0", "slow"))));
    }

    @Test
    void why_an_installer_is_not_served_is_known_of_those_that_cannot_be_used_and_of_bundles_that_do_not_run() {
        arrivals.came(origin(1, "odd", "1"), Set.of("swap"), () -> null, () -> {});
        arrivals.unused(List.of(
                new UnusedExtension(ExtensionKind.PLUGIN, "old", "2.0.0", Set.of("other"), "it needs the package p"),
                new UnusedExtension(ExtensionKind.TARGET, "rack", "2.0.0", Set.of("rack"), "it needs the package p")));
        Map<String, String> reasons = Map.of(
                "swap",
                "the bundle odd 1.0.0 is not used: it cannot be used: its bundle did not make it; data/log/karaf.log says"
                        + " what its constructor threw",
                "other",
                "the bundle old 2.0.0 is not used: it needs the package p");
        Eventually.holds("all are told", () -> registry.reasons().equals(reasons));
        arrivals.unused(List.of());
        arrivals.went(1);
        assertThat(registry.reasons()).isEmpty();
    }

    @Test
    void one_that_goes_before_it_has_answered_never_serves() throws InterruptedException {
        comes(1, "slow", "1", slow());
        asked.await();
        arrivals.went(1);
        release.countDown();
        Eventually.holds("no thread is in it", () -> stuck.counts().isEmpty());
        CountDownLatch after = new CountDownLatch(1);
        threads.steps().execute(after::countDown);
        after.await();
        assertThat(registry.installers()).isEmpty();
        assertThat(arrivals.list()).isEmpty();
    }

    /** What is remembered when memory ran out while this version of a plug-in ran. */
    private OutOfMemory after(String bundle, String version, Set<String> installers) throws IOException {
        ServiceOrigin origin = new ServiceOrigin(bundle, Version.parseVersion(version), 0, 1);
        remembered().running().enter(origin, installers, "start of /vm/shop");
        Files.createFile(data.resolve("out-of-memory"));
        return remembered();
    }

    private OutOfMemory remembered() {
        return OutOfMemory.open(data, ThreadMeter.NONE, threads.timer(), () -> clock, Long.MAX_VALUE);
    }

    private PluginArrivals suspending(OutOfMemory memory) {
        return new PluginArrivals(registry, stuck, memory, threads.steps(), threads.timer(), Duration.ofSeconds(5));
    }

    private void hasSuspended(PluginArrivals suspending) {
        suspending.came(
                new ServiceOrigin("shell", new Version(1, 0, 0), 0, 1),
                Set.of(),
                () -> new FakePlugin("script"),
                () -> {});
        assertThat(registry.suspended()).containsOnlyKeys("script");
        assertThat(registry.suspended().get("script"))
                .startsWith("The plug-in shell 1.0.0 is not used: it is suspended until ")
                .contains("start of /vm/shop ran in it when the process of its agent ran out of memory");
        assertThat(registry.installers()).isEmpty();
        assertThat(suspending.list()).singleElement().satisfies(plugin -> assertThat(plugin.trouble())
                .startsWith("it is suspended until"));
    }

    private void isUsedAgain(String installer) {
        Eventually.holds("it is used again", () -> registry.serves(installer));
        assertThat(registry.suspended()).isEmpty();
    }

    @Test
    void one_that_ran_when_memory_ran_out_is_used_when_a_person_asks_for_it() throws IOException {
        PluginArrivals suspending = suspending(after("shell", "1", Set.of("script")));
        hasSuspended(suspending);
        registry.allow("puppet");
        assertThat(registry.suspended()).isNotEmpty();
        registry.allow("Script");
        isUsedAgain("script");
        assertThat(suspending.list()).containsExactly(used("shell", "1.0.0", "script"));
    }

    @Test
    void one_that_ran_when_memory_ran_out_is_used_when_its_bundle_is_restarted() throws IOException {
        PluginArrivals suspending = suspending(after("shell", "1", Set.of("script")));
        hasSuspended(suspending);
        suspending.bundleChanged("files");
        assertThat(registry.suspended()).isNotEmpty();
        suspending.went(1);
        suspending.bundleChanged("shell");
        assertThat(registry.suspended()).isEmpty();
        suspending.came(
                new ServiceOrigin("shell", new Version(1, 0, 0), 0, 2),
                Set.of(),
                () -> new FakePlugin("script"),
                () -> {});
        isUsedAgain("script");
    }

    @Test
    void one_that_ran_when_memory_ran_out_is_used_when_its_time_is_over() throws IOException {
        OutOfMemory memory = after("shell", "1", Set.of("script"));
        clock += Duration.ofHours(1).toMillis() - 300;
        hasSuspended(suspending(memory));
        isUsedAgain("script");
    }

    @Test
    void other_version_of_one_that_ran_when_memory_ran_out_is_used() throws IOException {
        PluginArrivals suspending = suspending(after("shell", "1", Set.of("script")));
        hasSuspended(suspending);
        suspending.came(
                new ServiceOrigin("shell", new Version(1, 0, 1), 0, 2),
                Set.of(),
                () -> new FakePlugin("script"),
                () -> {});
        Eventually.holds("it is used", () -> registry.serves("script"));
    }

    @Test
    void one_that_ran_out_of_memory_before_it_said_what_it_serves_may_serve_anything() throws IOException {
        suspending(after("shell", "1", Set.of()))
                .came(
                        new ServiceOrigin("shell", new Version(1, 0, 0), 0, 1),
                        Set.of(),
                        () -> new FakePlugin("script"),
                        () -> {});
        assertThat(registry.suspended()).containsOnlyKeys("*");
        registry.allow("script");
        isUsedAgain("script");
    }

    @Test
    void one_is_written_down_while_it_is_called() throws Exception {
        OutOfMemory memory = remembered();
        suspending(memory)
                .came(
                        new ServiceOrigin("shell", new Version(1, 0, 0), 0, 1),
                        Set.of(),
                        () -> new FakePlugin("script"),
                        () -> {});
        Eventually.holds("it serves", () -> registry.serves("script"));
        Files.createFile(data.resolve("out-of-memory"));
        try (PluginUse use = registry.acquire("script", () -> {}).orElseThrow()) {
            assertThat(use.<List<String>>ask("start of /vm/shop", plugin -> remembered()
                            .suspensions()
                            .of(new ServiceOrigin("shell", new Version(1, 0, 0), 0, 1))
                            .orElseThrow()
                            .what()))
                    .containsExactly("start of /vm/shop");
        }
    }

    @Test
    void one_that_went_while_threads_are_stuck_in_it_is_still_listed() throws InterruptedException {
        comes(1, "slow", "1", slow());
        Eventually.holds("it is late", () -> !stuck.counts().isEmpty());
        arrivals.went(1);
        assertThat(arrivals.list())
                .containsExactly(
                        new PluginState("slow", "1.0.0", Set.of(), "it was taken away while threads were in it", 1));
    }
}
