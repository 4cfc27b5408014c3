package net.roboconf.agent.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.roboconf.agent.internal.settings.SettingsStore;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Relocate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the agent of this machine meets the Deployment Manager: where its settings say, until a {@link Relocate} says
 * otherwise.
 *
 * <p>A relocation is in the file of the settings before anything is done about it, so that a crash in between changes
 * nothing. The place that was reached last stays in the file as well, until the new one was reached: as long as neither
 * answers both are tried in turn, so that an address that is wrong, or cannot be reached from here, does not lose the
 * machine. At the old place the agent stays until the Deployment Manager repeats itself.
 *
 * <p>Methods are called by one thread at a time, which may wait for the disk, but for those of {@link #watcher}.
 */
final class Relocations {

    private static final Logger LOG = LoggerFactory.getLogger(Relocations.class);

    private final SettingsStore file;
    private final Function<String, MessagingProvider> providers;
    private final Executor serial;
    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final ProviderConnections connections;
    private AgentSettings settings;
    private boolean atPrevious;
    private boolean connected;
    private Future<?> waiting;
    private boolean over;

    /**
     * Uses nothing yet.
     *
     * @param file where the settings are kept
     * @param settings what it says
     * @param providers the bundle that offers a type of messaging, or null
     * @param serial the one thread
     * @param timer rings when the patience with a place is over
     * @param patience how long a place is tried while there is another one
     */
    Relocations(
            SettingsStore file,
            AgentSettings settings,
            Function<String, MessagingProvider> providers,
            Executor serial,
            ScheduledExecutorService timer,
            Duration patience) {
        this.file = file;
        this.settings = settings;
        this.providers = providers;
        this.serial = serial;
        this.timer = timer;
        this.patience = patience;
        connections = new ProviderConnections(settings.place(), watcher());
        use();
    }

    private ProviderConnections.Watcher watcher() {
        return new ProviderConnections.Watcher() {
            @Override
            public void told(Relocate where) {
                serial.execute(() -> relocate(where));
            }

            @Override
            public void connected(MessagingSettings to, boolean isThere) {
                serial.execute(() -> connection(to, isThere));
            }
        };
    }

    /** Through which the agent speaks. */
    ProviderConnections connections() {
        return connections;
    }

    /** What the file says by now. */
    AgentSettings settings() {
        return settings;
    }

    /** Bundles came or went. */
    void providersChanged() {
        use();
    }

    /** The agent is about to end. */
    void end() {
        over = true;
        stopWaiting();
    }

    private MessagingSettings place() {
        return atPrevious ? settings.previous() : settings.place();
    }

    private void use() {
        MessagingSettings previous = settings.previous();
        String where = place().where();
        if (previous != null) {
            where += ", in turn with " + (atPrevious ? settings.place() : previous).where();
        }
        connections.say(where, settings.relocation());
        connections.use(providers.apply(place().type()), place());
        if (previous != null && !connected) {
            beginWaiting();
        } else {
            stopWaiting();
        }
    }

    private void relocate(Relocate told) {
        if (over || !told.machine().equals(settings.machine()) || told.number() < settings.relocation()) {
            return;
        }
        if (told.number() == settings.relocation() && told.to().equals(settings.place())) {
            if (atPrevious) {
                go(false);
            }
            return;
        }
        if (providers.apply(told.to().type()) == null) {
            LOG.error(
                    "The agent of {} is told to go to {}, and no bundle here offers the messaging '{}': install it; until"
                            + " then the agent stays where it is",
                    settings.machine(),
                    told.to().where(),
                    told.to().type());
            return;
        }
        AgentSettings next = settings.relocated(told);
        boolean elsewhere = !told.to().equals(place());
        if (write(next)) {
            settings = next;
            if (elsewhere) {
                LOG.info(
                        "The agent of {} goes to {}, as it is told",
                        settings.machine(),
                        told.to().where());
                go(false);
            } else {
                atPrevious = false;
                reached();
                use();
            }
        }
    }

    /** Tries this place, or the other one. */
    private void go(boolean toPrevious) {
        atPrevious = toPrevious;
        connected = false;
        use();
    }

    private void connection(MessagingSettings to, boolean isThere) {
        if (over || !to.equals(place())) {
            return;
        }
        connected = isThere;
        reached();
        use();
    }

    /** Forgets the place before this one, if this one was reached. */
    private void reached() {
        if (connected && !atPrevious && settings.previous() != null) {
            AgentSettings settled = settings.settled();
            if (write(settled)) {
                settings = settled;
            }
        }
    }

    private boolean write(AgentSettings next) {
        try {
            file.write(next);
            return true;
        } catch (IOException e) {
            LOG.error(
                    "The settings of the agent in {} cannot be written: {}. It stays as it is, and is told again",
                    file,
                    e.toString());
            return false;
        }
    }

    private void beginWaiting() {
        if (waiting == null && !over) {
            waiting = timer.schedule(
                    () -> serial.execute(this::patienceIsOver), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stopWaiting() {
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }

    private void patienceIsOver() {
        waiting = null;
        if (!over && !connected && settings.previous() != null) {
            go(!atPrevious);
        }
    }
}
