package net.roboconf.target.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.core.process.RunningProcess;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.local.internal.host.AgentMark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole target with its thread, as the Deployment Manager sees it. */
class LocalTargetTest {

    private static final Map<String, String> PROPERTIES = Map.of("handler", "local");

    @TempDir
    Path temporary;

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private final List<MachineKey> keys = new ArrayList<>();
    private LocalConfiguration configuration;
    private LocalTarget target;

    @BeforeEach
    void open() throws IOException {
        configuration = new LocalConfiguration(
                temporary.resolve("all machines"), FakeDistribution.in(temporary.resolve("the agent")), "");
        target = newTarget();
    }

    @AfterEach
    void end_everything() throws Exception {
        for (MachineKey key : keys) {
            target.terminate(PROPERTIES, key, key.value());
        }
        target.close();
    }

    @Test
    void a_machine_is_created_found_and_destroyed() throws Exception {
        MachineKey key = newKey();
        assertThat(target.find(Machines.request(key, PROPERTIES))).isEmpty();

        assertThat(target.create(Machines.request(key, PROPERTIES))).isEqualTo(key.value());

        assertThat(target.find(Machines.request(key, PROPERTIES))).contains(key.value());
        assertThat(target.status(PROPERTIES, key, key.value())).isEqualTo(MachineStatus.RUNNING);
        target.terminate(PROPERTIES, key, key.value());
        assertThat(target.status(PROPERTIES, key, key.value())).isEqualTo(MachineStatus.GONE);
        assertThat(target.find(Machines.request(key, PROPERTIES))).isEmpty();
    }

    @Test
    void an_agent_that_is_killed_is_back_soon() throws Exception {
        MachineKey key = newKey();
        target.create(Machines.request(key, PROPERTIES));
        Eventually.holds("it runs", () -> agents(key).size() == 1);
        RunningProcess first = agents(key).get(0);

        first.handle().destroyForcibly();

        Eventually.holds(
                "another one runs",
                () -> agents(key).size() == 1 && !agents(key).contains(first));
    }

    @Test
    void another_deployment_managers_life_finds_everything_again() throws Exception {
        MachineKey key = newKey();
        target.create(Machines.request(key, PROPERTIES));
        Eventually.holds("it runs", () -> agents(key).size() == 1);
        RunningProcess agent = agents(key).get(0);
        target.close();
        assertThatThrownBy(() -> target.find(Machines.request(key, PROPERTIES)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("not ready");

        target = newTarget();

        assertThat(target.find(Machines.request(key, PROPERTIES))).contains(key.value());
        assertThat(target.status(PROPERTIES, key, key.value())).isEqualTo(MachineStatus.RUNNING);
        assertThat(agents(key)).containsExactly(agent);
    }

    @Test
    void many_machines_are_made_at_the_same_time() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                MachineKey key = newKey();
                results.add(threads.submit(() -> target.create(Machines.request(key, PROPERTIES))));
            }
            for (Future<String> result : results) {
                result.get();
            }
        } finally {
            threads.shutdown();
        }

        Set<String> addresses = new HashSet<>();
        MachineFolders folders = new MachineFolders(configuration.machines());
        for (MachineKey key : keys) {
            assertThat(target.status(PROPERTIES, key, key.value())).isEqualTo(MachineStatus.RUNNING);
            addresses.add(folders.of(key).readSettings().address());
        }
        assertThat(addresses).hasSize(10);
    }

    @Test
    void what_is_wrong_is_told_with_the_instances_name() {
        MachineKey key = newKey();
        Map<String, String> properties = Map.of("agent.distribution", "/no/where.tar.gz");

        assertThatThrownBy(() -> target.create(Machines.request(key, properties)))
                .isInstanceOfSatisfying(TargetException.class, failure -> assertThat(failure.isOutcomeUnknown())
                        .isFalse())
                .hasMessageContainingAll("shop/my vm", "/no/where.tar.gz");
    }

    private LocalTarget newTarget() {
        LocalTarget made = new LocalTarget(new EmbeddedHost(Duration.ZERO));
        made.use(configuration);
        return made;
    }

    private MachineKey newKey() {
        MachineKey key = new MachineKey(UUID.randomUUID().toString());
        keys.add(key);
        return key;
    }

    private List<RunningProcess> agents(MachineKey key) {
        return table.read().stream()
                .filter(process -> process.pid() == process.session())
                .filter(process -> table.carries(process, AgentMark.of(key)))
                .toList();
    }
}
