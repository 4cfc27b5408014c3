package net.roboconf.target.local.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.Ending;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.target.local.internal.host.HostSockets;
import net.roboconf.target.local.internal.host.MachineProcesses;
import net.roboconf.target.local.internal.ssh.SshMachines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machines of one configuration, with the thread that looks after them. */
final class LocalHost implements AutoCloseable {

    /** How soon an agent that died is started again. */
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** Databases need a while to end well. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** An agent ends within a second; one that cannot, on a host that is very busy, has nothing to lose. */
    private static final Duration AGENT_GRACE = Duration.ofSeconds(3);

    private static final Path PROC = Path.of("/proc");
    private static final Logger LOG = LoggerFactory.getLogger(LocalHost.class);

    private final LocalMachines machines;
    private final SshMachines hosts;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "roboconf-local-machines");
        thread.setDaemon(true);
        return thread;
    });

    LocalHost(LocalMachines machines, SshMachines hosts) {
        this.machines = machines;
        this.hosts = hosts;
    }

    /** The machines that exist under this configuration; their agents are started when they do not run. */
    static LocalHost open(LocalConfiguration configuration, EmbeddedHost embedded) throws IOException {
        ProcessTable table = new ProcessTable(PROC);
        HostSockets sockets = new HostSockets(PROC);
        MachineFolders folders = new MachineFolders(configuration.machines());
        ProcessMachine.Host processes = new ProcessMachine.Host(
                new AgentProcess(table, MachineEnvironment.ofThisProcess(), System.getProperty("java.home")),
                new MachineProcesses(PROC, table, new Ending(table, AGENT_GRACE), new Ending(table, GRACE)),
                new Distributions(folders.distributions()),
                configuration.distribution(),
                configuration.javaOptions(),
                System::nanoTime);
        LoopbackAddresses addresses = new LoopbackAddresses(address -> isTaken(table, sockets, address));
        LocalMachines machines = new LocalMachines(folders, addresses, processes, embedded);
        machines.load();
        LocalHost host = new LocalHost(
                machines,
                SshMachines.open(
                        name() + ":" + configuration.machines(),
                        folders.leases(),
                        distributions(processes, folders.distributions()),
                        configuration.abandonedHosts()));
        host.watch.scheduleWithFixedDelay(host::tend, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return host;
    }

    private static SshMachines.Distributions distributions(ProcessMachine.Host processes, Path unpacked) {
        return new SshMachines.Distributions() {
            @Override
            public Path home(Path wanted) throws IOException, InterruptedException {
                return processes.home(wanted == null ? null : wanted.toString());
            }

            @Override
            public boolean isFixed(Path home) {
                try {
                    return home.startsWith(unpacked.toRealPath());
                } catch (IOException e) {
                    return false; // there is no such folder: nothing was unpacked
                }
            }
        };
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // its own name is in no directory
        }
    }

    LocalMachines machines() {
        return machines;
    }

    /** The machines that are reached over SSH. */
    SshMachines hosts() {
        return hosts;
    }

    /** Has every machine looked after soon, beside what is done every now and then. */
    void tendSoon() {
        try {
            watch.execute(this::tend);
        } catch (RejectedExecutionException e) {
            LOG.debug("It is being closed", e);
        }
    }

    /** Lets go of the machines; they exist on, and their processes run on. */
    @Override
    public void close() {
        watch.shutdownNow();
        try {
            if (!watch.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The thread {} did not end", "roboconf-local-machines");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        machines.close();
        hosts.close();
    }

    private void tend() {
        try {
            machines.tend();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is being closed
        } catch (RuntimeException e) {
            LOG.error("The machines of this host could not be looked after", e);
        }
    }

    static boolean isTaken(ProcessTable table, HostSockets sockets, String address) {
        return !sockets.listening(address).isEmpty()
                || table.read().stream().anyMatch(process -> table.carries(process, AgentProcess.addressMark(address)));
    }
}
