package net.roboconf.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.host.AgentEnvironment;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.host.Engine;
import net.roboconf.agent.internal.host.HostTuning;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.agent.internal.step.PluginRegistry;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredAncestor;
import net.roboconf.core.messaging.DesiredImport;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.messaging.rabbitmq.RabbitMqMessaging;
import org.osgi.framework.Version;

/**
 * Two real agents, each with its own account and connection, whose Deployment Manager is this class: on the one machine a
 * store exports its port, on the other a server imports it.
 */
final class TwoMachines implements AutoCloseable {

    private static final String APPLICATION = "propagation";
    private static final long TERM = 1;
    private static final long PATIENCE_SECONDS = 30;
    private static final Machine STORE = new Machine("store", "Store");
    private static final Machine SERVER = new Machine("server", "Server");

    private final RabbitMqMessaging provider = new RabbitMqMessaging();
    private final MessageCodec codec = new MessageCodec();
    private final Accounts accounts;
    private final Messaging manager;
    private final AgentThreads threads = new AgentThreads();
    private final RecordingPlugin plugin = new RecordingPlugin();
    private final LinkedBlockingQueue<Statement> statements = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<MachineKey> started = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Participant> connected = new LinkedBlockingQueue<>();
    private final List<AgentHost> agents;
    private int changes;

    private record Machine(String name, String component) {

        MachineKey key() {
            return new MachineKey(name);
        }

        InstancePath path() {
            return InstancePath.root(name);
        }

        Accounts.Account account() {
            return new Accounts.Account(key(), APPLICATION, "secret of " + name);
        }
    }

    /** What the store's agent has handed to the messaging, and when. */
    private record Statement(long at, Exports exports) {}

    /**
     * One change that has arrived.
     *
     * @param nanoseconds from its statement to the begin of the update
     * @param bytes of the statement
     */
    record Change(long nanoseconds, int bytes) {}

    TwoMachines(Path folder, Map<String, String> broker) throws IOException {
        accounts = provider.accounts(broker);
        accounts.ensure(List.of(STORE.account(), SERVER.account()));
        manager = provider.open(new Participant.Manager(TERM), broker, new Ear(new Participant.Manager(TERM)));
        manager.serve(Set.of(APPLICATION));
        PluginRegistry plugins = new PluginRegistry(threads.timer(), Duration.ofSeconds(1));
        plugins.add(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, 1), plugin);
        AgentEnvironment environment =
                new AgentEnvironment(threads, plugins, Engine.real(AgentTuning.DEFAULT), HostTuning.DEFAULT);
        agents = List.of(agent(environment, folder, STORE), agent(environment, folder, SERVER));
    }

    private AgentHost agent(AgentEnvironment environment, Path folder, Machine machine) {
        AgentSettings settings =
                new AgentSettings(machine.key(), APPLICATION, machine.path(), "127.0.0.1", provider.type(), Map.of());
        return new AgentHost(
                environment,
                settings,
                folder.resolve(machine.name()),
                Durability.POWER_LOSS,
                "boot",
                (self, listener) ->
                        new Watched(provider.open(self, accounts.settingsFor(machine.account()), listener)));
    }

    /** Both are up, the store is started, and the server with it. */
    void start() throws InterruptedException {
        await(connected, "the broker");
        agents.forEach(AgentHost::start);
        order(STORE, changes);
        order(SERVER, 0);
        while (!await(started, "the server").equals(SERVER.key())) {
            // The store comes first.
        }
        plugin.updates().clear();
        statements.clear();
    }

    /** Lets the store export another port, and waits until the server is being updated. */
    Change change() throws InterruptedException {
        changes++;
        order(STORE, changes);
        Statement statement = await(statements, "the statement");
        RecordingPlugin.Update update = await(plugin.updates(), "the update");
        String exported = statement.exports().instances().get(0).variables().get("port");
        if (!exported.equals(update.port()) || !exported.equals(Integer.toString(changes))) {
            throw new IllegalStateException(
                    "Change " + changes + " was stated as " + exported + " and arrived as " + update.port());
        }
        return new Change(update.at() - statement.at(), size(statement.exports()));
    }

    private int size(Exports exports) {
        try {
            return codec.encode(exports).length;
        } catch (MessageFormatException e) {
            throw new IllegalStateException("What an engine says can be written", e);
        }
    }

    private static <T> T await(LinkedBlockingQueue<T> queue, String what) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("Waited " + PATIENCE_SECONDS + " seconds in vain for " + what);
        }
        return next;
    }

    private void order(Machine machine, int port) {
        boolean store = machine == STORE;
        DesiredInstance instance = new DesiredInstance(
                new InstancePath("/" + machine.name() + "/" + machine.component()),
                machine.component(),
                RecordingPlugin.INSTALLER,
                InstanceState.DEPLOYED_STARTED,
                0,
                store ? Map.of("Store.port", Integer.toString(port)) : Map.of(),
                List.of(),
                List.of(machine.component()),
                null,
                store ? List.of() : List.of(DesiredImport.inside("Store", false, false, List.of("port"))),
                null,
                Map.of(),
                Supervision.DEFAULT);
        manager.publish(
                new Address.Machine(machine.key()),
                new Desired(
                        machine.key(),
                        new OrderVersion(TERM, port + 1),
                        APPLICATION,
                        machine.path(),
                        List.of(new DesiredAncestor(machine.path(), "Machine", Map.of(), List.of())),
                        null,
                        List.of(instance),
                        null));
    }

    @Override
    public void close() {
        agents.forEach(AgentHost::stop);
        manager.close();
        accounts.close();
        threads.close();
    }

    /** What reaches the Deployment Manager. */
    private final class Ear implements MessagingListener {
        private final Participant self;

        Ear(Participant self) {
            this.self = self;
        }

        @Override
        public void connected() {
            connected.add(self);
        }

        @Override
        public void disconnected(String why) {
            System.err.println("No broker: " + why);
        }

        @Override
        public void received(Delivery delivery) {
            delivery.acknowledge();
            if (delivery.message() instanceof Observed observed
                    && observed.instances().stream()
                            .anyMatch(instance -> instance.state() == InstanceState.DEPLOYED_STARTED)) {
                started.add(observed.machine());
            }
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            System.err.println("Lost on the way to " + to + ": " + message);
        }
    }

    /** Notes when exports are stated. */
    private final class Watched implements Messaging {
        private final Messaging real;

        Watched(Messaging real) {
            this.real = real;
        }

        @Override
        public void publish(Address to, Message message) {
            note(to, message);
            real.publish(to, message);
        }

        @Override
        public void publish(Address to, Message message, Runnable settled) {
            note(to, message);
            real.publish(to, message, settled);
        }

        private void note(Address to, Message message) {
            if (to instanceof Address.Importers
                    && message instanceof Exports exports
                    && exports.machine().equals(STORE.key())) {
                statements.add(new Statement(System.nanoTime(), exports));
            }
        }

        @Override
        public void subscribe(Set<Subscription> wanted) {
            real.subscribe(wanted);
        }

        @Override
        public void serve(Set<String> applications) {
            real.serve(applications);
        }

        @Override
        public Messaging share(Participant participant, MessagingListener listener) {
            return real.share(participant, listener);
        }

        @Override
        public long published() {
            return real.published();
        }

        @Override
        public long publishedBytes() {
            return real.publishedBytes();
        }

        @Override
        public boolean isConnected() {
            return real.isConnected();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
