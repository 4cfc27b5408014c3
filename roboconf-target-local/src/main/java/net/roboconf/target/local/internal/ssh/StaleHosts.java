package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.model.MachineKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is left of machines away from hosts that were given up, once they answer again: another Deployment Manager may
 * want them. How to reach a host is in no file, for it may be secret: after a restart it waits until the host is used.
 */
final class StaleHosts implements AutoCloseable {

    private static final long PERIOD_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(StaleHosts.class);

    private final Leases leases;
    private final KeyGuard guard;
    private final Opening opening;
    private final Map<HostAddress, SshProperties> reached = new ConcurrentHashMap<>();
    private ScheduledExecutorService thread;

    /** Opens a connection to a host. */
    interface Opening {

        RemoteHost open(HostAddress host, SshProperties properties) throws SshFailure, InterruptedException;
    }

    StaleHosts(Leases leases, KeyGuard guard, Opening opening) {
        this.leases = leases;
        this.guard = guard;
        this.opening = opening;
    }

    /** Hosts of that definition are reached so; something may be left on them. */
    synchronized void remember(SshProperties properties) {
        properties.hosts().forEach(host -> reached.put(host, properties));
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread fresh = new Thread(task, "roboconf-ssh-stale");
                fresh.setDaemon(true);
                return fresh;
            });
            thread.scheduleWithFixedDelay(this::clear, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Takes away what can be taken away now. */
    void clear() {
        try {
            for (Map.Entry<HostAddress, SshProperties> one : reached.entrySet()) {
                clear(one.getKey(), one.getValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is being closed
        } catch (IOException | RuntimeException e) {
            LOG.error("Hosts that were given up could not be looked after", e);
        }
    }

    private void clear(HostAddress host, SshProperties properties) throws IOException, InterruptedException {
        List<MachineKey> keys = leases.staleOn(host);
        if (keys.isEmpty()) {
            reached.remove(host);
            return;
        }
        try (RemoteHost remote = opening.open(host, properties)) {
            for (MachineKey key : keys) {
                guard.enter(key);
                try {
                    // It may have got this host again meanwhile.
                    if (leases.staleOn(host).contains(key)) {
                        remote.end(key);
                        leases.cleared(host, List.of(key));
                    }
                } finally {
                    guard.leave(key);
                }
            }
        } catch (SshFailure e) {
            LOG.debug("{} {}", host, e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
