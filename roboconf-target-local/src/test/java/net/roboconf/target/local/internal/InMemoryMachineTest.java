package net.roboconf.target.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InMemoryMachineTest {

    private static final Map<String, String> REAL = Map.of("mode", "in-memory");
    private static final Map<String, String> SIMULATED = Map.of("mode", "in-memory", "simulate", "true");

    @TempDir
    Path temporary;

    private final MachineKey key = new MachineKey(UUID.randomUUID().toString());
    private final FakeAgents agents = new FakeAgents();
    private final Messaging messaging = new SilentMessaging();
    private Machines machines;

    @BeforeEach
    void host() throws IOException {
        machines = new Machines(temporary, null);
        machines.embedded.use(agents);
        machines.embedded.use(messaging);
    }

    @AfterEach
    void end_everything() throws Exception {
        machines.all.destroy(key);
        machines.all.close();
    }

    @Test
    void its_agent_runs_in_this_process() throws Exception {
        machines.create(key, SIMULATED);

        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
        assertThat(agents.running()).singleElement().satisfies(agent -> {
            assertThat(agent.settings().machine()).isEqualTo(key);
            assertThat(agent.settings().simulates()).isTrue();
            assertThat(agent.settings().address()).startsWith("127.0.");
            assertThat(agent.messaging()).isSameAs(messaging);
            assertThat(agent.folder()).isEqualTo(machines.folders.of(key).path());
        });
    }

    @Test
    void real_recipes_are_not_simulated() throws Exception {
        machines.create(key, REAL);

        assertThat(agents.running().get(0).settings().simulates()).isFalse();
    }

    @Test
    void a_second_create_makes_no_second_agent() throws Exception {
        machines.create(key, SIMULATED);
        machines.create(key, SIMULATED);
        machines.all.tend();

        assertThat(agents.running()).hasSize(1);
    }

    @Test
    void who_looks_for_a_machine_in_the_making_waits_until_it_is_made() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        machines.embedded.use((settings, its, folder) -> {
            starting.countDown();
            awaitUninterrupted(goOn);
            return agents.start(settings, its, folder);
        });
        Thread maker = started(() -> machines.create(key, SIMULATED));
        starting.await();
        List<Boolean> found = new CopyOnWriteArrayList<>();
        Thread seeker = started(() -> found.add(machines.all.exists(key)));

        Eventually.holds("it waits", () -> seeker.getState() == Thread.State.WAITING);
        assertThat(found).isEmpty();
        goOn.countDown();
        maker.join();
        seeker.join();
        assertThat(found).containsExactly(true);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static Thread started(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                "test");
        thread.start();
        return thread;
    }

    @Test
    void destroying_stops_the_agent_and_deletes_its_folder() throws Exception {
        machines.create(key, REAL);

        machines.all.destroy(key);

        assertThat(agents.running()).isEmpty();
        assertThat(temporary).isEmptyDirectory();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.GONE);
    }

    @Test
    void after_a_restart_its_agent_is_started_again_with_the_same_address() throws Exception {
        machines.create(key, SIMULATED);
        AgentSettings before = agents.running().get(0).settings();
        machines.all.close();
        assertThat(agents.running()).isEmpty();

        machines = new Machines(temporary, null);
        machines.all.tend();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.STOPPED);
        machines.embedded.use(agents);
        machines.embedded.use(messaging);
        machines.all.tend();

        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
        assertThat(agents.running().get(0).settings()).isEqualTo(before);
    }

    @Test
    void when_the_agents_bundle_is_replaced_its_agents_are_too() throws Exception {
        machines.create(key, SIMULATED);
        machines.embedded.use((EmbeddedAgents) null);
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.STOPPED);
        FakeAgents newer = new FakeAgents();
        machines.embedded.use(newer);

        machines.all.tend();

        assertThat(agents.running()).isEmpty();
        assertThat(newer.running()).hasSize(1);
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
    }

    @Test
    void without_the_agents_bundle_the_target_says_so() throws Exception {
        LocalTarget target = new LocalTarget(new EmbeddedHost(Duration.ZERO));

        assertThatThrownBy(() -> target.create(Machines.request(key, SIMULATED)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("bundle");
    }

    @Test
    void only_processes_need_an_account_on_the_broker() {
        LocalTarget target = new LocalTarget();

        assertThat(target.needsAccount(Map.of())).isTrue();
        assertThat(target.needsAccount(Map.of("mode", "process"))).isTrue();
        assertThat(target.needsAccount(REAL)).isFalse();
    }

    @Test
    void wrong_properties_are_named() {
        LocalTarget target = new LocalTarget();

        assertThatThrownBy(() -> target.validate(Map.of("mode", "docker")))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll("'mode'", "'docker'", "process", "in-memory");
        assertThatThrownBy(() -> target.validate(Map.of("simulate", "maybe")))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll("'simulate'", "'maybe'");
    }
}
