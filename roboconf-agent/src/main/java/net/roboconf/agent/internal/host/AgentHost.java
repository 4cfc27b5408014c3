package net.roboconf.agent.internal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.AgentIdentity;
import net.roboconf.agent.internal.engine.AgentView;
import net.roboconf.agent.internal.journal.Durability;
import net.roboconf.agent.internal.journal.Journal;
import net.roboconf.agent.internal.step.PluginSource;
import net.roboconf.agent.internal.step.SimulatedPlugins;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RejectedMessage;
import net.roboconf.core.messaging.RejectedMessages;
import net.roboconf.core.messaging.Relocate;
import net.roboconf.core.model.InstancePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent: its engine, and everything that the engine needs around it.
 *
 * <p>Whatever happens (a message, the end of a step, a timer) becomes an event in the inbox. One task at a time, on a
 * thread of a pool that all agents of the process share, takes a group of events out and has the present {@link
 * EngineLife} deal with them.
 *
 * <p>An engine that throws, or whose memory cannot be written, is not used any further: what was in its inbox is dropped,
 * as the end of the process would have, but for signals, which nobody repeats; and after a while a new one begins from the
 * journal, in a new epoch. Steps go on meanwhile; the new engine has them ended.
 */
public final class AgentHost {

    /** Events per group: enough to share a wait for the disk, few enough to let other agents have their turn. */
    private static final int GROUP = 256;

    private static final long VIEW_SECONDS = 2;

    /** Who begins is not connected for a moment: that is no reason to warn. */
    private static final long FIRST_CONNECTION_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(AgentHost.class);

    private final AgentEnvironment environment;
    private final AgentSettings settings;
    private final Path folder;
    private final Durability durability;
    private final String kernelBoot;
    private final SerialExecutor serial;
    private final Inbox inbox = new Inbox();
    private final AtomicBoolean drainPlanned = new AtomicBoolean();
    private final LastWords lastWords = new LastWords();
    private final RejectedMessages rejected = new RejectedMessages();
    private final RestartDelay restartDelay;
    private final PluginSource plugins;
    private final AgentWorkers workers;
    private final Connections connections;
    private final Messaging messaging;
    private final StoreNotice storeNotice;
    private final Runnable pluginListener = this::pluginsChanged;

    /** Guards what follows, which is written on the loop or on the messaging's thread. */
    private final Object state = new Object();

    private EngineLife life;
    private boolean connected;
    private String connection = "not connected yet";
    /** It was connected once, or it was warned that it is not: from now on warnings come at once. */
    private boolean beyondStart;

    private boolean firstWarningPlanned;
    private AgentStatus.Phase phase = AgentStatus.Phase.STARTING;
    private String trouble = "";

    // Used on the loop only.
    private long lifeBegan;
    private boolean stopped;

    /**
     * Opens the agent's place in the messaging; nothing else happens before {@link #start}.
     *
     * @param environment shared with the other agents of the process
     * @param settings who this is; the address must be there
     * @param folder where it keeps everything
     * @param durability of its memory
     * @param kernelBoot identifies the run of the kernel
     * @param connections opens places in the messaging
     */
    public AgentHost(
            AgentEnvironment environment,
            AgentSettings settings,
            Path folder,
            Durability durability,
            String kernelBoot,
            Connections connections) {
        this.environment = environment;
        this.settings = settings;
        this.folder = folder;
        this.durability = durability;
        this.kernelBoot = kernelBoot;
        this.connections = connections;
        AgentThreads threads = environment.threads();
        HostTuning tuning = environment.tuning();
        serial = new SerialExecutor(threads.loops());
        restartDelay = new RestartDelay(tuning);
        plugins = settings.simulates() ? new SimulatedPlugins(environment.plugins()) : environment.plugins();
        workers =
                new AgentWorkers(environment, settings, folder, plugins, connections, this::tellStarted, this::signal);
        messaging = connections.open(new Participant.Agent(settings.machine(), settings.application()), new Ear());
        storeNotice = new StoreNotice(environment, messaging, lastWords);
    }

    /** Begins. Returns at once. Called once. */
    public void start() {
        environment.plugins().listen(pluginListener);
        workers.measures().resume();
        serial.execute(this::begin);
    }

    /** Ends the agent; see {@link net.roboconf.core.agent.EmbeddedAgents.RunningAgent#stop()}. */
    public void stop() {
        environment.plugins().forget(pluginListener);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try {
            serial.execute(() -> {
                try {
                    stopped = true;
                    endLife(AgentStatus.Phase.STOPPED, "");
                } finally {
                    ended.complete(null);
                }
            });
            ended.get();
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads of {} have ended before it", settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of an agent never fails", e);
        }
        messaging.close();
        workers.close();
    }

    /** How it is now. Waits for its turn, but not for long. May be called from any thread. */
    public AgentStatus status() {
        AgentView view = view();
        synchronized (state) {
            return new AgentStatus(
                    settings.machine(),
                    settings.application(),
                    settings.path(),
                    settings.address(),
                    connected,
                    connection,
                    connections.where(),
                    phase,
                    trouble,
                    view == null ? lastWords.epoch() : view.epoch(),
                    view == null ? lastWords.accepted() : view.accepted(),
                    environment.arrivals().list(),
                    environment.probes().list(),
                    environment.arrivals().unusedBundles(),
                    view == null ? lastWords.instances() : view.instances(),
                    rejected.count());
        }
    }

    /**
     * Tells the Deployment Manager what a probe has found. It is kept on disk, and told again until the Deployment Manager
     * has taken it; of very many the oldest are given up, which is told, too. Returns at once; may be called from any thread.
     *
     * @param path the instance that was probed
     * @param name what kind of thing was found; cut to {@link net.roboconf.core.messaging.Signal#NAME_LIMIT} characters
     * @param text what exactly; cut to {@link net.roboconf.core.messaging.Signal#TEXT_LIMIT} characters
     */
    public void signal(InstancePath path, String name, String text) {
        add(new AgentEvent.Signalled(path, name, text, 0));
    }

    /** The newest messages that were no messages, oldest first. May be called from any thread. */
    public List<RejectedMessages.Kept> rejected() {
        return rejected.list();
    }

    /** Null when no engine runs, or when it is too busy to answer. */
    private AgentView view() {
        CompletableFuture<AgentView> view = new CompletableFuture<>();
        try {
            serial.execute(() -> view.complete(life == null ? null : life.view()));
            return view.get(VIEW_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
            LOG.debug("The agent of {} does not say how it is", settings.machine(), e);
            return null;
        }
    }

    /** For the measures, which look again later when nobody knows now. */
    private void tellStarted(Consumer<List<InstancePath>> listener) {
        try {
            serial.execute(() -> {
                if (life != null) {
                    listener.accept(life.view().instances().stream()
                            .filter(instance -> instance.state() == InstanceState.DEPLOYED_STARTED)
                            .map(ObservedInstance::path)
                            .toList());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads of {} have ended before its measures", settings.machine(), e);
        }
    }

    private void begin() {
        if (stopped) {
            return;
        }
        lifeBegan = environment.clock().now().monotonic();
        AgentIdentity identity = new AgentIdentity(
                settings.machine(),
                settings.application(),
                settings.path(),
                settings.address(),
                UUID.randomUUID().toString(),
                kernelBoot);
        try {
            Journal journal = Journal.open(folder, durability, environment.memoLines());
            try {
                Engine engine = environment.engines().make(identity, journal.memory());
                begin(new EngineLife(engine, journal, environment.clock(), this::add));
            } catch (IOException | EngineFailedException | RuntimeException | Error e) {
                journal.close();
                throw e;
            }
        } catch (IOException e) {
            storeFailed(e);
        } catch (EngineFailedException e) {
            engineFailed(e);
        } catch (RuntimeException | Error e) {
            engineFailed(new EngineFailedException("its making from what is remembered", e));
        }
    }

    private void begin(EngineLife begun) throws IOException, EngineFailedException {
        Timers timers = new Timers(environment.threads().timer(), begun::tell);
        HostEffects effects = new HostEffects(
                settings.machine(),
                messaging,
                connections,
                lastWords,
                plugins,
                workers,
                timers,
                environment.clock(),
                begun::tell);
        try {
            begun.start(effects);
        } catch (IOException | EngineFailedException e) {
            begun.end();
            throw e;
        }
        List<Inbox.Item> first = new ArrayList<>();
        synchronized (state) {
            life = begun;
            phase = AgentStatus.Phase.RUNNING;
            trouble = "";
            if (connected) {
                first.add(new Inbox.Item(new AgentEvent.Connected(), null));
            }
        }
        storeNotice.stop();
        first.add(0, new Inbox.Item(pluginsNow(), null));
        begun.handle(first);
        wake();
    }

    private void add(AgentEvent event) {
        inbox.add(event);
        wake();
    }

    private void wake() {
        if (drainPlanned.compareAndSet(false, true)) {
            serial.execute(this::drain);
        }
    }

    private void drain() {
        drainPlanned.set(false);
        if (life == null) {
            return;
        }
        List<Inbox.Item> items = inbox.take(GROUP);
        try {
            life.handle(items);
        } catch (IOException e) {
            storeFailed(e);
        } catch (EngineFailedException e) {
            engineFailed(e);
        } finally {
            items.forEach(Inbox.Item::acknowledge);
        }
        if (!inbox.isEmpty()) {
            wake();
        }
    }

    private void engineFailed(EngineFailedException failure) {
        Duration wait = restartDelay.after(lived());
        LOG.error(
                "The engine of the agent of {} failed {}. It begins anew from its memory in {} s. Please report this.",
                settings.machine(),
                failure.getMessage(),
                wait.toSeconds(),
                failure.getCause());
        endLife(AgentStatus.Phase.RESTARTING, "failed " + failure.getMessage());
        beginAfter(wait);
    }

    private void storeFailed(IOException failure) {
        Duration wait = restartDelay.after(lived());
        LOG.error(
                "The memory of the agent of {} in {} cannot be written or read: {}. Nothing is changed on the machine"
                        + " until it can; next try in {} s.",
                settings.machine(),
                folder,
                failure.toString(),
                wait.toSeconds());
        endLife(AgentStatus.Phase.STORE_FAILED, failure.toString());
        storeNotice.start("The memory of the agent cannot be written: " + failure);
        beginAfter(wait);
    }

    private Duration lived() {
        return Duration.ofMillis(environment.clock().now().monotonic() - lifeBegan);
    }

    private void beginAfter(Duration wait) {
        environment
                .threads()
                .timer()
                .schedule(() -> serial.execute(this::begin), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endLife(AgentStatus.Phase next, String why) {
        EngineLife ended;
        synchronized (state) {
            ended = life;
            life = null;
            phase = next;
            trouble = why;
        }
        if (ended != null) {
            try {
                ended.end();
            } catch (IOException e) {
                LOG.warn("The memory of the agent of {} could not be closed: {}", settings.machine(), e.toString());
            }
        }
        inbox.takeWhatEndsWithAnEngine().forEach(Inbox.Item::acknowledge);
        if (stopped) {
            storeNotice.stop();
        }
    }

    private void pluginsChanged() {
        workers.pluginsChanged();
        synchronized (state) {
            if (life == null) {
                return;
            }
        }
        add(pluginsNow());
    }

    private AgentEvent pluginsNow() {
        return new AgentEvent.PluginsChanged(plugins.installers(), plugins.reasons(), plugins.suspended());
    }

    /** Hears the messaging, and puts what it hears into the inbox. */
    private final class Ear implements MessagingListener {

        @Override
        public void connected() {
            if (settings.simulates()) {
                // Whole fleets are simulated in one process: nobody reads a line about each machine.
                LOG.debug("The simulated agent of {} is connected", settings.machine());
            } else {
                LOG.info("The agent of {} is connected", settings.machine());
            }
            connection(true, "", new AgentEvent.Connected());
        }

        @Override
        public void disconnected(String why) {
            connection(false, why, new AgentEvent.Disconnected());
            synchronized (state) {
                if (!beyondStart) {
                    planFirstWarning();
                    return;
                }
            }
            LOG.warn("The agent of {} is not connected: {}", settings.machine(), why);
        }

        private void planFirstWarning() {
            if (!firstWarningPlanned) {
                firstWarningPlanned = true;
                environment
                        .threads()
                        .timer()
                        .schedule(this::warnUnlessConnected, FIRST_CONNECTION_SECONDS, TimeUnit.SECONDS);
            }
        }

        private void warnUnlessConnected() {
            synchronized (state) {
                if (beyondStart || phase == AgentStatus.Phase.STOPPED) {
                    return;
                }
                beyondStart = true;
                LOG.warn("The agent of {} is not connected: {}", settings.machine(), connection);
            }
        }

        private void connection(boolean there, String why, AgentEvent event) {
            synchronized (state) {
                connected = there;
                connection = why;
                beyondStart |= there;
                if (life == null) {
                    // The next one is told at its beginning.
                    return;
                }
                inbox.add(event);
            }
            wake();
        }

        @Override
        public void received(Delivery delivery) {
            if (delivery.message() instanceof Relocate told) {
                // It is the broker that is concerned, and not the software.
                delivery.acknowledge();
                if (delivery.sender().equals(Delivery.MANAGER)) {
                    connections.told(told);
                }
                return;
            }
            inbox.add(delivery);
            wake();
        }

        @Override
        public void rejected(RejectedMessage message) {
            rejected.add(message, environment.clock().now().wall());
        }

        @Override
        public void unconfirmed(Address to, Message message) {
            synchronized (state) {
                if (life == null) {
                    // The next one states everything anew.
                    return;
                }
                inbox.add(new AgentEvent.Unconfirmed(to, message));
            }
            wake();
        }
    }
}
