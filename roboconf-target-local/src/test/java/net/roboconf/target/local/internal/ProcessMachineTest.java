package net.roboconf.target.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.RunningProcess;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.target.local.internal.host.AgentMark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, of a fake agent, in a folder with a space. */
class ProcessMachineTest {

    @TempDir
    Path temporary;

    private final MachineKey key = new MachineKey(UUID.randomUUID().toString());
    private final List<Process> strangers = new ArrayList<>();
    private Path root;
    private Path distribution;
    private Machines machines;

    @BeforeEach
    void host() throws IOException {
        root = temporary.resolve("all machines");
        distribution = FakeDistribution.in(temporary.resolve("the agent"));
        machines = new Machines(root, distribution);
    }

    @AfterEach
    void end_everything() throws Exception {
        machines.all.destroy(key);
        machines.all.close();
        for (Process stranger : strangers) {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_machine_is_a_running_agent_with_its_own_folder_and_address() throws Exception {
        machines.create(key, Map.of());

        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
        Eventually.holds("the agent is up", () -> written("server.pid"));
        RunningProcess agent = agent();
        assertThat(agent.session()).isEqualTo(agent.pid());
        String address = settings().address();
        assertThat(address).matches("127\\.0\\.[1-9][0-9]*\\.[1-9][0-9]*");
        assertThat(Files.readAllLines(machines.file(key, "agent.env")))
                .contains(
                        "ROBOCONF_MACHINE=" + key,
                        "ROBOCONF_AGENT_SETTINGS=" + machines.file(key, "agent.properties"),
                        "ROBOCONF_ADDRESS=" + address,
                        "KARAF_BASE=" + machines.file(key, ""),
                        "EXTRA_JAVA_OPTS=-Xmx96m -Dsome=thing");
        assertThat(machines.file(key, "starts")).hasContent("daemon");
        assertThat(machines.file(key, "etc/some.cfg")).hasContent("key = value");
        assertThat(machines.file(key, "deploy/plugin.jar")).exists();
    }

    @Test
    void what_is_secret_is_for_the_owner_alone() throws Exception {
        machines.create(key, Map.of());

        assertThat(settings().messaging()).containsEntry("password", "very secret");
        for (String file : List.of("agent.properties", "machine.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(machines.file(key, file))))
                    .isEqualTo("rw-------");
        }
        assertThat(machines.file(key, "machine.json")).content().doesNotContain("secret");
    }

    @Test
    void a_simulated_machine_tells_its_agent() throws Exception {
        machines.create(key, Map.of("simulate", "true"));

        assertThat(settings().simulates()).isTrue();
    }

    @Test
    void a_second_create_makes_no_second_machine() throws Exception {
        machines.create(key, Map.of());
        RunningProcess agent = await();

        machines.create(key, Map.of());
        new Machines(root, distribution).create(key, Map.of());

        assertThat(await()).isEqualTo(agent);
        assertThat(machines.file(key, "starts")).hasContent("daemon");
    }

    @Test
    void a_machine_that_was_never_made_is_gone() throws Exception {
        assertThat(machines.all.exists(key)).isFalse();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.GONE);
    }

    @Test
    void destroying_ends_the_agent_and_all_that_it_started() throws Exception {
        machines.create(key, Map.of());
        RunningProcess agent = await();
        Eventually.holds("its server runs", () -> written("server.pid"));
        RunningProcess server = process("server.pid");

        machines.all.destroy(key);

        assertThat(runs(agent)).isFalse();
        assertThat(runs(server)).isFalse();
        assertThat(root).isEmptyDirectory();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.GONE);
        machines.all.destroy(key);
    }

    @Test
    void the_agent_is_gone_before_anything_else_is_asked_to_end() throws Exception {
        Path order = FakeDistribution.makeStubborn(distribution);
        machines.create(key, Map.of());
        RunningProcess agent = await();
        Eventually.holds("its child without a mark runs", () -> written("bare.pid"));
        RunningProcess bare = process("bare.pid");

        machines.all.destroy(key);

        assertThat(runs(agent)).isFalse();
        assertThat(order).hasContent("server");
        assertThat(machines.table.find(bare.pid())).isEmpty();
    }

    @Test
    void a_daemon_that_cleared_its_environment_is_found_by_the_address_it_listens_on() throws Exception {
        machines.create(key, Map.of());
        Process daemon = listening(List.of("env", "-i"));

        machines.all.destroy(key);

        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_server_of_another_machine_is_left_alone_though_it_listens_on_the_same_address() throws Exception {
        machines.create(key, Map.of());
        Process other = listening(List.of("env", "-i", MachineEnvironment.MACHINE + "=another"));

        machines.all.destroy(key);

        assertThat(other.isAlive()).isTrue();
    }

    private Process listening(List<String> environment) throws IOException {
        List<String> command = new ArrayList<>(environment);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ListeningDaemon.class.getName(),
                settings().address()));
        Process daemon = stranger(command);
        assertThat(daemon.inputReader().readLine()).isEqualTo("listening");
        return daemon;
    }

    @Test
    void a_daemon_that_cleared_its_environment_is_found_by_a_file_that_it_writes() throws Exception {
        machines.create(key, Map.of());
        String log = machines.file(key, "daemon.log").toString();
        Process writer = stranger(List.of("env", "-i", "sh", "-c", "exec sleep 600 >>\"$0\"", log));
        Eventually.holds("it has begun", () -> Files.exists(Path.of(log)));
        Process reader = stranger(List.of("env", "-i", "sh", "-c", "exec sleep 600 <\"$0\"", log));

        machines.all.destroy(key);

        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(reader.isAlive()).isTrue();
    }

    @Test
    void after_a_restart_all_machines_are_found_and_their_agents_ran_on() throws Exception {
        machines.create(key, Map.of());
        RunningProcess agent = await();
        machines.all.close();

        machines = new Machines(root, distribution);

        assertThat(machines.all.exists(key)).isTrue();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
        machines.all.tend();
        assertThat(await()).isEqualTo(agent);
    }

    @Test
    void an_agent_that_died_is_started_again_and_its_server_lives_on() throws Exception {
        machines.create(key, Map.of());
        RunningProcess agent = await();
        Eventually.holds("its server runs", () -> written("server.pid"));
        RunningProcess server = process("server.pid");
        kill(agent);
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.STOPPED);

        machines.pass(Duration.ofSeconds(1));
        machines.all.tend();

        RunningProcess next = await();
        assertThat(next).isNotEqualTo(agent);
        assertThat(runs(server)).isTrue();
        Eventually.holds(
                "it has begun",
                () -> Files.readAllLines(machines.file(key, "starts")).size() == 2);
    }

    @Test
    void an_agent_that_has_lost_its_launcher_is_left_alone_until_it_ends() throws Exception {
        FakeDistribution.launch(distribution);
        machines.create(key, Map.of());
        RunningProcess launcher = await();
        Eventually.holds("it has launched", () -> written("java.pid"));
        RunningProcess java = process("java.pid");
        launcher.handle().destroyForcibly();
        Eventually.holds("the launcher has ended", () -> !runs(launcher));

        machines.pass(Duration.ofSeconds(1));
        machines.all.tend();

        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
        assertThat(machines.file(key, "starts")).content().hasLineCount(1);
        kill(java);
        machines.all.tend();
        assertThat(await()).isNotEqualTo(launcher);
    }

    @Test
    void an_agent_that_cannot_start_is_tried_ever_more_seldom() throws Exception {
        FakeDistribution.breakIt(distribution);
        machines.create(key, Map.of());
        Eventually.holds("it has ended", () -> machines.all.status(key) == MachineStatus.STOPPED);

        machines.all.tend();
        assertThat(machines.file(key, "agent.log")).content().hasLineCount(1);
        machines.pass(Duration.ofSeconds(1));
        machines.all.tend();
        Eventually.holds("second try", () -> machines.all.status(key) == MachineStatus.STOPPED);
        machines.pass(Duration.ofSeconds(1));
        machines.all.tend();
        assertThat(machines.file(key, "agent.log")).content().hasLineCount(2);
        machines.pass(Duration.ofSeconds(1));
        machines.all.tend();
        Eventually.holds("third try", () -> machines.all.status(key) == MachineStatus.STOPPED);

        assertThat(machines.file(key, "agent.log")).content().hasLineCount(3);
    }

    @Test
    void a_crash_before_the_record_leaves_no_machine() throws Exception {
        Files.createDirectories(machines.file(key, "etc"));
        Files.writeString(machines.file(key, "agent.properties"), "half");
        machines = new Machines(root, distribution);
        assertThat(machines.all.exists(key)).isFalse();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.GONE);

        machines.create(key, Map.of());

        assertThat(settings().machine()).isEqualTo(key);
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
    }

    @Test
    void a_crash_before_the_start_leaves_a_machine_that_is_started() throws Exception {
        record(false);
        machines = new Machines(root, distribution);
        assertThat(machines.all.exists(key)).isTrue();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.STOPPED);

        machines.all.tend();

        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
        await();
    }

    /** Two Deployment Managers may share the machines of a host: one destroys what the other one looks after. */
    @Test
    void a_machine_that_another_process_destroys_is_not_started_again() throws Exception {
        record(false);
        machines = new Machines(root, distribution);
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.STOPPED);
        record(true);

        machines.all.tend();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.STOPPED);

        Files.delete(machines.file(key, "machine.json"));
        machines.all.tend();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.GONE);
    }

    @Test
    void a_crash_before_the_number_was_written_makes_no_second_agent() throws Exception {
        machines.create(key, Map.of());
        RunningProcess agent = await();
        machines.all.close();
        Files.delete(machines.file(key, "agent.pid"));

        machines = new Machines(root, distribution);
        machines.all.tend();

        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.RUNNING);
        assertThat(agents()).containsExactly(agent);
    }

    @Test
    void a_crash_while_it_is_destroyed_is_gone_on_with() throws Exception {
        machines.create(key, Map.of());
        RunningProcess agent = await();
        machines.all.close();
        machines.folders
                .of(key)
                .write(machines.folders.of(key).read().orElseThrow().inEnding(), true);

        machines = new Machines(root, distribution);
        machines.all.tend();

        assertThat(runs(agent)).isFalse();
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.GONE);
    }

    @Test
    void a_crash_while_its_folder_is_deleted_leaves_nothing() throws Exception {
        Files.createDirectories(root.resolve("." + key).resolve("data"));

        machines = new Machines(root, distribution);

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void a_number_that_belongs_to_somebody_else_is_neither_believed_nor_ended() throws Exception {
        record(false);
        Process stranger = stranger(List.of("sleep", "600"));
        Files.writeString(machines.file(key, "agent.pid"), stranger.pid() + "\n");
        machines = new Machines(root, distribution);

        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.STOPPED);
        machines.all.destroy(key);

        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void a_damaged_record_is_told_and_can_be_destroyed() throws Exception {
        record(false);
        Files.writeString(machines.file(key, "machine.json"), "{");
        machines = new Machines(root, distribution);

        assertThatThrownBy(() -> machines.all.status(key)).hasMessageContaining("machine.json");

        machines.all.destroy(key);
        assertThat(machines.all.status(key)).isEqualTo(MachineStatus.GONE);
    }

    @Test
    void another_distribution_replaces_the_agents_files() throws Exception {
        machines.create(key, Map.of());
        kill(await());
        machines.all.close();
        Files.createDirectories(machines.file(key, "data/cache/bundle1"));
        Files.createDirectories(machines.file(key, "data/instances"));
        Path newer = FakeDistribution.in(temporary.resolve("newer agent"));
        Files.writeString(newer.resolve("etc/some.cfg"), "newer");

        machines = new Machines(root, newer);
        machines.all.tend();

        assertThat(machines.file(key, "etc/some.cfg")).hasContent("newer");
        assertThat(machines.file(key, "data/cache")).doesNotExist();
        assertThat(machines.file(key, "data/instances")).exists();
    }

    @Test
    void without_a_distribution_nothing_is_made() throws Exception {
        Machines without = new Machines(root, null);

        assertThatThrownBy(() -> without.create(key, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("agent.distribution");
        assertThatThrownBy(() -> without.create(key, Map.of("agent.distribution", "/no/where.tar.gz")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/where.tar.gz");
        assertThat(root).doesNotExist();
    }

    @Test
    void machines_have_different_addresses() throws Exception {
        MachineKey other = new MachineKey(UUID.randomUUID().toString());
        try {
            machines.create(key, Map.of());
            machines.create(other, Map.of());

            assertThat(new HashSet<>(List.of(
                            settings().address(),
                            machines.folders.of(other).readSettings().address())))
                    .hasSize(2);
        } finally {
            machines.all.destroy(other);
        }
    }

    private void record(boolean ending) throws IOException {
        MachineRecord machine =
                new MachineRecord(key, "shop", "/vm", Mode.PROCESS, false, "127.0.77.77", null, null, null, ending);
        machines.folders.of(key).make(machine, Machines.request(key, Map.of()).agent(), true);
    }

    private AgentSettings settings() throws IOException {
        return machines.folders.of(key).readSettings();
    }

    private Process stranger(List<String> command) throws IOException {
        List<String> detached = new ArrayList<>(List.of("setsid"));
        detached.addAll(command);
        Process stranger = new ProcessBuilder(detached).start();
        strangers.add(stranger);
        return stranger;
    }

    private RunningProcess await() throws Exception {
        Eventually.holds("the agent runs", () -> !agents().isEmpty() && written("server.pid"));
        return agent();
    }

    private RunningProcess agent() {
        return agents().get(0);
    }

    private List<RunningProcess> agents() {
        return machines.table.read().stream()
                .filter(process -> process.pid() == process.session())
                .filter(process -> machines.table.carries(process, AgentMark.of(key)))
                .toList();
    }

    private boolean written(String file) throws IOException {
        Path path = machines.file(key, file);
        return Files.exists(path) && Files.readString(path).endsWith("\n");
    }

    private RunningProcess process(String file) throws IOException {
        return machines.table
                .find(Long.parseLong(Files.readString(machines.file(key, file)).strip()))
                .orElseThrow();
    }

    private boolean runs(RunningProcess process) {
        return machines.table.find(process.pid()).equals(Optional.of(process));
    }

    private void kill(RunningProcess process) throws Exception {
        process.handle().destroyForcibly();
        Eventually.holds("it has ended", () -> !runs(process) && machines.all.status(key) == MachineStatus.STOPPED);
    }
}
