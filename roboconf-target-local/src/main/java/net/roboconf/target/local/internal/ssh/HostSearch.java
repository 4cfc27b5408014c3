package net.roboconf.target.local.internal.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.roboconf.core.model.MachineKey;
import net.roboconf.target.local.internal.ssh.RemoteHost.State;

/** Asks many hosts for a machine. */
final class HostSearch {

    /** At the same time. */
    private static final int THREADS = 16;

    private final Opening opening;

    /** Opens a connection to a host. */
    interface Opening {

        RemoteHost open(HostAddress host) throws SshFailure, InterruptedException;
    }

    HostSearch(Opening opening) {
        this.opening = opening;
    }

    /**
     * The host that has something of the machine.
     *
     * @param silent takes those that could not be asked, and why
     */
    Optional<HostAddress> search(List<HostAddress> hosts, MachineKey key, Problems silent) throws InterruptedException {
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, hosts.size()), task -> {
            Thread thread = new Thread(task, "roboconf-ssh-search");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<State>> answers = new ArrayList<>();
            for (HostAddress host : hosts) {
                answers.add(threads.submit(() -> ask(host, key)));
            }
            HostAddress found = null;
            for (int i = 0; i < hosts.size(); i++) {
                try {
                    if (answers.get(i).get() != State.GONE) {
                        found = hosts.get(i);
                    }
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof SshFailure failure) {
                        silent.add(hosts.get(i), failure);
                    } else {
                        silent.add(hosts.get(i), "cannot be asked: " + e.getCause());
                    }
                }
            }
            return Optional.ofNullable(found);
        } finally {
            threads.shutdownNow();
        }
    }

    private State ask(HostAddress host, MachineKey key) throws SshFailure, InterruptedException {
        try (RemoteHost remote = opening.open(host)) {
            return remote.state(key);
        }
    }
}
