package net.roboconf.benchmarks.scale;

import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepContext;

/** Does nothing, and notes when it is asked to update. */
final class RecordingPlugin implements Plugin {

    static final String INSTALLER = "recording";

    private final LinkedBlockingQueue<Update> updates = new LinkedBlockingQueue<>();

    /**
     * An update that has begun.
     *
     * @param at {@link System#nanoTime}
     * @param port what is imported now
     */
    record Update(long at, String port) {}

    LinkedBlockingQueue<Update> updates() {
        return updates;
    }

    @Override
    public Set<String> installers() {
        return Set.of(INSTALLER);
    }

    @Override
    public void deploy(StepContext context) {
        // Nothing has to be brought.
    }

    @Override
    public void start(StepContext context) {
        // It is always there.
    }

    @Override
    public void update(StepContext context, ImportChange change) {
        long now = System.nanoTime();
        updates.add(new Update(now, change.imported().variables().get("port")));
    }

    @Override
    public void stop(StepContext context) {
        // It is always there.
    }

    @Override
    public void undeploy(StepContext context) {
        // Nothing was brought.
    }
}
