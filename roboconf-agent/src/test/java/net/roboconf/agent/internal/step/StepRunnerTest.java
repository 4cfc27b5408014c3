package net.roboconf.agent.internal.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.probe.FakeProbe;
import net.roboconf.agent.internal.probe.HealthCheck;
import net.roboconf.agent.internal.probe.ProbeFolder;
import net.roboconf.agent.internal.probe.ProbeRegistry;
import net.roboconf.agent.internal.testing.Eventually;
import net.roboconf.agent.internal.testing.FakePlugin;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.probe.ProbeFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class StepRunnerTest {

    private static final InstancePath SHOP = new InstancePath("/vm/shop");
    private static final long LONG = 60_000;
    private static final long SHORT = 50;

    @TempDir
    Path data;

    private final AgentThreads threads = new AgentThreads();
    private final PluginRegistry plugins = new PluginRegistry(threads.timer(), Duration.ofMillis(100));
    private final PluginWaits waits = new PluginWaits(plugins);
    private final StuckThreads stuck = new StuckThreads(threads::addSteps);
    private final BlockingQueue<AgentEvent> events = new LinkedBlockingQueue<>();
    private final ProbeRegistry probes = new ProbeRegistry(Runnable::run, threads.timer(), Duration.ofMinutes(1));
    private final CountDownLatch released = new CountDownLatch(1);
    private final FakePlugin plugin = new FakePlugin("Bash", "script");
    private InstanceFolders folders;
    private StepRunner runner;
    private int nextStep = 1;

    @BeforeEach
    void prepare() {
        folders = new InstanceFolders(data);
        runner = runner(threads.steps());
        plugins.add(new ServiceOrigin("test-plugin", Version.parseVersion("1.0"), 0, 1), plugin);
        plugins.listen(waits::pluginsChanged);
    }

    @AfterEach
    void end() {
        released.countDown();
        runner.close();
        threads.close();
    }

    private StepRunner runner(Executor work) {
        return new StepRunner(
                plugins,
                waits,
                folders,
                work,
                threads.timer(),
                () -> 1_700_000_000_123L,
                Duration.ofMillis(200),
                stuck,
                new HealthCheck(probes, threads.timer(), () -> 0));
    }

    private StepOrder order(Step step, String installer, long limit) {
        return order(SHOP, step, installer, limit);
    }

    private StepOrder order(InstancePath path, Step step, String installer, long limit) {
        return new StepOrder(
                "step-" + nextStep++,
                step,
                "app",
                path,
                "Shop",
                installer,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                limit);
    }

    private StepReport run(Step step) throws InterruptedException {
        runner.run(order(step, "script", LONG), events::add);
        return ended();
    }

    private StepReport ended() throws InterruptedException {
        AgentEvent event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).isInstanceOf(AgentEvent.StepEnded.class);
        return ((AgentEvent.StepEnded) event).report();
    }

    private void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Goes on whatever is thrown at it, until the test releases it. */
    private void hangStubbornly() {
        boolean done = false;
        while (!done) {
            try {
                released.await();
                done = true;
            } catch (InterruptedException e) {
                // That is the point.
            }
        }
    }

    private void waitFor(String call) {
        Eventually.holds(call, () -> plugin.calls().contains(call));
    }

    @Test
    void a_deploy_prepares_first_and_finds_its_folder() throws InterruptedException {
        CompletableFuture<Boolean> folderThere = new CompletableFuture<>();
        CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
        plugin.on("deploy", context -> {
            folderThere.complete(Files.isDirectory(context.work()));
            loader.complete(Thread.currentThread().getContextClassLoader());
        });
        StepReport report = run(Step.DEPLOY);
        assertThat(report.succeeded()).isTrue();
        assertThat(report.startedAt()).isEqualTo(1_700_000_000_123L);
        assertThat(plugin.calls()).containsExactly("prepare /vm/shop", "deploy /vm/shop");
        assertThat(folderThere).isCompletedWithValue(true);
        assertThat(loader).isCompletedWithValue(FakePlugin.class.getClassLoader());
    }

    @Test
    void a_failure_has_its_reason_its_exit_code_and_the_end_of_its_output() throws InterruptedException {
        plugin.on("start", context -> {
            for (int i = 1; i <= 1_000; i++) {
                context.log().line("line " + i);
            }
            throw new StepFailure(Reason.PORT_IN_USE, 7, "Port 3306 is taken", null);
        });
        StepReport report = run(Step.START);
        assertThat(report.outcome()).isEqualTo(Reason.PORT_IN_USE);
        assertThat(report.exitCode()).isEqualTo(7);
        assertThat(report.message()).isEqualTo("Port 3306 is taken");
        assertThat(report.output()).endsWith("line 999\nline 1000").hasSizeBetween(4_000, StepReport.OUTPUT_LIMIT);
    }

    @Test
    void an_exception_that_no_plugin_should_throw_is_a_failure_of_the_step_alone() throws InterruptedException {
        plugin.on("start", context -> {
            throw new NoClassDefFoundError("javax/mail/Session");
        });
        StepReport report = run(Step.START);
        assertThat(report.outcome()).isEqualTo(Reason.STEP_FAILED);
        assertThat(report.message())
                .isEqualTo(
                        "start failed in the plug-in test-plugin 1.0.0: java.lang.NoClassDefFoundError: javax/mail/Session. It was made"
                                + " for another version of Roboconf, or lacks a library: install one that fits");
        assertThat(run(Step.STOP).succeeded()).isTrue();
    }

    @Test
    void a_step_that_passes_its_time_limit_is_cut_off() throws InterruptedException {
        plugin.on("start", context -> hang());
        runner.run(order(Step.START, "script", SHORT), events::add);
        StepReport report = ended();
        assertThat(report.outcome()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(report.message()).isEqualTo("start took longer than 50 ms and was cut off");
    }

    @Test
    void a_step_that_a_person_cancels_is_cut_off() throws InterruptedException {
        plugin.on("start", context -> hang());
        StepOrder order = order(Step.START, "script", LONG);
        runner.run(order, events::add);
        waitFor("start /vm/shop");
        runner.cancel(order.stepId());
        assertThat(ended().outcome()).isEqualTo(Reason.STEP_CANCELLED);
        runner.cancel(order.stepId());
        assertThat(run(Step.STOP).succeeded()).isTrue();
    }

    @Test
    void a_step_that_is_cut_off_and_ends_well_all_the_same_has_succeeded() throws InterruptedException {
        plugin.on("start", context -> {
            try {
                hang();
            } catch (InterruptedException e) {
                context.log().line("finished in a hurry");
            }
        });
        runner.run(order(Step.START, "script", SHORT), events::add);
        assertThat(ended().succeeded()).isTrue();
    }

    @Test
    void a_step_that_is_cancelled_before_it_has_a_thread_never_runs() throws InterruptedException {
        BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
        runner = runner(waiting::add);
        StepOrder order = order(Step.START, "script", LONG);
        runner.run(order, events::add);
        runner.cancel(order.stepId());
        assertThat(ended().outcome()).isEqualTo(Reason.STEP_CANCELLED);
        waiting.remove().run();
        assertThat(plugin.calls()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void a_plugin_that_does_not_come_back_blocks_its_instance_until_it_does() throws InterruptedException {
        plugin.on("start", context -> hangStubbornly());
        runner.run(order(Step.START, "script", SHORT), events::add);
        StepReport report = ended();
        assertThat(report.outcome()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(report.message()).contains("the plug-in test-plugin 1.0.0 has not returned");
        StepReport refused = run(Step.STOP);
        assertThat(refused.outcome()).isEqualTo(Reason.STEP_FAILED);
        assertThat(refused.message()).contains("the plug-in test-plugin 1.0.0 has not returned from it yet");
        assertThat(stuck.counts()).hasToString("{test-plugin 1.0.0=1}");
        released.countDown();
        Eventually.holds("stop runs again", () -> {
            runner.run(order(Step.STOP, "script", LONG), events::add);
            try {
                return ended().succeeded();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(events).isEmpty();
        Eventually.holds("no thread is stuck", () -> stuck.counts().isEmpty());
    }

    @Test
    void plugins_that_do_not_come_back_leave_threads_to_the_others() throws InterruptedException {
        plugin.on("start", context -> hangStubbornly());
        int many = 70;
        for (int i = 0; i < many; i++) {
            // Each waits for the one before: begun at once, the last ones would have no thread before their time is
            // over.
            runner.run(order(new InstancePath("/vm/hangs-" + i), Step.START, "script", SHORT), events::add);
            assertThat(ended().outcome()).isEqualTo(Reason.STEP_TIMEOUT);
        }
        assertThat(run(Step.STOP).succeeded()).isTrue();
        assertThat(stuck.counts()).hasToString("{test-plugin 1.0.0=" + many + "}");
    }

    @Test
    void a_failure_without_a_reason_or_a_message_is_a_failure_all_the_same() throws InterruptedException {
        plugin.on("start", context -> {
            throw new StepFailure(Reason.NONE, null, null, null);
        });
        StepReport report = run(Step.START);
        assertThat(report.outcome()).isEqualTo(Reason.STEP_FAILED);
        assertThat(report.message()).isEqualTo("start failed, and the plug-in test-plugin 1.0.0 does not say why");
    }

    @Test
    void without_its_plugin_a_step_does_not_run() throws InterruptedException {
        runner.run(order(Step.START, "puppet", LONG), events::add);
        StepReport report = ended();
        assertThat(report.outcome()).isEqualTo(Reason.PLUGIN_MISSING);
        assertThat(report.message()).contains("'puppet'");
    }

    @Test
    void installers_are_compared_without_case_and_the_newest_plugin_serves_them() throws InterruptedException {
        FakePlugin newer = new FakePlugin("BASH");
        plugins.add(new ServiceOrigin("test-plugin", Version.parseVersion("1.10"), 0, 3), newer);
        plugins.add(new ServiceOrigin("test-plugin", Version.parseVersion("1.9"), 5, 2), new FakePlugin("bash"));
        runner.run(order(Step.START, "baSh", LONG), events::add);
        assertThat(ended().succeeded()).isTrue();
        assertThat(newer.calls()).containsExactly("start /vm/shop");
        plugins.remove(3);
        plugins.remove(2);
        runner.run(order(Step.STOP, "bash", LONG), events::add);
        assertThat(ended().succeeded()).isTrue();
        assertThat(plugin.calls()).containsExactly("stop /vm/shop");
    }

    @Test
    void a_step_has_a_while_to_end_when_its_plugin_goes_away() throws InterruptedException {
        plugin.on("start", context -> released.await());
        runner.run(order(Step.START, "script", LONG), events::add);
        waitFor("start /vm/shop");
        plugins.remove(1);
        released.countDown();
        assertThat(ended().succeeded()).isTrue();
    }

    @Test
    void a_step_that_takes_too_long_after_its_plugin_went_away_is_cut_off() throws InterruptedException {
        plugin.on("start", context -> hang());
        runner.run(order(Step.START, "script", LONG), events::add);
        waitFor("start /vm/shop");
        plugins.remove(1);
        StepReport report = ended();
        assertThat(report.outcome()).isEqualTo(Reason.PLUGIN_MISSING);
        assertThat(report.message()).contains("'script' went away");
    }

    private void probedBy(String line, FakeProbe probe) throws IOException {
        Files.createDirectories(folders.probes(SHOP));
        Files.writeString(folders.probes(SHOP).resolve("Shop.probes"), line + "\n");
        probes.came(new ServiceOrigin("test-probe", Version.parseVersion("3.0"), 0, 7), probe, () -> {});
    }

    @Test
    void a_check_asks_the_plugin_first_where_it_has_one_then_the_probes() throws Exception {
        FakeProbe probe = new FakeProbe("fake", context -> {});
        probedBy("fake yes", probe);
        assertThat(run(Step.CHECK).succeeded()).isTrue();
        assertThat(plugin.calls()).isEmpty();
        assertThat(probe.looks()).hasSize(1);
        new ProbeFolder(folders.probes(SHOP)).noteOwnCheck();
        assertThat(run(Step.CHECK).succeeded()).isTrue();
        assertThat(plugin.calls()).containsExactly("check /vm/shop");
        assertThat(probe.looks()).hasSize(2);
        plugin.on("check", context -> {
            throw new StepFailure(Reason.STEP_FAILED, 1, "it has gone", null);
        });
        assertThat(run(Step.CHECK).outcome()).isEqualTo(Reason.STEP_FAILED);
        assertThat(probe.looks()).hasSize(2);
    }

    @Test
    void a_probe_that_fails_fails_the_check_and_no_other_step() throws Exception {
        probedBy("fake yes", new FakeProbe("fake", context -> {
            throw new ProbeFailure("a", "b");
        }));
        assertThat(run(Step.START).succeeded()).isTrue();
        StepReport report = run(Step.CHECK);
        assertThat(report.outcome()).isEqualTo(Reason.CHECK_FAILED);
        assertThat(report.message()).contains("'fake yes'").endsWith("expected a, but saw b");
    }

    @Test
    void a_check_that_could_not_ask_everything_succeeds_and_says_so() throws Exception {
        probedBy("other yes", new FakeProbe("fake", context -> {}));
        StepReport report = run(Step.CHECK);
        assertThat(report.succeeded()).isTrue();
        assertThat(report.message()).contains("no extension with the handler 'other'");
    }

    @Test
    void software_has_its_time_after_each_start() throws Exception {
        FakeProbe probe = new FakeProbe("fake", context -> {});
        probedBy("fake yes after 1 s", probe);
        run(Step.START);
        run(Step.CHECK);
        assertThat(probe.looks()).isEmpty();
        run(Step.UNDEPLOY);
        probedBy("fake yes after 1 s", probe);
        run(Step.CHECK);
        assertThat(probe.looks()).hasSize(1);
    }

    @Test
    void a_probe_that_does_not_come_back_is_named_and_not_the_plugin() throws Exception {
        probedBy("fake yes within 10 ms", new FakeProbe("fake", context -> hangStubbornly()));
        runner.run(order(Step.CHECK, "script", SHORT), events::add);
        StepReport report = ended();
        assertThat(report.outcome()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(report.message()).contains("test-probe 3.0.0 has not returned");
        assertThat(stuck.counts()).hasToString("{test-probe 3.0.0=1}");
        released.countDown();
        Eventually.holds("no thread is stuck", () -> stuck.counts().isEmpty());
    }

    @Test
    void an_undeploy_that_succeeded_leaves_no_folder_and_one_that_failed_leaves_all() throws Exception {
        run(Step.DEPLOY);
        Files.writeString(folders.work(SHOP).resolve("data"), "rows");
        plugin.on("undeploy", context -> {
            throw new StepFailure(Reason.STEP_FAILED, 1, "still in use", null);
        });
        assertThat(run(Step.UNDEPLOY).succeeded()).isFalse();
        assertThat(folders.work(SHOP).resolve("data")).exists();
        plugin.on("undeploy", context -> {});
        assertThat(run(Step.UNDEPLOY).succeeded()).isTrue();
        assertThat(folders.work(SHOP).getParent()).doesNotExist();
    }

    @Test
    void the_log_says_what_each_step_printed_and_how_it_ended() throws Exception {
        plugin.on("deploy", context -> context.log().line("unpacked"));
        plugin.on("start", context -> {
            context.log().line("x".repeat(5_000));
            throw new StepFailure(Reason.STEP_FAILED, 1, "start.sh exited 1", null);
        });
        run(Step.DEPLOY);
        run(Step.CHECK);
        run(Step.START);
        List<String> lines = Files.readAllLines(folders.log(SHOP));
        assertThat(lines).allMatch(line -> line.startsWith("2023-11-14T22:13:20.123Z "));
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).endsWith("-- deploy begins (step-1)");
        assertThat(lines.get(1)).endsWith(" unpacked");
        assertThat(lines.get(2)).contains("-- deploy ended well after ");
        assertThat(lines.get(4)).endsWith("… (1000 characters cut)");
        assertThat(lines.get(5)).endsWith(": STEP_FAILED: start.sh exited 1");
    }

    @Test
    void a_log_that_is_full_is_put_aside_and_its_end_is_read_across_both() throws Exception {
        String kilobyte = "y".repeat(1_000);
        plugin.on("start", context -> {
            for (int i = 0; i < 2_500; i++) {
                context.log().line(i + " " + kilobyte);
            }
        });
        run(Step.START);
        assertThat(Files.size(folders.log(SHOP))).isLessThan(StepLogFile.LIMIT + 5_000);
        assertThat(Files.size(StepLogFile.older(folders.log(SHOP))))
                .isBetween(StepLogFile.LIMIT, StepLogFile.LIMIT + 5_000);
        String end = ((Reply.Text) new StepLogs(folders).end(SHOP, 1_200_000)).text();
        assertThat(end.length()).isEqualTo(1_200_000);
        assertThat(end.contains(" 1400 " + kilobyte) && end.contains(" 2499 " + kilobyte))
                .isTrue();
        assertThat(((Reply.Text) new StepLogs(folders).end(SHOP, 100)).text())
                .hasSize(100)
                .contains("ended well");
    }

    @Test
    void the_log_of_an_instance_without_steps_is_empty() {
        assertThat(new StepLogs(folders).end(SHOP, 100)).isEqualTo(new Reply.Text(""));
    }

    @Test
    void a_log_that_cannot_be_written_fails_no_step() throws IOException, InterruptedException {
        Files.createDirectories(folders.log(SHOP));
        assertThat(run(Step.START).succeeded()).isTrue();
    }

    @Test
    void what_is_left_of_a_step_is_ended_as_soon_as_its_plugin_is_there() throws InterruptedException {
        FakePlugin late = new FakePlugin("puppet");
        runner.abandon(new AgentEffect.AbandonStep("old", SHOP, "Puppet", Step.START), events::add);
        assertThat(events).isEmpty();
        plugins.add(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 9), late);
        assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(new AgentEvent.StepAbandoned("old"));
        assertThat(late.calls()).containsExactly("abandon /vm/shop");
    }

    @Test
    void a_step_of_this_process_is_cut_off_before_what_is_left_of_it_is_ended() throws InterruptedException {
        plugin.on("start", context -> hang());
        StepOrder order = order(Step.START, "script", LONG);
        runner.run(order, event -> {});
        waitFor("start /vm/shop");
        runner.abandon(new AgentEffect.AbandonStep(order.stepId(), SHOP, "script", Step.START), events::add);
        assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(new AgentEvent.StepAbandoned(order.stepId()));
        assertThat(plugin.calls()).containsExactly("start /vm/shop", "abandon /vm/shop");
    }

    @Test
    void closing_cuts_off_what_runs_and_reports_nothing() {
        plugin.on("start", context -> hang());
        runner.run(order(Step.START, "script", LONG), events::add);
        waitFor("start /vm/shop");
        runner.close();
        assertThat(events).isEmpty();
    }
}
