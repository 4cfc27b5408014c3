package net.roboconf.target.local.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told. */
class ServiceTest {

    @TempDir
    Path root;

    private Path unit;
    private Path said;
    private Service service;

    @BeforeEach
    void make() throws Exception {
        unit = root.resolve("etc/systemd/system/roboconf-agent.service");
        said = root.resolve("said");
        service = new Service(root, command("echo \"$*\" >>" + said).toString());
    }

    @Test
    void it_is_for_hosts_where_systemd_runs_and_this_user_may_tell_it() throws Exception {
        assertThat(service.isPossible()).isFalse();
        Files.createDirectories(root.resolve("run/systemd/system"));
        assertThat(service.isPossible()).isFalse();
        Files.createDirectories(unit.getParent());
        assertThat(service.isPossible()).isTrue();
    }

    @Test
    void it_starts_with_the_host_and_ends_without_the_software() throws Exception {
        Files.createDirectories(unit.getParent());

        start(Map.of("JAVA_HOME", "/jre", "EXTRA_JAVA_OPTS", "-Dprice=5$ -Drate=3% -Dname=\"x\""));

        assertThat(Files.readAllLines(unit))
                .contains("ExecStart=/bin/sh \"/opt/agents/a/bin/agent\"")
                .contains("ExecStartPre=\"/jre/bin/java\" -Xmx48m -cp \"/opt/program/host.jar\""
                        + " net.roboconf.target.local.internal.host.HostProgram prepare \"/opt\"")
                .contains("KillMode=process", "Restart=always", "WantedBy=multi-user.target")
                .contains("Environment=\"EXTRA_JAVA_OPTS=-Dprice=5$ -Drate=3%% -Dname=\\\"x\\\"\"");
        assertThat(said).hasContent("daemon-reload\nenable roboconf-agent.service\nrestart roboconf-agent.service");
    }

    @Test
    void it_goes_with_the_machine() throws Exception {
        Files.createDirectories(unit.getParent());
        start(Map.of("JAVA_HOME", "/jre"));
        Files.delete(said);

        service.remove();
        service.remove();

        assertThat(unit).doesNotExist();
        assertThat(said).hasContent("disable --now roboconf-agent.service\ndaemon-reload");
    }

    @Test
    void what_systemd_refuses_is_told() throws Exception {
        Files.createDirectories(unit.getParent());
        service = new Service(root, command("echo 'Unit is masked.'; exit 1").toString());

        assertThatThrownBy(() -> start(Map.of("JAVA_HOME", "/jre"))).hasMessageContaining("Unit is masked.");
    }

    private void start(Map<String, String> variables) throws Exception {
        service.start(
                Path.of("/opt/program"),
                new HostPaths(Path.of("/opt")),
                Path.of("/opt/agents/a"),
                new TreeMap<>(variables));
    }

    private Path command(String script) throws Exception {
        Path file = root.resolve("systemctl");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
