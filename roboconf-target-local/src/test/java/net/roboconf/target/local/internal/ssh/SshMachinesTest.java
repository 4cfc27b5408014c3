package net.roboconf.target.local.internal.ssh;

import static net.roboconf.testkit.target.TargetContract.newKey;
import static net.roboconf.testkit.target.TargetContract.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.local.internal.host.AgentMark;
import net.roboconf.testkit.Eventually;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is particular about hosts that exist: they are taken, lost, found again and given back. */
@Execution(ExecutionMode.CONCURRENT)
class SshMachinesTest {

    @TempDir
    Path temporary;

    private TestRack rack;

    @BeforeEach
    void open() throws Exception {
        rack = new TestRack(temporary, 2);
    }

    @AfterEach
    void close() throws Exception {
        rack.close();
    }

    @Test
    void a_host_gets_the_agent_its_settings_and_its_marks() throws Exception {
        MachineRequest request = request(newKey(), rack.properties("agent.java.options", "-Xmx96m -Dsome=thing"));

        TestHost host = rack.host(rack.machines().create(request));

        Path machine = host.machine();
        awaitFile(machine.resolve("java.pid"));
        assertThat(Files.readString(machine.resolve("agent.env")))
                .contains("ROBOCONF_MACHINE=" + request.key())
                .contains("ROBOCONF_AGENT=" + request.key())
                .contains("EXTRA_JAVA_OPTS=-Xmx96m -Dsome=thing")
                .contains("ROBOCONF_AGENT_SETTINGS=" + machine.toRealPath().resolve("agent.properties"))
                .doesNotContain(TargetContract.SECRET)
                .doesNotContain("SSH_");
        Path settings = machine.resolve("agent.properties");
        assertThat(Files.readString(settings)).isEqualTo(request.agent().toText());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-------");
        assertThat(machine.resolve("etc/some.cfg")).hasContent("word = one");
        assertThat(host.commands()).noneMatch(command -> command.contains(TargetContract.SECRET));
        terminate(request, host);
    }

    @Test
    void nothing_is_left_but_what_is_installed_when_a_host_is_given_back() throws Exception {
        MachineRequest request = request(newKey(), rack.properties("cleanup", "echo clean >>../cleaned"));
        TestHost host = rack.host(rack.machines().create(request));
        awaitFile(host.machine().resolve("server.pid"));
        assertThat(rack.processes(request.key())).isPositive();

        terminate(request, host);

        assertThat(rack.processes(request.key())).isZero();
        assertThat(host.folder().toFile().list())
                .allMatch(name -> name.equals("agents") || name.equals("lock") || name.startsWith("program-"));
        assertThat(host.folder().resolveSibling("cleaned")).hasContent("clean");
        assertThat(rack.machines().status(request.properties(), request.key(), host.name()))
                .isEqualTo(MachineStatus.GONE);
    }

    @Test
    void a_host_whose_cleanup_fails_is_not_free() throws Exception {
        MachineRequest request = request(newKey(), rack.properties("cleanup", "echo the disk is busy; exit 3"));
        TestHost host = rack.host(rack.machines().create(request));

        assertThatThrownBy(() -> terminate(request, host)).hasMessageContaining("ended with 3", "the disk is busy");
        assertThat(host.isLeased()).isTrue();

        terminate(request(request.key(), rack.properties()), host);
        assertThat(host.isLeased()).isFalse();
    }

    @Test
    void the_distribution_comes_once_per_version_and_older_ones_go() throws Exception {
        Map<String, String> one = rack.properties("hosts", rack.hosts.get(0).name());
        TestHost host = rack.hosts.get(0);
        for (int i = 0; i < 2; i++) {
            MachineRequest request = request(newKey(), one);
            rack.machines().create(request);
            terminate(request, host);
        }
        assertThat(transfers(host))
                .as("the host program, and the distribution once")
                .isEqualTo(2);

        Map<String, String> two = rack.properties(
                "hosts",
                host.name(),
                "agent.distribution",
                rack.distribution("two").toString());
        MachineRequest request = request(newKey(), two);
        rack.machines().create(request);

        assertThat(transfers(host)).isEqualTo(3);
        assertThat(host.folder().resolve("agents").toFile().list()).hasSize(1);
        assertThat(host.machine().resolve("etc/some.cfg")).hasContent("word = two");
        terminate(request, host);
    }

    @Test
    void an_agent_that_was_killed_is_started_again_by_its_launcher() throws Exception {
        MachineRequest request = request(newKey(), rack.properties());
        TestHost host = rack.host(rack.machines().create(request));
        Path pid = host.machine().resolve("java.pid");
        awaitFile(pid);
        String before = Files.readString(pid);

        ProcessHandle.of(Long.parseLong(before.strip())).orElseThrow().destroyForcibly();

        Eventually.holds("another agent", () -> !Files.readString(pid).equals(before));
        terminate(request, host);
    }

    @Test
    void an_agent_that_was_killed_with_its_launcher_is_started_again_when_it_is_asked_for() throws Exception {
        MachineRequest request = request(newKey(), rack.properties());
        TestHost host = rack.host(rack.machines().create(request));
        awaitFile(host.machine().resolve("server.pid"));
        killAgent(request.key());

        assertThat(status(request, host)).isEqualTo(MachineStatus.PENDING);

        assertThat(status(request, host)).isEqualTo(MachineStatus.RUNNING);
        assertThat(host.machine().resolve("server.pid")).exists();
        terminate(request, host);
    }

    @Test
    void a_host_that_cannot_be_reached_is_passed_over() throws Exception {
        rack.hosts.get(0).unplug();
        MachineRequest request = request(newKey(), rack.properties());

        String id = rack.machines().create(request);

        assertThat(id).isEqualTo(rack.hosts.get(1).name());
        terminate(request, rack.hosts.get(1));
        rack.hosts.get(0).plugIn();
    }

    @Test
    void when_no_host_is_free_it_is_said_who_has_which() throws Exception {
        MachineRequest first =
                request(newKey(), rack.properties("hosts", rack.hosts.get(0).name()));
        rack.machines().create(first);
        MachineRequest foreign =
                request(newKey(), rack.properties("hosts", rack.hosts.get(1).name()));
        try (SshMachines other = rack.manager("second:/srv/dm", "others.json")) {
            other.create(foreign);

            TargetException refusal = catchThrowableOfType(
                    TargetException.class, () -> rack.machines().create(request(newKey(), rack.properties())));

            assertThat(refusal.isOutcomeUnknown()).as("waiting does not help").isFalse();
            assertThat(refusal)
                    .hasMessageContaining("No host is free for the machine shop/my vm")
                    .hasMessageContaining(rack.hosts.get(0).name() + " has the machine shop/my vm")
                    .hasMessageContaining(rack.hosts.get(1).name() + " is in use")
                    .hasMessageContaining(foreign.key().value())
                    .hasMessageContaining("second:/srv/dm");
            other.terminate(
                    foreign.properties(), foreign.key(), rack.hosts.get(1).name());
        }
        terminate(first, rack.hosts.get(0));
    }

    @Test
    void when_the_only_free_host_is_unplugged_it_is_tried_again() throws Exception {
        rack.hosts.get(0).unplug();
        MachineRequest request =
                request(newKey(), rack.properties("hosts", rack.hosts.get(0).name()));

        TargetException refusal = catchThrowableOfType(
                TargetException.class, () -> rack.machines().create(request));
        assertThat(refusal.isOutcomeUnknown()).isTrue();
        assertThat(refusal).hasMessageContaining(rack.hosts.get(0).name() + " cannot be reached");
        assertThat(rack.machines().find(request)).isEmpty();

        rack.hosts.get(0).plugIn();
        assertThat(rack.machines().create(request)).isEqualTo(rack.hosts.get(0).name());
        terminate(request, rack.hosts.get(0));
    }

    @Test
    void a_host_that_is_lost_while_it_is_claimed_is_cleared_before_it_is_used_again() throws Exception {
        TestHost host = rack.hosts.get(0);
        // The first time, the host program is not there yet.
        host.loseConnectionAt(command -> command.contains(" claim ") && transfers(host) == 1);
        MachineRequest first = request(newKey(), rack.properties());

        assertThat(rack.machines().create(first)).isEqualTo(rack.hosts.get(1).name());

        Eventually.holds("a claim that nobody heard of", host::isLeased);
        host.loseConnectionAt(command -> false);
        MachineRequest second = request(newKey(), rack.properties());
        assertThat(rack.machines().create(second)).isEqualTo(host.name());
        assertThat(Files.readString(host.folder().resolve("lease")))
                .contains(second.key().value());
        terminate(first, rack.hosts.get(1));
        terminate(second, host);
        assertThat(rack.leased()).isZero();
    }

    @Test
    void a_machine_whose_start_nobody_heard_of_is_found() throws Exception {
        Map<String, String> one = rack.properties("hosts", rack.hosts.get(0).name());
        rack.hosts.get(0).loseConnectionAt(command -> command.contains(" start "));
        MachineRequest request = request(newKey(), one);

        TargetException failure = catchThrowableOfType(
                TargetException.class, () -> rack.machines().create(request));

        assertThat(failure.isOutcomeUnknown()).isTrue();
        rack.hosts.get(0).loseConnectionAt(command -> false);
        awaitFile(rack.hosts.get(0).machine().resolve("java.pid"));
        rack.restart();
        assertThat(rack.machines().find(request)).contains(rack.hosts.get(0).name());
        terminate(request, rack.hosts.get(0));
    }

    @Test
    void machines_are_found_on_their_hosts_when_the_file_is_lost() throws Exception {
        MachineRequest request = request(newKey(), rack.properties());
        String id = rack.machines().create(request);
        Files.delete(temporary.resolve("leases.json"));
        rack.restart();

        assertThat(rack.machines().find(request)).contains(id);

        assertThat(rack.machines().knows(request.key())).isTrue();
        terminate(request, rack.host(id));
    }

    @Test
    void an_unplugged_host_is_told_and_its_machine_goes_on_when_it_is_back() throws Exception {
        MachineRequest request = request(newKey(), rack.properties());
        TestHost host = rack.host(rack.machines().create(request));
        host.unplug();

        assertThatThrownBy(() -> status(request, host))
                .hasMessageContaining("The host " + host.name() + " of the machine shop/my vm cannot be reached");
        assertThatThrownBy(() -> terminate(request, host)).isInstanceOf(TargetException.class);

        host.plugIn();
        assertThat(status(request, host)).isEqualTo(MachineStatus.RUNNING);
        terminate(request, host);
    }

    @Test
    void a_host_that_will_never_answer_again_takes_its_machine_with_it() throws Exception {
        MachineRequest request = request(newKey(), rack.properties());
        TestHost host = rack.host(rack.machines().create(request));
        host.unplug();
        assertThatThrownBy(() -> terminate(request, host)).isInstanceOf(TargetException.class);
        rack.machines().close();

        try (SshMachines machines =
                rack.manager("first:/opt/dm", "leases.json", Set.of(HostAddress.parse(host.name())))) {
            machines.terminate(request.properties(), request.key(), host.name());

            assertThat(machines.status(request.properties(), request.key(), host.name()))
                    .isEqualTo(MachineStatus.GONE);
            MachineRequest next = request(newKey(), rack.properties("hosts", host.name()));
            assertThatThrownBy(() -> machines.create(next)).hasMessageContaining("is abandoned");
        }

        host.plugIn();
        rack.restart();
        MachineRequest next = request(newKey(), rack.properties("hosts", host.name()));
        assertThat(rack.machines().create(next)).isEqualTo(host.name());
        assertThat(rack.processes(request.key())).as("what was left there").isZero();
        terminate(next, host);
    }

    @Test
    void a_host_that_was_installed_anew_has_lost_its_machine() throws Exception {
        MachineRequest request = request(newKey(), rack.properties());
        TestHost host = rack.host(rack.machines().create(request));
        killAgent(request.key());
        Files.delete(host.folder().resolve("lease"));

        assertThat(status(request, host)).isEqualTo(MachineStatus.GONE);
        assertThat(rack.machines().knows(request.key())).isFalse();
        terminate(request, host);
        assertThat(rack.processes(request.key())).isZero();
    }

    @Test
    void a_host_without_java_is_passed_over_and_says_so() throws Exception {
        MachineRequest request = request(newKey(), rack.properties("java.home", "/nowhere"));

        assertThatThrownBy(() -> rack.machines().create(request))
                .hasMessageContaining("There is no Java at /nowhere, which the property 'java.home' names");
        assertThat(rack.leased()).isZero();
        assertThat(rack.machines().knows(request.key())).isFalse();
    }

    private MachineStatus status(MachineRequest request, TestHost host) throws Exception {
        return rack.machines().status(request.properties(), request.key(), host.name());
    }

    private void terminate(MachineRequest request, TestHost host) throws Exception {
        rack.machines().terminate(request.properties(), request.key(), host.name());
    }

    private void killAgent(MachineKey key) {
        var mark = AgentMark.of(key);
        for (int i = 0; i < 2; i++) {
            rack.table.read().stream()
                    .filter(process -> rack.table.carries(process, mark))
                    .forEach(process -> process.handle().destroyForcibly());
        }
    }

    private static long transfers(TestHost host) {
        return host.commands().stream()
                .filter(command -> command.contains("tar "))
                .count();
    }

    private static void awaitFile(Path file) throws Exception {
        Eventually.holds(file + " is there", () -> Files.exists(file) && Files.size(file) > 0);
    }
}
