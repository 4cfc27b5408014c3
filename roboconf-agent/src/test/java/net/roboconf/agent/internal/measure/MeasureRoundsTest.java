package net.roboconf.agent.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.probe.FakeProbe;
import net.roboconf.agent.internal.probe.ProbeRegistry;
import net.roboconf.agent.internal.step.InstanceFolders;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.probe.ProbeFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class MeasureRoundsTest {

    private static final InstancePath SHOP = new InstancePath("/vm/shop");

    @TempDir
    Path data;

    private final AgentThreads threads = new AgentThreads();
    private final ProbeRegistry probes = new ProbeRegistry(Runnable::run, threads.timer(), Duration.ofMinutes(1));
    private final Set<InstancePath> started = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    private InstanceFolders folders;
    private MeasureRounds rounds;

    @BeforeEach
    void prepare() {
        folders = new InstanceFolders(data);
        started.add(SHOP);
        rounds = new MeasureRounds(
                "app",
                folders,
                probes,
                listener -> listener.accept(List.copyOf(started)),
                (path, name, text) -> signals.add(path + " " + name + ": " + text),
                threads.steps(),
                threads.timer(),
                Duration.ofMillis(10));
    }

    @AfterEach
    void end() {
        rounds.close();
        threads.close();
    }

    private void measures(String text) throws IOException {
        folders.make(SHOP);
        Files.createDirectories(folders.probes(SHOP));
        Files.writeString(folders.probes(SHOP).resolve("Tomcat.measures"), text);
    }

    private String next() throws InterruptedException {
        return signals.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void an_event_is_told_when_it_begins_and_has_the_values_beside_the_measures() throws Exception {
        measures("[EVENT file Overload]\n{{ name }}\n[EVENT file round]\nDelete if exists round\n");
        Files.writeString(folders.probes(SHOP).resolve("Tomcat.measures.properties"), "name = full\n");
        Path file = Files.writeString(folders.work(SHOP).resolve("full"), "");
        rounds.begin();
        assertThat(next()).isEqualTo("/vm/shop Overload: " + file + " exists");
        awaitRound();
        awaitRound();
        Files.delete(file);
        awaitRound();
        awaitRound();
        Files.writeString(file, "");
        assertThat(next()).isEqualTo("/vm/shop Overload: " + file + " exists");
    }

    /** An event that ends when it is seen is told each time: nothing else was told before it. */
    private void awaitRound() throws Exception {
        Files.writeString(folders.work(SHOP).resolve("round"), "");
        assertThat(next()).startsWith("/vm/shop round: ");
    }

    @Test
    void what_an_earlier_run_of_the_agent_left_behind_is_gone_on_with() throws Exception {
        measures("[EVENT file gone]\nNotify if not exists pid\n");
        rounds.resume();
        assertThat(next()).startsWith("/vm/shop gone: ");
    }

    @Test
    void a_probe_that_fails_is_an_event_and_one_that_breaks_spoils_nothing() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        probes.came(
                new ServiceOrigin("p", Version.emptyVersion, 0, 1),
                new FakeProbe("broken", context -> {
                    throw new NoClassDefFoundError("x");
                }),
                () -> {});
        probes.came(
                new ServiceOrigin("p", Version.emptyVersion, 0, 2),
                new FakeProbe("jmx", context -> {
                    throw new ProbeFailure("a heap", context.component() + looks.incrementAndGet());
                }),
                () -> {});
        measures("[EVENT broken b]\nx\n[EVENT docker d]\ny\n[EVENT rest r]\nCheck http://127.0.0.1:1/ THAT a = b\n"
                + "[EVENT jmx heap]\nz\n");
        rounds.begin();
        assertThat(next()).isEqualTo("/vm/shop heap: expected a heap, but saw Tomcat1");
        assertThat(next()).isEqualTo("/vm/shop heap: expected a heap, but saw Tomcat2");
    }

    @Test
    void what_is_not_started_is_not_looked_at() throws Exception {
        measures("[EVENT file gone]\nNotify if not exists pid\n");
        started.clear();
        started.add(new InstancePath("/vm/other"));
        InstancePath last = new InstancePath("/vm/last");
        Files.createDirectories(folders.probes(last));
        Files.createDirectories(folders.work(last));
        Files.writeString(folders.probes(last).resolve("X.measures"), "[EVENT file last]\nDelete if exists round\n");
        started.add(last);
        rounds.begin();
        for (int i = 0; i < 3; i++) {
            Files.writeString(folders.work(last).resolve("round"), "");
            assertThat(next()).startsWith("/vm/last last: ");
        }
    }
}
