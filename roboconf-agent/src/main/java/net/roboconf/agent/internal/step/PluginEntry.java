package net.roboconf.agent.internal.step;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.core.plugin.Plugin;

/** A plug-in that was bound, with those who use it. Thread-safe. */
final class PluginEntry {

    private final PluginRank rank;
    private final Plugin plugin;
    private final Set<String> installers;
    private final Set<PluginUse> uses = new HashSet<>();

    PluginEntry(PluginRank rank, Plugin plugin) {
        this.rank = rank;
        this.plugin = plugin;
        this.installers = plugin.installers().stream()
                .map(installer -> installer.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    PluginRank rank() {
        return rank;
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
    }

    /** Tells those who still use the plug-in that they must not any more. */
    void takeAway() {
        List<PluginUse> left;
        synchronized (this) {
            left = List.copyOf(uses);
        }
        left.forEach(PluginUse::takeAway);
    }
}
