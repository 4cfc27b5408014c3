package net.roboconf.agent.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.SerialExecutor;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.MessagingProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of this machine, for a process that is told to be one: runs as soon as its settings and the messaging that
 * they name are there, and begins anew when either is replaced. Methods are thread-safe and, but for
 * {@link #close}, return at once.
 */
final class StandaloneAgent {

    private static final long LOOK_AGAIN_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneAgent.class);

    private final Agents agents;
    private final Consumer<AgentHost> announce;
    private final SerialExecutor serial;
    private final List<MessagingProvider> providers = new ArrayList<>();
    private Path settingsFile;
    private Path folder;
    private AgentHost host;
    private AgentSettings used;
    private MessagingProvider provider;
    private String saidWhyNot = "";
    private Future<?> look;
    private boolean closed;

    /**
     * Told nothing yet.
     *
     * @param agents runs it
     * @param announce hears of the agent when it has begun, and null when it has ended; on a thread of the agents'
     */
    StandaloneAgent(Agents agents, Consumer<AgentHost> announce) {
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
    void add(MessagingProvider came) {
        serial.execute(() -> {
            providers.add(came);
            look();
        });
    }

    /** A messaging technology went away. */
    void remove(MessagingProvider gone) {
        serial.execute(() -> {
            providers.remove(gone);
            look();
        });
    }

    private void look() {
        if (look != null) {
            look.cancel(false);
            look = null;
        }
        if (closed) {
            return;
        }
        AgentSettings wanted = settingsFile == null ? null : read();
        MessagingProvider with = wanted == null ? null : provider(wanted.messagingType());
        if (host != null && (!Objects.equals(wanted, used) || with != provider)) {
            end();
        }
        if (host == null && with != null) {
            begin(wanted, with);
        }
    }

    /** The settings; null when they cannot be had yet. */
    private AgentSettings read() {
        try {
            return AgentSettings.parse(Files.readString(settingsFile));
        } catch (IOException e) {
            notYet("its settings cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            notYet("its settings in " + settingsFile + " cannot be used: " + e.getMessage());
        }
        look = agents.threads()
                .timer()
                .schedule(() -> serial.execute(this::look), LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
        // What runs goes on with what it was told before.
        return used;
    }

    private MessagingProvider provider(String type) {
        for (MessagingProvider each : providers) {
            if (each.type().equals(type)) {
                return each;
            }
        }
        notYet("no bundle offers the messaging '" + type + "' that its settings name");
        return null;
    }

    private void notYet(String why) {
        if (!why.equals(saidWhyNot)) {
            saidWhyNot = why;
            LOG.warn("The agent of this machine waits: {}", why);
        }
    }

    private void begin(AgentSettings settings, MessagingProvider with) {
        try {
            host = agents.start(
                    settings,
                    folder,
                    Durability.POWER_LOSS,
                    (participant, listener) -> with.open(participant, settings.messaging(), listener));
        } catch (IllegalArgumentException e) {
            notYet("the messaging '" + with.type() + "' cannot use its settings: " + e.getMessage());
            return;
        }
        used = settings;
        provider = with;
        saidWhyNot = "";
        LOG.info(
                "The agent of {} ({}{}) begins, with its data in {}",
                settings.machine(),
                settings.application(),
                settings.path(),
                folder);
        announce.accept(host);
    }

    private void end() {
        announce.accept(null);
        agents.stop(host);
        LOG.info("The agent of {} has ended", used.machine());
        host = null;
        used = null;
        provider = null;
    }

    /** Ends the agent, if it runs, and waits until it has; nothing happens any more afterwards. */
    void close() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        serial.execute(() -> {
            closed = true;
            try {
                if (host != null) {
                    end();
                }
            } finally {
                ended.complete(null);
            }
        });
        ended.join();
    }
}
