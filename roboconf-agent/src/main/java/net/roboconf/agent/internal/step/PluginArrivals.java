package net.roboconf.agent.internal.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.suspension.OutOfMemory;
import net.roboconf.agent.internal.suspension.RunningCalls;
import net.roboconf.agent.internal.suspension.Suspension;
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

    private static final String SILENT = "it has not said yet which installers it serves";

    private final PluginRegistry registry;
    private final StuckThreads stuck;
    private final OutOfMemory memory;
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
     * @param memory knows those that are suspended, and hears of every call
     * @param work tasks may block
     * @param timer tasks only hand something over
     * @param patience how long a plug-in may take to say which installers it serves
     */
    public PluginArrivals(
            PluginRegistry registry,
            StuckThreads stuck,
            OutOfMemory memory,
            Executor work,
            ScheduledExecutorService timer,
            Duration patience) {
        this.registry = registry;
        this.stuck = stuck;
        this.memory = memory;
        this.work = work;
        this.timer = timer;
        this.patience = patience;
        registry.whenAllowed(this::allow);
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
        Arrival arrival = new Arrival(origin, declared, source, loading);
        synchronized (arrivals) {
            arrivals.put(origin.serviceId(), arrival);
        }
        arrival.comeIn();
    }

    /** A person has restarted, updated or removed a bundle: it is not suspended any more. */
    public void bundleChanged(String bundle) {
        lift(suspension -> suspension.bundle().equals(bundle));
    }

    private void allow(String installer) {
        String wanted = installer.toLowerCase(Locale.ROOT);
        lift(suspension ->
                suspension.installers().isEmpty() || suspension.installers().contains(wanted));
    }

    private void lift(Predicate<Suspension> chosen) {
        memory.suspensions().lift(chosen);
        List<Arrival> free;
        synchronized (arrivals) {
            free = arrivals.values().stream()
                    .filter(arrival -> arrival.suspension != null && chosen.test(arrival.suspension))
                    .toList();
            free.forEach(arrival -> arrival.suspension = null);
        }
        free.forEach(Arrival::comeIn);
    }

    /** With {@link #arrivals} locked. */
    private void tellSuspended() {
        Map<String, String> why = new TreeMap<>();
        for (Arrival arrival : arrivals.values()) {
            Suspension suspension = arrival.suspension;
            if (suspension != null) {
                String text = "The plug-in " + arrival.origin + " is not used: " + suspension.why() + ". "
                        + Suspension.REMEDY;
                if (suspension.installers().isEmpty()) {
                    why.put(AgentEvent.PluginsChanged.EVERY, text);
                }
                suspension.installers().forEach(installer -> why.put(installer, text));
            }
        }
        registry.suspend(why);
    }

    /** A plug-in went away. */
    public void went(long serviceId) {
        synchronized (arrivals) {
            Arrival gone = arrivals.remove(serviceId);
            if (gone != null) {
                gone.letGo();
            }
            registry.remove(serviceId);
            tellSuspended();
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
        private Supplier<Plugin> source;
        private Runnable loading;
        private String trouble = SILENT;
        private Suspension suspension;
        private boolean answered;
        private boolean counted;

        Arrival(ServiceOrigin origin, Set<String> declared, Supplier<Plugin> source, Runnable loading) {
            this.origin = origin;
            this.declared = Set.copyOf(declared);
            this.source = source;
            this.loading = loading;
        }

        /** Whether there is anything to say about it yet. */
        boolean isKnown() {
            return answered || counted;
        }

        UnusedExtension unused() {
            return new UnusedExtension(
                    ExtensionKind.PLUGIN, origin.bundle(), origin.version().toString(), declared, trouble);
        }

        /** Is asked, unless it is suspended. */
        void comeIn() {
            Optional<Suspension> now;
            Runnable question;
            synchronized (arrivals) {
                if (arrivals.get(origin.serviceId()) != this) {
                    return;
                }
                now = memory.suspensions().of(origin);
                suspension = now.orElse(null);
                trouble = now.map(Suspension::why).orElse(SILENT);
                tellSuspended();
                question = asking(source, loading);
            }
            if (now.isPresent()) {
                long left = memory.suspensions().left(now.get());
                timer.schedule(() -> lift(now.get()::equals), left, TimeUnit.MILLISECONDS);
            } else {
                timer.schedule(this::late, patience.toMillis(), TimeUnit.MILLISECONDS);
                work.execute(question);
            }
        }

        /** Holds nothing of the plug-in any more, whoever still holds this. */
        private void letGo() {
            source = null;
            loading = null;
        }

        private Runnable asking(Supplier<Plugin> itsSource, Runnable itsLoading) {
            return () -> ask(itsSource, itsLoading);
        }

        private Plugin make(Supplier<Plugin> itsSource) {
            RunningCalls.Call call = memory.running().enter(origin, declared, "its constructor");
            try {
                return itsSource.get();
            } finally {
                call.close();
            }
        }

        private void ask(Supplier<Plugin> itsSource, Runnable itsLoading) {
            PluginEntry entry;
            try {
                Plugin plugin = make(itsSource);
                if (plugin == null) {
                    throw new IllegalArgumentException(
                            "its bundle did not make it; data/log/karaf.log says what its constructor threw");
                }
                entry = PluginEntry.of(origin, plugin, itsLoading, memory.running());
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
            timer.schedule(() -> work.execute(() -> load(entry)), LOAD_SECONDS, TimeUnit.SECONDS);
        }

        private void load(PluginEntry entry) {
            RunningCalls.Call call = entry.enter("the loading of its classes");
            try {
                entry.load();
            } finally {
                call.close();
            }
        }

        private void answered(String wrong) {
            answered = true;
            trouble = wrong;
            letGo();
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
