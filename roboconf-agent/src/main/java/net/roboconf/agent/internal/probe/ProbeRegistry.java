package net.roboconf.agent.internal.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.osgi.NewestServices;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.probe.Probe;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handlers of probes that are there, shared by all agents of a process: those that every agent has, and those that
 * bundles bring. Where two have one name, {@link ServiceOrigin} decides; one of a bundle wins over the agent's own.
 * Thread-safe; methods return at once.
 *
 * <p>Each that comes is asked for its name on a thread of its own, so that one that throws, answers nonsense or never answers
 * is not used and keeps no other one from coming. One that goes away is not used any more; a look that is under way ends in
 * it, within its time limit.
 */
public final class ProbeRegistry {

    private static final String OWN = "net.roboconf.agent";

    private static final Logger LOG = LoggerFactory.getLogger(ProbeRegistry.class);

    private final Executor work;
    private final ScheduledExecutorService timer;
    private final Duration patience;

    // Both guarded by this.
    private final NewestServices<ProbeHandler> handlers = new NewestServices<>();
    private final Set<Long> expected = new HashSet<>();

    /**
     * With those that every agent has.
     *
     * @param work tasks may block
     * @param timer tasks are short
     * @param patience how long a probe may take to say its name before the log tells that it does not
     */
    public ProbeRegistry(Executor work, ScheduledExecutorService timer, Duration patience) {
        this.work = work;
        this.timer = timer;
        this.patience = patience;
        List<Probe> own =
                List.of(new FileProbe(), new HttpProbe(timer), new ProcessProbe(Path.of("/proc")), new TcpProbe());
        for (int i = 0; i < own.size(); i++) {
            // Services have positive numbers.
            ServiceOrigin origin = new ServiceOrigin(OWN, Version.emptyVersion, Integer.MIN_VALUE, -1L - i);
            handlers.add(origin, own.get(i).handler(), ProbeHandler.of(origin, own.get(i), () -> {}));
        }
    }

    /**
     * A probe came.
     *
     * @param loading loads all classes that it may need; run once, before its first use, on a thread that may block
     */
    public void came(ServiceOrigin origin, Probe probe, Runnable loading) {
        synchronized (this) {
            expected.add(origin.serviceId());
        }
        timer.schedule(() -> tellIfLate(origin), patience.toMillis(), TimeUnit.MILLISECONDS);
        work.execute(() -> ask(origin, probe, loading));
    }

    private void ask(ServiceOrigin origin, Probe probe, Runnable loading) {
        try {
            ProbeHandler handler = ProbeHandler.of(origin, probe, loading);
            synchronized (this) {
                if (expected.remove(origin.serviceId())) {
                    handlers.add(origin, handler.name(), handler);
                }
            }
        } catch (Throwable e) {
            // Even a class that cannot be linked must keep out this probe and nothing else.
            synchronized (this) {
                expected.remove(origin.serviceId());
            }
            LOG.error(
                    "The probe of {} is not used: {}",
                    origin,
                    e instanceof IllegalArgumentException ? e.getMessage() : e.toString(),
                    e);
        }
    }

    private void tellIfLate(ServiceOrigin origin) {
        boolean late;
        synchronized (this) {
            late = expected.contains(origin.serviceId());
        }
        if (late) {
            LOG.error(
                    "The probe of {} is not used until it answers: it has not said within {} s which handler it is",
                    origin,
                    patience.toSeconds());
        }
    }

    /** A probe went away. */
    public synchronized void went(long serviceId) {
        expected.remove(serviceId);
        handlers.remove(serviceId);
    }

    /**
     * The one that is used for a handler.
     *
     * @param handler in lower case
     */
    public synchronized Optional<ProbeHandler> find(String handler) {
        return handlers.get(handler);
    }

    /** All that are used, by name. */
    public synchronized List<ProbeState> list() {
        return handlers.all().stream()
                .map(handler -> new ProbeState(
                        handler.name(),
                        handler.origin().bundle(),
                        handler.origin().version().toString()))
                .toList();
    }
}
