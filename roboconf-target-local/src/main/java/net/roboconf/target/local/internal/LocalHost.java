package net.roboconf.target.local.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.Ending;
import net.roboconf.core.process.ProcessTable;
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
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "roboconf-local-machines");
        thread.setDaemon(true);
        return thread;
    });

    LocalHost(LocalMachines machines) {
        this.machines = machines;
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
        LocalHost host = new LocalHost(new LocalMachines(folders, addresses, processes, embedded));
        host.machines.load();
        host.watch.scheduleWithFixedDelay(host::tend, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return host;
    }

    LocalMachines machines() {
        return machines;
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
