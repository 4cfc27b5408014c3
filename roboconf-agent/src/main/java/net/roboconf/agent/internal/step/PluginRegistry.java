package net.roboconf.agent.internal.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.roboconf.agent.internal.suspension.RunningCalls;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.Plugin;

/**
 * The plug-ins that are there, shared by all agents of a process. Installers are compared without case; where two
 * plug-ins serve one installer, {@link ServiceOrigin} decides. Thread-safe.
 *
 * <p>A plug-in that goes away takes no new steps. Those that run in it have a while to end; then they are cut off.
 */
public final class PluginRegistry implements PluginSource {

    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final List<PluginEntry> entries = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<String, String> reasons = Map.of();
    private volatile Map<String, String> suspended = Map.of();
    private volatile Consumer<String> allowing = installer -> {};

    /**
     * Without plug-ins.
     *
     * @param timer must outlive the registry
     * @param patience how long steps may go on in a plug-in that went away
     */
    public PluginRegistry(ScheduledExecutorService timer, Duration patience) {
        this.timer = timer;
        this.patience = patience;
    }

    /** A plug-in came that is known to be well-behaved: it is asked on this thread. */
    public void add(ServiceOrigin origin, Plugin plugin) {
        add(PluginEntry.of(origin, plugin, () -> {}, RunningCalls.unrecorded()));
    }

    /** A plug-in came. */
    void add(PluginEntry entry) {
        synchronized (entries) {
            entries.add(entry);
        }
        listeners.forEach(Runnable::run);
    }

    /**
     * A plug-in went away. Returns at once.
     *
     * @param serviceId what it came with, in its origin
     */
    public void remove(long serviceId) {
        Optional<PluginEntry> gone;
        synchronized (entries) {
            gone = entries.stream()
                    .filter(entry -> entry.origin().serviceId() == serviceId)
                    .findFirst();
            gone.ifPresent(entries::remove);
        }
        gone.ifPresent(entry -> {
            entry.leave(takeAway -> timer.schedule(takeAway, patience.toMillis(), TimeUnit.MILLISECONDS));
            listeners.forEach(Runnable::run);
        });
    }

    @Override
    public Optional<PluginUse> acquire(String installer, Runnable takenAway) {
        String wanted = installer.toLowerCase(Locale.ROOT);
        synchronized (entries) {
            return serving(wanted).map(entry -> entry.use(takenAway));
        }
    }

    /** The one that is used for an installer in lower case. */
    private Optional<PluginEntry> serving(String wanted) {
        return entries.stream()
                .filter(entry -> entry.installers().contains(wanted))
                .max(Comparator.comparing(PluginEntry::origin));
    }

    /** The installers, in lower case, for which this plug-in is used and not another one. */
    Set<String> servedBy(ServiceOrigin origin) {
        synchronized (entries) {
            return entries.stream()
                    .filter(entry -> entry.origin().equals(origin))
                    .flatMap(entry -> entry.installers().stream())
                    .filter(installer -> serving(installer)
                            .filter(entry -> entry.origin().equals(origin))
                            .isPresent())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    @Override
    public boolean serves(String installer) {
        String wanted = installer.toLowerCase(Locale.ROOT);
        synchronized (entries) {
            return entries.stream().anyMatch(entry -> entry.installers().contains(wanted));
        }
    }

    @Override
    public Set<String> installers() {
        Set<String> all = new TreeSet<>();
        synchronized (entries) {
            entries.forEach(entry -> all.addAll(entry.installers()));
        }
        return all;
    }

    @Override
    public Map<String, String> reasons() {
        return reasons;
    }

    /** Says why other installers are not served. */
    void explain(Map<String, String> why) {
        synchronized (entries) {
            if (reasons.equals(why)) {
                return;
            }
            reasons = Map.copyOf(why);
        }
        listeners.forEach(Runnable::run);
    }

    @Override
    public Map<String, String> suspended() {
        return suspended;
    }

    /** Says what {@link #suspended()} says from now on. */
    void suspend(Map<String, String> why) {
        if (!why.equals(suspended)) {
            suspended = Map.copyOf(why);
            listeners.forEach(Runnable::run);
        }
    }

    @Override
    public void allow(String installer) {
        allowing.accept(installer);
    }

    /** Has this called with each installer that is to be allowed; must return at once. */
    void whenAllowed(Consumer<String> allowed) {
        allowing = allowed;
    }

    /** Has this called after each change, on the thread that made it; must return at once. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends what {@link #listen} began. */
    public void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
