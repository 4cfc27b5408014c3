package net.roboconf.target.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.Ending;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.target.local.internal.host.HostSockets;
import net.roboconf.target.local.internal.host.MachineProcesses;

/** The parts of a host, put together for tests: no thread, a clock that stands still, a short grace. */
final class Machines {

    static final Path PROC = Path.of("/proc");

    final ProcessTable table = new ProcessTable(PROC);
    final AtomicLong clock = new AtomicLong();
    final EmbeddedHost embedded = new EmbeddedHost(Duration.ofMillis(1));
    final MachineFolders folders;
    final LocalMachines all;

    Machines(Path root, Path distribution) throws IOException {
        folders = new MachineFolders(root);
        ProcessMachine.Host processes = new ProcessMachine.Host(
                new AgentProcess(table, MachineEnvironment.ofThisProcess(), System.getProperty("java.home")),
                new MachineProcesses(
                        PROC,
                        table,
                        new Ending(table, Duration.ofMillis(200)),
                        new Ending(table, Duration.ofMillis(300))),
                new Distributions(folders.distributions()),
                distribution,
                "-Xmx96m -Dsome=thing",
                clock::get);
        // Tests run on hosts where real machines are: those keep their addresses.
        HostSockets sockets = new HostSockets(PROC);
        LoopbackAddresses addresses = new LoopbackAddresses(address -> LocalHost.isTaken(table, sockets, address));
        all = new LocalMachines(folders, addresses, processes, embedded);
        all.load();
    }

    static MachineRequest request(MachineKey key, Map<String, String> properties) {
        InstancePath path = new InstancePath("/my vm");
        AgentSettings agent = new AgentSettings(key, "shop", path, null, "rabbitmq", Map.of("password", "very secret"));
        return new MachineRequest("a store", key, "shop", path, properties, agent);
    }

    void create(MachineKey key, Map<String, String> properties) throws Exception {
        all.create(request(key, properties), MachineProperties.of(properties));
    }

    Path file(MachineKey key, String name) {
        return folders.of(key).path().resolve(name);
    }

    void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
