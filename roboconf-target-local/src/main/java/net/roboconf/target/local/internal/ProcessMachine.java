package net.roboconf.target.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.target.local.internal.host.FileTree;
import net.roboconf.target.local.internal.host.MachineProcesses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A machine whose agent is a process of its own. */
final class ProcessMachine implements LocalMachine {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessMachine.class);

    /**
     * What all such machines share.
     *
     * @param distribution the configured one; null when none is
     * @param javaOptions for the agents' Java; may be empty
     * @param clock nanoseconds; never goes back
     */
    record Host(
            AgentProcess agents,
            MachineProcesses processes,
            Distributions distributions,
            Path distribution,
            String javaOptions,
            LongSupplier clock) {

        /** The distribution of a machine's agent, ready to be run. */
        Path home(String wanted) throws IOException, InterruptedException {
            if (wanted == null && distribution == null) {
                throw new IOException("It is not known where the agent's distribution is: set 'agent.distribution' to"
                        + " its archive (.tar.gz) or folder, in etc/net.roboconf.target.local.cfg or in the target");
            }
            return distributions.home(wanted == null ? distribution : Path.of(wanted));
        }
    }

    private final Host host;
    private final MachineFolder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Backoff backoff = new Backoff();
    private volatile MachineRecord machine;
    private volatile Process started;

    ProcessMachine(Host host, MachineFolder folder, MachineRecord machine) {
        this.host = host;
        this.folder = folder;
        this.machine = machine;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        lock.lock();
        try {
            if (!machine.ending() && !runs()) {
                backoff.starts(host.clock().getAsLong());
                Path home = host.home(machine.wanted());
                install(home);
                started = host.agents().start(folder, machine, home, host.javaOptions());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MachineStatus status() throws IOException {
        return runs() ? MachineStatus.RUNNING : MachineStatus.STOPPED;
    }

    @Override
    public boolean tend() throws IOException, InterruptedException {
        if (!lock.tryLock()) {
            return true;
        }
        try {
            if (machine.ending()) {
                destroy();
                return false;
            }
            if (!runs() && backoff.allows(host.clock().getAsLong())) {
                Optional<MachineRecord> recorded = folder.read();
                if (recorded.isEmpty()) {
                    return false;
                }
                if (recorded.get().ending()) {
                    // Where two Deployment Managers share the machines of a host, it is the other one that destroys it.
                    return true;
                }
                LOG.warn(
                        "The agent of {} (machine {}) does not run: it is started. What its launcher prints is in {}",
                        machine.label(),
                        machine.key(),
                        folder.log());
                start();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void destroy() throws IOException {
        lock.lock();
        try {
            if (!machine.ending()) {
                MachineRecord last = machine.inEnding();
                folder.write(last, true);
                machine = last;
            }
            host.processes().end(machine.key(), machine.address(), folder.path());
            folder.delete();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing to do: the agent does not notice. */
    @Override
    public void leave() {}

    private boolean runs() throws IOException {
        Process mine = started;
        return mine != null && mine.isAlive()
                || host.agents().find(folder, machine.key()).isPresent();
    }

    /** Makes the agent's own files from its distribution, anew when that is another one than before. */
    private void install(Path home) throws IOException {
        if (home.toString().equals(machine.distribution())) {
            return;
        }
        Path base = folder.path();
        FileTree.delete(base.resolve("etc"));
        FileTree.delete(base.resolve("data").resolve("cache"));
        FileTree.copy(home.resolve("etc"), base.resolve("etc"));
        FileTree.copy(home.resolve("deploy"), base.resolve("deploy"));
        Files.createDirectories(base.resolve("data"));
        MachineRecord installed = machine.withDistribution(home.toString());
        folder.write(installed, true);
        machine = installed;
    }
}
