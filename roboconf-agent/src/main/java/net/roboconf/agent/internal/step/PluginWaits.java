package net.roboconf.agent.internal.step;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What one agent can do only when a plug-in is there. Thread-safe. */
public final class PluginWaits {

    private record Wait(String installer, Runnable task) {}

    private final PluginSource plugins;
    private final List<Wait> waiting = new ArrayList<>();

    /** With nothing waiting. */
    public PluginWaits(PluginSource plugins) {
        this.plugins = plugins;
    }

    /**
     * Has a task run once, on the thread that calls {@link #pluginsChanged}, after a plug-in for this installer came; at
     * once when one is there. The plug-in may be gone again by then.
     */
    public void whenServed(String installer, Runnable task) {
        synchronized (waiting) {
            waiting.add(new Wait(installer, task));
        }
        pluginsChanged();
    }

    /** Runs what can be run now. */
    public void pluginsChanged() {
        List<Runnable> due = new ArrayList<>();
        synchronized (waiting) {
            for (Iterator<Wait> each = waiting.iterator(); each.hasNext(); ) {
                Wait wait = each.next();
                if (plugins.serves(wait.installer())) {
                    due.add(wait.task());
                    each.remove();
                }
            }
        }
        due.forEach(Runnable::run);
    }
}
