package net.roboconf.agent.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.roboconf.agent.internal.engine.AgentTuning;
import net.roboconf.agent.internal.host.AgentEnvironment;
import net.roboconf.agent.internal.host.AgentHost;
import net.roboconf.agent.internal.host.AgentThreads;
import net.roboconf.agent.internal.host.Connections;
import net.roboconf.agent.internal.host.Engine;
import net.roboconf.agent.internal.host.HostTuning;
import net.roboconf.agent.internal.host.KernelBoot;
import net.roboconf.agent.internal.host.OwnAddress;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.agent.internal.probe.ProbeRegistry;
import net.roboconf.agent.internal.step.PluginArrivals;
import net.roboconf.agent.internal.step.PluginRegistry;
import net.roboconf.agent.internal.suspension.OutOfMemory;
import net.roboconf.agent.internal.suspension.ThreadMeter;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.EmbeddedAgents;
import net.roboconf.core.messaging.Messaging;

/** All agents of one process, and what they share. Thread-safe. */
public final class Agents implements EmbeddedAgents, AutoCloseable {

    /** How long a step may go on in a plug-in that was taken away: it has a time limit of its own as well. */
    private static final Duration PLUGIN_PATIENCE = Duration.ofMinutes(10);

    /** An agent is connected after a second or two, and that is what people wait for. */
    private static final Duration PREPARE_AFTER = Duration.ofSeconds(3);

    /** What comes in a row, such as the bundles of a start, is looked at once. */
    private static final long SOON_MILLIS = 200;

    private final AgentThreads threads = new AgentThreads();
    private final OutOfMemory memory;
    private final AgentEnvironment environment;
    private final Set<AgentHost> running = ConcurrentHashMap.newKeySet();

    /** In a process of which nothing is remembered when it has ended. */
    public Agents() {
        this(timer -> OutOfMemory.forgotten());
    }

    /**
     * In a process that Karaf's launcher looks after.
     *
     * @param data Karaf's data folder
     */
    Agents(Path data) {
        this(timer -> OutOfMemory.open(
                data,
                ThreadMeter.ofThisProcess(),
                timer,
                System::currentTimeMillis,
                Runtime.getRuntime().maxMemory()));
    }

    private Agents(Function<ScheduledExecutorService, OutOfMemory> memories) {
        memory = memories.apply(threads.timer());
        environment = new AgentEnvironment(
                threads,
                new PluginRegistry(threads.timer(), PLUGIN_PATIENCE),
                memory,
                Engine.real(AgentTuning.DEFAULT),
                HostTuning.DEFAULT);
    }

    /**
     * Has everything learnt that the first deployment would have to wait for, once the process has had time to start.
     *
     * @param more to be done with it, on a thread that may block
     */
    void prepare(Runnable more) {
        Runnable work = () -> {
            environment.memoLines().prepare();
            more.run();
        };
        threads.timer().schedule(() -> threads.steps().execute(work), PREPARE_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has a task run a moment later, on a thread that may block. */
    void soon(Runnable task) {
        threads.timer().schedule(() -> threads.steps().execute(task), SOON_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The threads of all agents. */
    AgentThreads threads() {
        return threads;
    }

    /** Lets plug-ins come and go, for all agents. */
    PluginArrivals plugins() {
        return environment.arrivals();
    }

    /** Lets handlers of probes come and go, for all agents. */
    ProbeRegistry probes() {
        return environment.probes();
    }

    @Override
    public RunningAgent start(AgentSettings settings, Messaging messaging, Path folder) {
        AgentHost host = start(settings, folder, Durability.PROCESS_END, messaging::share);
        return () -> stop(host);
    }

    /** Starts an agent; finds its address out when the settings have none. Returns at once. */
    AgentHost start(AgentSettings settings, Path folder, Durability durability, Connections connections) {
        AgentSettings complete = settings.address() == null ? settings.withAddress(OwnAddress.find()) : settings;
        AgentHost host = new AgentHost(environment, complete, folder, durability, KernelBoot.id(), connections);
        running.add(host);
        host.start();
        return host;
    }

    /** Ends an agent. May be called twice. */
    void stop(AgentHost host) {
        if (running.remove(host)) {
            host.stop();
        }
    }

    /** Ends all agents, and their threads. */
    @Override
    public void close() {
        running.forEach(this::stop);
        threads.close();
        memory.close();
    }
}
