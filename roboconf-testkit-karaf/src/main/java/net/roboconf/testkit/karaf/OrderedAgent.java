package net.roboconf.testkit.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.messaging.memory.MemoryHub;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * An agent in the Karaf of a test, which plays its Deployment Manager: says which instances there should be on the machine
 * {@code /vm}, and waits until the agent says that they are.
 */
public final class OrderedAgent implements AutoCloseable {

    private static final MachineKey KEY = new MachineKey("test-machine");
    private static final InstancePath MACHINE = InstancePath.root("vm");
    private static final String COMPONENT = "Software";
    private static final long PATIENCE_SECONDS = 120;

    private final MemoryHub hub = new MemoryHub();
    private final RecipeSource recipes = new RecipeSource(hub);
    private final Messaging manager;
    private final EmbeddedAgents.RunningAgent agent;
    private long revision;

    // Guarded by this.
    private List<ObservedInstance> observed = List.of();

    private OrderedAgent(EmbeddedAgents agents, Path folder) {
        manager = hub.open(new Participant.Manager(1), new Ear());
        AgentSettings settings = new AgentSettings(KEY, "app", MACHINE, "127.0.0.1", "memory", Map.of());
        agent = agents.start(settings, manager, folder);
    }

    /**
     * Starts an agent that remembers nothing, in a new folder below Karaf's {@code data}.
     *
     * @throws AssertionError when the bundle of the agent offers none in a minute
     */
    public static OrderedAgent start(BundleContext context) throws IOException, InterruptedException {
        ServiceTracker<EmbeddedAgents, EmbeddedAgents> tracker =
                new ServiceTracker<>(context, EmbeddedAgents.class, null);
        tracker.open();
        try {
            EmbeddedAgents agents = tracker.waitForService(TimeUnit.SECONDS.toMillis(60));
            if (agents == null) {
                throw new AssertionError("No agent can be started: the bundle roboconf-agent does not run");
            }
            return new OrderedAgent(
                    agents, Files.createTempDirectory(Path.of(System.getProperty("karaf.data")), "test-agent"));
        } finally {
            tracker.close();
        }
    }

    /**
     * An instance without exports and imports.
     *
     * @param path below {@code /vm}
     * @param recipe the files of its recipe: name to content
     * @param data its data
     */
    public DesiredInstance instance(
            String path,
            String installer,
            InstanceState expected,
            Map<String, String> recipe,
            Map<String, String> data) {
        return new DesiredInstance(
                new InstancePath(path),
                COMPONENT,
                installer,
                expected,
                0,
                Map.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                recipe.isEmpty() ? null : recipes.recipe(recipe),
                data,
                Supervision.DEFAULT);
    }

    /** Orders these, and nothing of others. */
    public void want(List<DesiredInstance> instances) {
        revision++;
        Desired order =
                new Desired(KEY, new OrderVersion(1, revision), "app", MACHINE, List.of(), null, instances, null);
        manager.publish(new Address.Machine(KEY), order);
    }

    /**
     * Waits until one is as it should be, and returns it.
     *
     * @throws AssertionError when it is not in two minutes; has what the agent says instead
     */
    public ObservedInstance await(String path, Predicate<ObservedInstance> as) throws InterruptedException {
        return awaitAll(all -> all.stream().anyMatch(instance -> isAt(instance, path) && as.test(instance))).stream()
                .filter(instance -> isAt(instance, path))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until one is in this state, and returns it. */
    public ObservedInstance await(String path, InstanceState state) throws InterruptedException {
        return await(path, instance -> instance.state() == state);
    }

    private static boolean isAt(ObservedInstance instance, String path) {
        return instance.path().value().equals(path);
    }

    /**
     * Waits until all are as they should be.
     *
     * @throws AssertionError when they are not in two minutes; has what the agent says instead
     */
    public List<ObservedInstance> awaitAll(Predicate<List<ObservedInstance>> as) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (this) {
            while (!as.test(observed)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("Not in time; the agent says "
                            + observed.stream().map(OrderedAgent::text).toList());
                }
                wait(left);
            }
            return new ArrayList<>(observed);
        }
    }

    private static String text(ObservedInstance instance) {
        return instance.path() + " " + instance.state() + " " + instance.reason() + " " + instance.message();
    }

    private synchronized void take(Observed said) {
        observed = said.instances();
        notifyAll();
    }

    @Override
    public void close() {
        agent.stop();
        hub.close();
    }

    private final class Ear implements MessagingListener {

        @Override
        public void connected() {
            // The agent is told when there is something to tell.
        }

        @Override
        public void disconnected(String why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void received(Delivery delivery) {
            if (delivery.message() instanceof Observed said) {
                take(said);
            }
            delivery.acknowledge();
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            throw new IllegalStateException("Nothing is lost in one process");
        }
    }
}
