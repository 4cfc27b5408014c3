package org.example.roboconf.folder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what is special about folders. */
class FolderTargetTest implements TargetContract {

    @TempDir
    Path machines;

    private FolderTarget target;

    @Override
    @BeforeEach
    public void restart() {
        target = new FolderTarget();
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("folder", machines.toString());
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.of("folder", List.of("", "machines", machines + "/not/there"));
    }

    /** What is hidden counts too: nothing may be left. */
    @Override
    public int machinesAtProvider() throws IOException {
        try (Stream<Path> folders = Files.list(machines)) {
            return (int) folders.count();
        }
    }

    @Test
    void an_agent_finds_its_settings_and_nobody_else_may_read_them() throws Exception {
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());

        Path folder = Path.of(target.create(request));

        assertThat(AgentSettings.parse(Files.readString(folder.resolve("agent.properties"))))
                .isEqualTo(request.agent());
        assertThat(Files.getPosixFilePermissions(folder))
                .isEqualTo(Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
    }

    @Test
    void whoever_runs_the_machines_says_that_one_is_stopped() throws Exception {
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
        String id = target.create(request);

        Files.createFile(Path.of(id, "stopped"));

        assertThat(target.status(properties(), request.key(), id)).isEqualTo(MachineStatus.STOPPED);
    }

    @Test
    void what_a_crash_left_of_a_machine_goes_with_it() throws Exception {
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());
        Path left = Files.createDirectory(machines.resolve("." + request.key() + ".left"));
        Files.writeString(left.resolve("agent.properties"), "half of it");

        assertThat(target.find(request)).isEmpty();
        String id = target.create(request);
        Files.createDirectories(Path.of(id, "put", "there", "since"));
        target.terminate(properties(), request.key(), id);

        assertThat(machines).isEmptyDirectory();
    }

    @Test
    void no_other_folder_is_ever_deleted() {
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties());

        assertThatThrownBy(() -> target.terminate(properties(), request.key(), machines.toString()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining(request.key().value());
        assertThat(machines).isDirectory();
    }
}
