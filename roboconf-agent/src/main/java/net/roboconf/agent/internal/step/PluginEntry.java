package net.roboconf.agent.internal.step;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Function;
import net.roboconf.agent.internal.suspension.RunningCalls;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.Plugin;

/** A plug-in that is there, with those who use it. Thread-safe. */
final class PluginEntry {

    private final ServiceOrigin origin;
    private final Plugin plugin;
    private final Set<String> installers;
    private final Runnable loading;
    private final RunningCalls running;
    private final Object loadingOnce = new Object();
    private final Set<PluginUse> uses = new HashSet<>();
    private Future<?> end;
    private volatile boolean loaded;

    private PluginEntry(
            ServiceOrigin origin, Plugin plugin, Set<String> installers, Runnable loading, RunningCalls running) {
        this.origin = origin;
        this.plugin = plugin;
        this.installers = installers;
        this.loading = loading;
        this.running = running;
    }

    /**
     * Asks a plug-in what it serves; whatever it throws is thrown.
     *
     * @param loading makes the plug-in independent of its bundle
     * @param running has each call of the plug-in written down
     * @throws IllegalArgumentException when that is nothing that can be served
     */
    static PluginEntry of(ServiceOrigin origin, Plugin plugin, Runnable loading, RunningCalls running) {
        Set<String> said;
        RunningCalls.Call call = running.enter(origin, Set.of(), "the question for its installers");
        try {
            said = plugin.installers();
        } finally {
            call.close();
        }
        if (said == null || said.isEmpty()) {
            throw new IllegalArgumentException("it serves no installer");
        }
        Set<String> installers = new TreeSet<>();
        for (String installer : said) {
            if (installer == null || installer.isBlank()) {
                throw new IllegalArgumentException("one of the installers that it serves has no name");
            }
            installers.add(installer.toLowerCase(Locale.ROOT));
        }
        return new PluginEntry(origin, plugin, Set.copyOf(installers), loading, running);
    }

    /** Has the plug-in loaded all that it may need, unless it has; what runs in it then ends in it, even if it is replaced. */
    void load() {
        if (!loaded) {
            synchronized (loadingOnce) {
                if (!loaded) {
                    loading.run();
                    loaded = true;
                }
            }
        }
    }

    /** A call begins on this thread. */
    RunningCalls.Call enter(String what) {
        return running.enter(origin, installers, what);
    }

    ServiceOrigin origin() {
        return origin;
    }

    Plugin plugin() {
        return plugin;
    }

    /** In lower case. */
    Set<String> installers() {
        return installers;
    }

    synchronized PluginUse use(Runnable takenAway) {
        PluginUse use = new PluginUse(this, takenAway);
        uses.add(use);
        return use;
    }

    synchronized void release(PluginUse use) {
        uses.remove(use);
        if (uses.isEmpty() && end != null) {
            end.cancel(false);
            end = null;
        }
    }

    /**
     * Nobody new will use it. Those who still do are told after a while that they must not any more; when none is left,
     * nothing holds the plug-in and its classes.
     *
     * @param patience has a task run after that while
     */
    synchronized void leave(Function<Runnable, Future<?>> patience) {
        if (!uses.isEmpty()) {
            end = patience.apply(this::takeAway);
        }
    }

    private void takeAway() {
        List<PluginUse> left;
        synchronized (this) {
            left = List.copyOf(uses);
        }
        left.forEach(PluginUse::takeAway);
    }
}
