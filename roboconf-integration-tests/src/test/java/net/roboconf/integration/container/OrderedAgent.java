package net.roboconf.integration.container;

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

/** An agent in the Karaf of a test, which plays its Deployment Manager. */
final class OrderedAgent implements AutoCloseable {

    private static final MachineKey KEY = new MachineKey("swap-machine");
    private static final InstancePath MACHINE = InstancePath.root("vm");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    private final MemoryHub hub = new MemoryHub();
    private final Messaging manager;
    private final EmbeddedAgents.RunningAgent agent;
    private long revision;

    // Guarded by this.
    private List<ObservedInstance> observed = List.of();

    OrderedAgent(EmbeddedAgents agents, Path folder) {
        manager = hub.open(new Participant.Manager(1), new Ear());
        AgentSettings settings = new AgentSettings(KEY, "app", MACHINE, "127.0.0.1", "memory", Map.of());
        agent = agents.start(settings, manager, folder);
    }

    /** An instance with the installer {@code swap}. */
    static DesiredInstance instance(String path, InstanceState expected, Map<String, String> data) {
        return instance(path, "swap", expected, data);
    }

    /** An instance with another installer. */
    static DesiredInstance instance(String path, String installer, InstanceState expected, Map<String, String> data) {
        return new DesiredInstance(
                new InstancePath(path),
                "Swapped",
                installer,
                expected,
                0,
                Map.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                data,
                Supervision.DEFAULT);
    }

    /** Orders these, and nothing of others. */
    void want(List<DesiredInstance> instances) {
        revision++;
        Desired order = new Desired(KEY, new OrderVersion(1, revision), "app", MACHINE, List.of(), null, instances);
        manager.publish(new Address.Machine(KEY), order);
    }

    /** Waits until one is as it should be, and returns it. */
    ObservedInstance await(String path, Predicate<ObservedInstance> as) throws InterruptedException {
        return awaitAll(all -> all.stream()
                        .filter(instance -> instance.path().value().equals(path))
                        .anyMatch(as))
                .stream()
                .filter(instance -> instance.path().value().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until all are as they should be. */
    List<ObservedInstance> awaitAll(Predicate<List<ObservedInstance>> as) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
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
