package net.roboconf.agent.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.SerialExecutor;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.osgi.NewestServices;
import net.roboconf.core.osgi.ServiceOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of this machine, for a process that is told to be one. It runs as soon as its settings are there, whether or
 * not any messaging is: it has software to look after. It begins anew when its settings change, unless it is the Deployment
 * Manager that says where to meet ({@link Relocations}). Methods are thread-safe and, but for {@link #close}, return at once.
 */
final class StandaloneAgent {

    private static final long LOOK_AGAIN_SECONDS = 2;

    /** A broker that is there is entered within a second or two; who is silent for 12 s is taken for lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneAgent.class);

    private final Agents agents;
    private final Consumer<AgentHost> announce;
    private final SerialExecutor serial;
    private final Duration patience;
    private final NewestServices<MessagingProvider> providers = new NewestServices<>();
    private Path settingsFile;
    private Path folder;
    private Path usedFolder;
    private Relocations relocations;
    private AgentHost host;
    private String saidWhyNot = "";
    private Future<?> look;
    private boolean closed;

    /**
     * Told nothing yet.
     *
     * @param agents runs it
     * @param announce hears of the agent when it has begun, and null when it is about to end; on a thread of the agents'
     */
    StandaloneAgent(Agents agents, Consumer<AgentHost> announce) {
        this(agents, announce, PATIENCE);
    }

    /** The same with another patience with brokers that do not answer. */
    StandaloneAgent(Agents agents, Consumer<AgentHost> announce, Duration patience) {
        this.patience = patience;
        this.agents = agents;
        this.announce = announce;
        serial = new SerialExecutor(agents.threads().steps());
    }

    /**
     * Says what the agent is to be.
     *
     * @param settings the file of its settings; null when this process is none
     * @param data where it keeps everything
     */
    void configure(Path settings, Path data) {
        serial.execute(() -> {
            settingsFile = settings;
            folder = data;
            look();
        });
    }

    /** A messaging technology came. */
    void add(ServiceOrigin origin, MessagingProvider came) {
        serial.execute(() -> {
            try {
                providers.add(origin, came.type(), came);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("The messaging of {} is not used, because it does not say its type", origin, e);
                return;
            }
            chooseProvider();
        });
    }

    /** A messaging technology went away. */
    void remove(long serviceId) {
        serial.execute(() -> {
            providers.remove(serviceId);
            chooseProvider();
        });
    }

    private void chooseProvider() {
        if (host != null) {
            relocations.providersChanged();
        }
    }

    private void look() {
        if (look != null) {
            look.cancel(false);
            look = null;
        }
        if (closed) {
            return;
        }
        if (settingsFile == null) {
            end();
            return;
        }
        AgentSettings wanted = read();
        if (wanted == null) {
            // What runs goes on with what it was told before.
            look = agents.threads()
                    .timer()
                    .schedule(() -> serial.execute(this::look), LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
        } else if (!wanted.equals(used()) || !folder.equals(usedFolder)) {
            end();
            begin(wanted);
        }
    }

    private AgentSettings used() {
        return relocations == null ? null : relocations.settings();
    }

    /** The settings; null when they cannot be had yet. */
    private AgentSettings read() {
        try {
            return new SettingsFile(settingsFile).read();
        } catch (IOException e) {
            notYet("cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            notYet("in " + settingsFile + " cannot be used: " + e.getMessage());
        }
        return null;
    }

    private void notYet(String why) {
        if (!why.equals(saidWhyNot)) {
            saidWhyNot = why;
            LOG.warn("The agent of this machine waits for its settings, which {}", why);
        }
    }

    private void begin(AgentSettings settings) {
        saidWhyNot = "";
        usedFolder = folder;
        relocations = new Relocations(
                new SettingsFile(settingsFile),
                settings,
                type -> providers.get(type).orElse(null),
                serial,
                agents.threads().timer(),
                patience);
        host = agents.start(settings, folder, Durability.POWER_LOSS, relocations.connections());
        LOG.info(
                "The agent of {} ({}{}) begins, with its data in {}",
                settings.machine(),
                settings.application(),
                settings.path(),
                folder);
        announce.accept(host);
    }

    private void end() {
        if (host != null) {
            announce.accept(null);
            relocations.end();
            agents.stop(host);
            LOG.info("The agent of {} has ended", used().machine());
            host = null;
            relocations = null;
        }
    }

    /** Ends the agent, if it runs, and waits until it has; nothing happens any more afterwards. */
    void close() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        serial.execute(() -> {
            closed = true;
            try {
                end();
            } finally {
                ended.complete(null);
            }
        });
        ended.join();
    }
}
