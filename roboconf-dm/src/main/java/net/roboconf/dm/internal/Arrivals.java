package net.roboconf.dm.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.osgi.UnusedExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services of one kind on their way in: each is asked what it is on a thread of its own, so that one that throws, answers
 * nonsense or never answers is not used and holds nobody else up. Thread-safe; methods return at once.
 *
 * @param <T> what they say
 */
final class Arrivals<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    /** Who uses them. Called by one thread at a time; must return at once. */
    interface User<T> {

        /** A service came, and has said what it is. */
        void came(ServiceOrigin origin, T said);

        /** A service that came has gone. */
        void went(long serviceId);
    }

    private final ExtensionKind kind;
    private final User<T> user;
    private final Executor work;
    private final ScheduledExecutorService timer;
    private final long patience;
    private final Runnable changed;

    /** By the number of the service. */
    private final Map<Long, Arrival> arrivals = new TreeMap<>();

    /**
     * Nothing came yet.
     *
     * @param work tasks may block for ever
     * @param timer tasks only hand something over
     * @param patience how long one may take to answer, in milliseconds
     * @param changed called when others of them cannot be used than before; must return at once
     */
    Arrivals(
            ExtensionKind kind,
            User<T> user,
            Executor work,
            ScheduledExecutorService timer,
            long patience,
            Runnable changed) {
        this.kind = kind;
        this.user = user;
        this.work = work;
        this.timer = timer;
        this.patience = patience;
        this.changed = changed;
    }

    /**
     * A service came.
     *
     * @param declared the names that its bundle declares, in lower case
     * @param question gives the service and asks it, on a thread of its own; what it throws is told
     */
    void came(ServiceOrigin origin, Set<String> declared, Callable<T> question) {
        Arrival arrival = new Arrival(origin, declared);
        synchronized (arrivals) {
            arrivals.put(origin.serviceId(), arrival);
        }
        timer.schedule(arrival::late, patience, TimeUnit.MILLISECONDS);
        work.execute(() -> arrival.ask(question));
    }

    /** A service went away. */
    void went(long serviceId) {
        synchronized (arrivals) {
            Arrival gone = arrivals.remove(serviceId);
            if (gone != null && gone.used) {
                user.went(serviceId);
            }
        }
        changed.run();
    }

    /**
     * Those that have answered, or should have.
     *
     * @param names for which one is used, by the number of its service; may be empty
     */
    List<ExtensionUse.Used> used(LongFunction<Set<String>> names) {
        List<ExtensionUse.Used> used = new ArrayList<>();
        synchronized (arrivals) {
            arrivals.forEach((id, arrival) -> {
                if (arrival.answered || !arrival.trouble.isEmpty()) {
                    used.add(new ExtensionUse.Used(
                            arrival.origin.bundle(),
                            arrival.origin.version().toString(),
                            names.apply(id),
                            arrival.trouble));
                }
            });
        }
        return used;
    }

    /** Those that came and cannot be used. */
    List<UnusedExtension> unused() {
        List<UnusedExtension> unused = new ArrayList<>();
        synchronized (arrivals) {
            for (Arrival arrival : arrivals.values()) {
                if (!arrival.trouble.isEmpty()) {
                    unused.add(new UnusedExtension(
                            kind,
                            arrival.origin.bundle(),
                            arrival.origin.version().toString(),
                            arrival.declared,
                            arrival.trouble));
                }
            }
        }
        return unused;
    }

    private final class Arrival {

        private final ServiceOrigin origin;
        private final Set<String> declared;

        // Guarded by arrivals.
        private String trouble = "";
        private boolean answered;
        private boolean used;

        Arrival(ServiceOrigin origin, Set<String> declared) {
            this.origin = origin;
            this.declared = Set.copyOf(declared);
        }

        void ask(Callable<T> question) {
            T said;
            try {
                said = question.call();
            } catch (Throwable e) {
                // Even a class that cannot be linked must keep out this one and nothing else.
                refuse(e);
                return;
            }
            synchronized (arrivals) {
                answered = true;
                trouble = "";
                if (arrivals.get(origin.serviceId()) != this) {
                    return;
                }
                used = true;
                user.came(origin, said);
            }
            changed.run();
        }

        private void refuse(Throwable e) {
            String wrong = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
            synchronized (arrivals) {
                answered = true;
                trouble = "it cannot be used: " + wrong;
                if (arrivals.get(origin.serviceId()) != this) {
                    return;
                }
            }
            LOG.error("The {} of {} is not used: {}", kind.word(), origin, wrong);
            LOG.debug("It failed here", e);
            changed.run();
        }

        private void late() {
            synchronized (arrivals) {
                if (answered) {
                    return;
                }
                trouble = "it has not said within " + patience / 1_000 + " s what it is";
            }
            LOG.error("The {} of {} is not used until it answers: {}", kind.word(), origin, trouble);
            changed.run();
        }
    }
}
