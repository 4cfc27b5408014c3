package net.roboconf.target.local.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.local.internal.LocalTarget;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on hosts with SSH servers of their own, whose agents are shell scripts. */
class SshContractTest implements TargetContract {

    @TempDir
    Path temporary;

    private TestRack rack;

    @BeforeEach
    void open() throws Exception {
        rack = new TestRack(temporary, 8);
    }

    @AfterEach
    void close() throws Exception {
        rack.close();
    }

    /** The whole target has one, and a test of its own. */
    @Test
    @Override
    public void its_bundle_declares_its_handler() {
        assertThat(target().handler()).isEqualTo(new LocalTarget().handler());
    }

    @Override
    public Target target() {
        return new OverSsh(rack.machines());
    }

    @Override
    public void restart() throws Exception {
        rack.restart();
    }

    @Override
    public Map<String, String> properties() {
        return rack.properties();
    }

    @Override
    public Map<String, List<String>> unusable() {
        return Map.of(
                "hosts", List.of("", "10.0.0.9-10.0.0.3", "10.0.0.300", "a b", "10.0.0.1:99999"),
                "key.file",
                        List.of(
                                "",
                                "/nowhere/key",
                                rack.root.resolve("client.pub").toString()),
                "host.keys", List.of("ignore"),
                "host.keys.file", List.of("/nowhere/known"),
                "fingerprint.10.0.0.1", List.of("d4:1d"),
                "port", List.of("0", "ssh"),
                "connect.timeout", List.of("soon"),
                "service", List.of("upstart"),
                "folder", List.of("/opt/my folder", "/opt/../etc"),
                "simulate", List.of("maybe"));
    }

    @Override
    public int machinesAtProvider() {
        return (int) rack.leased();
    }

    /** The mode without the others. */
    private record OverSsh(SshMachines machines) implements Target {

        @Override
        public String handler() {
            return "local";
        }

        @Override
        public void validate(Map<String, String> properties) throws TargetException {
            SshMachines.validate(properties);
        }

        @Override
        public String create(MachineRequest request) throws TargetException, InterruptedException {
            return machines.create(request);
        }

        @Override
        public Optional<String> find(MachineRequest request) throws TargetException, InterruptedException {
            return machines.find(request);
        }

        @Override
        public MachineStatus status(Map<String, String> properties, MachineKey key, String machineId)
                throws TargetException, InterruptedException {
            return machines.status(properties, key, machineId);
        }

        @Override
        public void terminate(Map<String, String> properties, MachineKey key, String machineId)
                throws TargetException, InterruptedException {
            machines.terminate(properties, key, machineId);
        }
    }
}
