package net.roboconf.agent.internal.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ExtensionUse;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.osgi.UnusedExtension;
import net.roboconf.core.plugin.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets plug-ins come and go. Each is asked for its installers on a thread of its own, so that one that throws, answers
 * nonsense or never answers is not used and keeps no other one from coming. Thread-safe; methods return at once.
 */
public final class PluginArrivals {

    private static final Logger LOG = LoggerFactory.getLogger(PluginArrivals.class);

    /** A process that starts has better things to do at once. */
    private static final long LOAD_SECONDS = 3;

    private final PluginRegistry registry;
    private final StuckThreads stuck;
    private final Executor work;
    private final ScheduledExecutorService timer;
    private final Duration patience;

    /** By the number of the service. */
    private final Map<Long, Arrival> arrivals = new TreeMap<>();

    // Guarded by arrivals.
    private List<UnusedExtension> unusedBundles = List.of();

    /**
     * Nothing came yet.
     *
     * @param registry where those go that can be used
     * @param stuck counts those who never answer
     * @param work tasks may block
     * @param timer tasks only hand something over
     * @param patience how long a plug-in may take to say which installers it serves
     */
    public PluginArrivals(
            PluginRegistry registry,
            StuckThreads stuck,
            Executor work,
            ScheduledExecutorService timer,
            Duration patience) {
        this.registry = registry;
        this.stuck = stuck;
        this.work = work;
        this.timer = timer;
        this.patience = patience;
    }

    /**
     * A plug-in came.
     *
     * @param declared the installers that its bundle declares, in lower case; they are all that is known of one that does not
     *     answer
     * @param source gives it, and may run code of it: asked on a thread of its own
     * @param loading loads all classes that the plug-in may need; run once, before its first use or soon, on a thread that
     *     may block
     */
    public void came(ServiceOrigin origin, Set<String> declared, Supplier<Plugin> source, Runnable loading) {
        Arrival arrival = new Arrival(origin, declared);
        synchronized (arrivals) {
            arrivals.put(origin.serviceId(), arrival);
        }
        timer.schedule(arrival::late, patience.toMillis(), TimeUnit.MILLISECONDS);
        work.execute(() -> arrival.ask(source, loading));
    }

    /** A plug-in went away. */
    public void went(long serviceId) {
        synchronized (arrivals) {
            arrivals.remove(serviceId);
            registry.remove(serviceId);
        }
        explain();
    }

    /** The bundles that would extend this process and do not, from now on. */
    public void unused(List<UnusedExtension> bundles) {
        synchronized (arrivals) {
            unusedBundles = List.copyOf(bundles);
        }
        explain();
    }

    private void explain() {
        synchronized (arrivals) {
            List<UnusedExtension> unused = new ArrayList<>(unusedBundles);
            arrivals.values().stream()
                    .filter(arrival -> !arrival.trouble.isEmpty() && arrival.isKnown())
                    .map(Arrival::unused)
                    .forEach(unused::add);
            unused.removeIf(each -> each.kind() != ExtensionKind.PLUGIN);
            registry.explain(UnusedExtension.reasons(unused));
        }
    }

    /** The bundles that would extend this process and do not, of whatever kind. */
    public List<UnusedExtension> unusedBundles() {
        synchronized (arrivals) {
            return unusedBundles;
        }
    }

    /** Those that have answered, or should have. */
    public List<ExtensionUse.Used> used() {
        synchronized (arrivals) {
            return arrivals.values().stream()
                    .filter(Arrival::isKnown)
                    .map(arrival -> new ExtensionUse.Used(
                            arrival.origin.bundle(),
                            arrival.origin.version().toString(),
                            registry.servedBy(arrival.origin),
                            arrival.trouble))
                    .toList();
        }
    }

    /** Those that are there, sorted by bundle, and those that have gone but hold threads. */
    public List<PluginState> list() {
        List<PluginState> all = new ArrayList<>();
        synchronized (arrivals) {
            Map<ServiceOrigin, Integer> counts = stuck.counts();
            for (Arrival arrival : arrivals.values()) {
                Integer threads = counts.remove(arrival.origin);
                all.add(new PluginState(
                        arrival.origin,
                        registry.servedBy(arrival.origin),
                        arrival.trouble,
                        threads == null ? 0 : threads));
            }
            counts.forEach((origin, threads) ->
                    all.add(new PluginState(origin, Set.of(), "it was taken away while threads were in it", threads)));
        }
        all.sort(Comparator.comparing(PluginState::bundle).thenComparing(PluginState::version));
        return all;
    }

    /** One plug-in on its way in. */
    private final class Arrival {

        private final ServiceOrigin origin;
        private final Set<String> declared;

        // Guarded by arrivals.
        private String trouble = "it has not said yet which installers it serves";
        private boolean answered;
        private boolean counted;

        Arrival(ServiceOrigin origin, Set<String> declared) {
            this.origin = origin;
            this.declared = Set.copyOf(declared);
        }

        /** Whether there is anything to say about it yet. */
        boolean isKnown() {
            return answered || counted;
        }

        UnusedExtension unused() {
            return new UnusedExtension(
                    ExtensionKind.PLUGIN, origin.bundle(), origin.version().toString(), declared, trouble);
        }

        void ask(Supplier<Plugin> source, Runnable loading) {
            PluginEntry entry;
            try {
                Plugin plugin = source.get();
                if (plugin == null) {
                    throw new IllegalArgumentException(
                            "its bundle did not make it; data/log/karaf.log says what its constructor threw");
                }
                entry = PluginEntry.of(origin, plugin, loading);
            } catch (Throwable e) {
                // Even a class that cannot be linked must keep out this plug-in and nothing else.
                String wrong = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
                synchronized (arrivals) {
                    answered("it cannot be used: " + wrong);
                    if (arrivals.get(origin.serviceId()) != this) {
                        return;
                    }
                }
                LOG.error("The plug-in {} is not used: {}", origin, wrong, e);
                explain();
                return;
            }
            synchronized (arrivals) {
                answered("");
                if (arrivals.get(origin.serviceId()) != this) {
                    return;
                }
                registry.add(entry);
            }
            explain();
            timer.schedule(() -> work.execute(entry::load), LOAD_SECONDS, TimeUnit.SECONDS);
        }

        private void answered(String wrong) {
            answered = true;
            trouble = wrong;
            if (counted) {
                stuck.remove(origin);
            }
        }

        void late() {
            synchronized (arrivals) {
                if (answered) {
                    return;
                }
                counted = true;
                stuck.add(origin);
                trouble = "it has not said within " + patience.toSeconds() + " s which installers it serves";
            }
            LOG.error("The plug-in {} is not used until it answers: {}", origin, trouble);
            explain();
        }
    }
}
