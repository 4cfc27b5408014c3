package net.roboconf.target.local.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.target.local.internal.EmbeddedHost.Guest;
import net.roboconf.target.local.internal.host.MachineProcesses;

/** A machine whose agent is inside this process. */
final class InMemoryMachine implements LocalMachine {

    private final EmbeddedHost host;
    private final MachineProcesses processes;
    private final MachineFolder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile MachineRecord machine;
    private volatile Optional<Guest> guest = Optional.empty();

    InMemoryMachine(EmbeddedHost host, MachineProcesses processes, MachineFolder folder, MachineRecord machine) {
        this.host = host;
        this.processes = processes;
        this.folder = folder;
        this.machine = machine;
    }

    @Override
    public void start() throws IOException {
        lock.lock();
        try {
            if (!machine.ending() && !runs()) {
                stopAgent();
                guest = host.start(AgentSettings.parse(machine.agent()), folder.path());
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MachineStatus status() {
        return runs() ? MachineStatus.RUNNING : MachineStatus.STOPPED;
    }

    @Override
    public boolean tend() throws IOException {
        if (!lock.tryLock()) {
            return true;
        }
        try {
            if (machine.ending()) {
                destroy();
                return false;
            }
            start();
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
                folder.write(last, false);
                machine = last;
            }
            stopAgent();
            if (!machine.simulates()) {
                processes.end(machine.key(), machine.address(), folder.path());
            }
            folder.delete();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void leave() {
        lock.lock();
        try {
            stopAgent();
        } finally {
            lock.unlock();
        }
    }

    private boolean runs() {
        return guest.map(host::serves).orElse(false);
    }

    private void stopAgent() {
        guest.ifPresent(running -> running.agent().stop());
        guest = Optional.empty();
    }
}
