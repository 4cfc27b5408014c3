package net.roboconf.integration.container;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.messaging.memory.MemoryHub;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;

/** An agent in the Karaf of a test, which plays its Deployment Manager. */
final class OrderedAgent implements AutoCloseable {

    private static final MachineKey KEY = new MachineKey("swap-machine");
    private static final InstancePath MACHINE = InstancePath.root("vm");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

    private final MemoryHub hub = new MemoryHub();
    private final Messaging manager;
    private final Messaging blobServer;
    private final Map<Sha256, byte[]> blobs = new ConcurrentHashMap<>();
    private final EmbeddedAgents.RunningAgent agent;
    private long revision;

    // Guarded by this.
    private List<ObservedInstance> observed = List.of();

    OrderedAgent(EmbeddedAgents agents, Path folder) {
        manager = hub.open(new Participant.Manager(1), new Ear());
        blobServer = hub.open(new Participant.ManagerBlobs(), new Ear());
        AgentSettings settings = new AgentSettings(KEY, "app", MACHINE, "127.0.0.1", "memory", Map.of());
        agent = agents.start(settings, manager, folder);
    }

    /** An instance with the installer {@code swap}. */
    static DesiredInstance instance(String path, InstanceState expected, Map<String, String> data) {
        return instance(path, "swap", expected, null, data);
    }

    /** An instance with another installer. */
    static DesiredInstance instance(String path, String installer, InstanceState expected, Map<String, String> data) {
        return instance(path, installer, expected, null, data);
    }

    /** A started instance with this installer and recipe. */
    static DesiredInstance started(String path, String installer, RecipeRef recipe) {
        return instance(path, installer, InstanceState.DEPLOYED_STARTED, recipe, Map.of());
    }

    private static DesiredInstance instance(
            String path, String installer, InstanceState expected, RecipeRef recipe, Map<String, String> data) {
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
                recipe,
                data,
                Supervision.DEFAULT);
    }

    /** A recipe with one file, which the agent can fetch. */
    RecipeRef recipe(String path, String content) throws MessageFormatException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Sha256 file = Sha256.of(bytes);
        blobs.put(file, bytes);
        byte[] manifest = new MessageCodec()
                .encode(new RecipeManifest(List.of(new RecipeManifest.File(path, bytes.length, file, false))));
        Sha256 name = Sha256.of(manifest);
        blobs.put(name, manifest);
        return new RecipeRef(name, bytes.length);
    }

    private void serve(Call call, Call.ReadBlob wanted) {
        byte[] blob = blobs.get(wanted.blob());
        int from = (int) wanted.offset();
        int to = Math.min(blob.length, from + wanted.length());
        Reply.Answer piece = new Reply.BlobChunk(wanted.blob(), from, blob.length, Arrays.copyOfRange(blob, from, to));
        blobServer.publish(new Address.Machine(KEY), new Reply(call.id(), KEY, piece));
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
            } else if (delivery.message() instanceof Call call && call.question() instanceof Call.ReadBlob wanted) {
                serve(call, wanted);
            }
            delivery.acknowledge();
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            throw new IllegalStateException("Nothing is lost in one process");
        }
    }
}
