package net.roboconf.agent.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.SerialExecutor;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.agent.internal.settings.AddressWish;
import net.roboconf.agent.internal.settings.MetadataSource;
import net.roboconf.agent.internal.settings.SettingsReport;
import net.roboconf.agent.internal.settings.SettingsSearch;
import net.roboconf.agent.internal.settings.SettingsStore;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.MessagingProvider;
import net.roboconf.core.osgi.NewestServices;
import net.roboconf.core.osgi.ServiceOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of this machine, for a process that is told to be one. It runs as soon as its settings are there, whether or
 * not any messaging is: it has software to look after. It begins anew when its settings change, unless it is the Deployment
 * Manager that says where to meet ({@link Relocations}), and ends when its machine is released. Methods are thread-safe
 * and, but for {@link #close}, return at once.
 */
final class StandaloneAgent {

    /** A broker that is there is entered within a second or two; who is silent for 12 s is taken for lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneAgent.class);

    private final Agents agents;
    private final Consumer<AgentHost> announce;
    private final SerialExecutor serial;
    private final Duration patience;
    private final SettingsSearch search;
    private final NewestServices<MessagingProvider> providers = new NewestServices<>();
    private Path folder;
    private Relocations relocations;
    private AgentHost host;
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
        search = new SettingsSearch(
                agents.threads().steps(), serial, agents.threads().timer(), new Random(), new Settings());
    }

    /**
     * Says what the agent is to be.
     *
     * @param sources of its settings; none when this process is none
     * @param address by which others are to reach the machine
     * @param data where it keeps everything
     */
    void configure(List<MetadataSource> sources, AddressWish address, Path data) {
        serial.execute(() -> {
            if (!closed) {
                search.configure(sources, address, data);
                folder = data;
            }
        });
    }

    /** Where its settings come from. */
    SettingsReport settings() {
        return search.report();
    }

    private final class Settings implements SettingsSearch.Listener {

        @Override
        public AgentSettings running() {
            return relocations == null ? null : relocations.settings();
        }

        @Override
        public void begin(AgentSettings settings, String address, SettingsStore store) throws IOException {
            end();
            StandaloneAgent.this.begin(settings, address, store);
        }

        @Override
        public void end() {
            StandaloneAgent.this.end();
        }
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

    private void begin(AgentSettings settings, String address, SettingsStore store) throws IOException {
        FormerMachine.setAside(folder, settings.machine());
        relocations = new Relocations(
                store,
                settings,
                type -> providers.get(type).orElse(null),
                serial,
                agents.threads().timer(),
                patience);
        host = agents.start(
                address == null ? settings : settings.withAddress(address),
                folder,
                Durability.POWER_LOSS,
                relocations.connections());
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
            LOG.info("The agent of {} has ended", relocations.settings().machine());
            host = null;
            relocations = null;
        }
    }

    /** Ends the agent, if it runs, and waits until it has; nothing happens any more afterwards. */
    void close() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        serial.execute(() -> {
            closed = true;
            search.close();
            try {
                end();
            } finally {
                ended.complete(null);
            }
        });
        ended.join();
    }
}
