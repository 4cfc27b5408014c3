package net.roboconf.agent.internal.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.roboconf.agent.internal.host.AgentEnvironment;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.host.Engine;
import net.roboconf.agent.internal.host.HostTuning;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.agent.internal.step.PluginRegistry;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredAncestor;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ServiceOrigin;
import org.osgi.framework.Version;

/** An agent on the machine {@code /vm} of the application {@code app}, whose Deployment Manager is the test. */
public final class AgentSketch implements AutoCloseable {

    /** Short waits, so that tests see the ends of them. */
    public static final HostTuning IMPATIENT = new HostTuning(
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMinutes(1),
            Duration.ofMillis(20),
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(20),
            Duration.ofMillis(20));

    /** The key of the agent's machine. */
    public static final MachineKey MACHINE = new MachineKey("vm-key");

    private final AgentThreads threads = new AgentThreads();
    private final PluginRegistry plugins = new PluginRegistry(threads.timer(), Duration.ofMillis(200));
    private final Engine.Maker engines;
    private final Path folder;
    private final List<FakeMessaging> opened = new CopyOnWriteArrayList<>();
    private AgentSettings settings =
            new AgentSettings(MACHINE, "app", InstancePath.root("vm"), "10.0.0.1", "fake", Map.of());
    private BiConsumer<FakeMessaging, FakeMessaging.Sent> blobServer = (place, sent) -> {};
    private Consumer<Message> onPublish = message -> {};
    private AgentHost host;
    private long nextServiceId = 1;

    /** Not started yet. */
    public AgentSketch(Path folder, Engine.Maker engines) {
        this.folder = folder;
        this.engines = engines;
    }

    /** A plug-in is there. */
    public AgentSketch with(FakePlugin plugin) {
        add(plugin);
        return this;
    }

    /** The settings have this option. */
    public AgentSketch withOption(String key, String value) {
        settings = settings.withOption(key, value);
        return this;
    }

    /** The Deployment Manager answers questions for blobs like this. */
    public AgentSketch servedBy(BiConsumer<FakeMessaging, FakeMessaging.Sent> server) {
        blobServer = server;
        return this;
    }

    /** Looks at each message before it is published. */
    public AgentSketch onPublish(Consumer<Message> look) {
        onPublish = look;
        return this;
    }

    /** A plug-in comes; its service id is returned. */
    public long add(FakePlugin plugin) {
        long id = nextServiceId++;
        plugins.add(new ServiceOrigin("test-plugin", Version.emptyVersion, 0, id), plugin);
        return id;
    }

    /** The plug-ins. */
    public PluginRegistry plugins() {
        return plugins;
    }

    /** Starts the agent; returns its place in the messaging, not yet connected. */
    public FakeMessaging start() {
        AgentEnvironment environment = new AgentEnvironment(threads, plugins, engines, IMPATIENT);
        opened.clear();
        host = new AgentHost(
                environment, settings, folder, Durability.PROCESS_END, "boot-1", (participant, listener) -> {
                    boolean blobs = participant instanceof Participant.AgentBlobs;
                    FakeMessaging place = new FakeMessaging(
                            participant, listener, blobs ? blobServer : (p, s) -> onPublish.accept(s.message()));
                    opened.add(place);
                    if (blobs) {
                        threads.steps().execute(place::connect);
                    }
                    return place;
                });
        host.start();
        return messaging();
    }

    /** Ends the agent, as the end of its process would. */
    public void stop() {
        host.stop();
    }

    /** The agent. */
    public AgentHost host() {
        return host;
    }

    /** Its place in the messaging. */
    public FakeMessaging messaging() {
        return opened.stream()
                .filter(place -> place.participant instanceof Participant.Agent)
                .findFirst()
                .orElseThrow();
    }

    /** The side channels that were opened so far. */
    public List<FakeMessaging> sideChannels() {
        return opened.stream()
                .filter(place -> place.participant instanceof Participant.AgentBlobs)
                .toList();
    }

    /** What the Deployment Manager orders. */
    public Desired order(long revision, DesiredInstance... instances) {
        return new Desired(
                MACHINE,
                new OrderVersion(1, revision),
                "app",
                InstancePath.root("vm"),
                List.of(new DesiredAncestor(InstancePath.root("vm"), "Vm", Map.of(), List.of())),
                null,
                List.of(instances),
                null);
    }

    /** An instance without recipe, exports and imports. */
    public static DesiredInstance instance(String path, String installer, InstanceState expected) {
        return instance(path, installer, expected, null);
    }

    /** An instance without exports and imports. */
    public static DesiredInstance instance(String path, String installer, InstanceState expected, RecipeRef recipe) {
        return new DesiredInstance(
                new InstancePath(path),
                "Software",
                installer,
                expected,
                0,
                Map.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                recipe,
                Map.of(),
                Supervision.DEFAULT);
    }

    /** What was last observed of an instance; null when nothing was. */
    public ObservedInstance observed(String path) {
        Observed last = messaging().last(Observed.class);
        return last == null
                ? null
                : last.instances().stream()
                        .filter(each -> each.path().value().equals(path))
                        .findFirst()
                        .orElse(null);
    }

    /** The state that was last observed of an instance; null when none was. */
    public InstanceState stateOf(String path) {
        ObservedInstance instance = observed(path);
        return instance == null ? null : instance.state();
    }

    @Override
    public void close() {
        if (host != null) {
            host.stop();
        }
        threads.close();
    }
}
