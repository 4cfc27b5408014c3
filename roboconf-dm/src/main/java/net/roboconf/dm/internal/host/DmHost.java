package net.roboconf.dm.internal.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.RejectedMessage.Problem;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.UnusedExtension;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.StandBy;
import net.roboconf.dm.internal.engine.Command;
import net.roboconf.dm.internal.engine.DmEffect;
import net.roboconf.dm.internal.engine.DmEngine;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.engine.Outcome;
import net.roboconf.dm.internal.engine.Picture;
import net.roboconf.dm.internal.engine.Secrets;
import net.roboconf.dm.internal.engine.TargetCall;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.store.BlobStore;
import net.roboconf.dm.internal.store.StateStore;
import net.roboconf.dm.internal.store.StoreException;
import net.roboconf.dm.internal.store.StoreOpener;
import net.roboconf.dm.internal.view.Views;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's surroundings.
 *
 * <p><b>Threads.</b> The engine has one ({@code roboconf-dm-engine}), on which the store is written too. Targets are called
 * on a pool, accounts are made on a thread, blobs are read on a few, events are told on one; messaging is opened and closed
 * on one ({@code roboconf-dm-control}). All of them put what they have to say into the inbox.
 *
 * <p><b>Failure.</b> When a commit fails, or the engine throws, the engine is thrown away with all that it had not
 * committed, and a new one begins from the store. Nothing that was not stored was told to anybody. A message that made the
 * engine throw is set aside; the others that were lost with it are stated again.
 *
 * <p><b>Several that share a store.</b> One of them is active; the engines of the others do not exist, and they are in no
 * broker. When the right to act is lost the engine is thrown away, nothing that it still wanted is begun, and this becomes a
 * stand-by again.
 */
public final class DmHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DmHost.class);

    /** How many commands may wait for their answers. */
    private static final int WAITING_COMMANDS = 1_000;

    private static final long FIRST_RETRY = 1_000;
    private static final long LAST_RETRY = 30_000;

    private final DmTuning tuning;
    private final Secrets secrets;
    private final StoreOpener opener;
    private final Consumer<DmState> loaded;
    private final Clock clock;
    private final Inbox inbox = new Inbox();
    private final EventHub events = new EventHub();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.daemon("roboconf-dm-clock"));
    private final ExecutorService answers =
            Executors.newSingleThreadExecutor(NamedThreads.daemon("roboconf-dm-answer"));
    private final ExecutorService control =
            Executors.newSingleThreadExecutor(NamedThreads.daemon("roboconf-dm-control"));
    /** Names what is stored, once it was read. */
    private volatile String owner = "";

    private final TargetRunner targets;
    private final AgentCalls calls = new AgentCalls(scheduler, answers);
    private final Rejections rejections;
    private final MessagingLinks links;
    private final Map<Long, CompletableFuture<Void>> commands = new ConcurrentHashMap<>();
    private final AtomicLong commandIds = new AtomicLong();
    private final Thread thread = new Thread(this::run, "roboconf-dm-engine");

    private final Object pauses = new Object();

    private volatile Views views = new Views(Picture.EMPTY);
    private volatile List<UnusedExtension> unused = List.of();
    private volatile StateStore store;

    private volatile boolean ready;
    private volatile boolean closed;
    private volatile String trouble;

    /**
     * Prepares; {@link #start} begins.
     *
     * @param scripts runs what targets want to have run here
     * @param loaded told of each state that an engine begins with, before it does
     */
    public DmHost(
            DmTuning tuning,
            StoreOpener opener,
            BlobStore blobStore,
            ManagerScripts scripts,
            Consumer<DmState> loaded,
            Clock clock,
            Secrets secrets) {
        this.tuning = tuning;
        this.opener = opener;
        this.loaded = loaded;
        this.clock = clock;
        this.secrets = secrets;
        targets = new TargetRunner(
                inbox::put,
                this::agentSettings,
                () -> owner,
                this::mayAct,
                scheduler,
                scripts,
                TargetRunner.ANSWER_LIMIT);
        rejections = new Rejections(clock, inbox::put);
        links = new MessagingLinks(new MessagingLinks.Surroundings(
                inbox, calls, blobStore, rejections, targets, this::mayAct, scheduler, control, () -> views.picture()
                        .term()));
    }

    /** With the clocks of this machine, and secrets that nobody can guess. */
    public DmHost(
            DmTuning tuning,
            StoreOpener opener,
            BlobStore blobStore,
            ManagerScripts scripts,
            Consumer<DmState> loaded) {
        this(tuning, opener, blobStore, scripts, loaded, Clock.SYSTEM, new RandomSecrets());
    }

    /** Begins to work; returns at once. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    // What comes and goes

    /** A target is installed. */
    public void add(InstalledTarget target) {
        targets.add(target);
        links.lookAtAccounts();
    }

    /** A target is taken away. */
    public void remove(InstalledTarget target) {
        targets.remove(target);
    }

    /** From now on these extensions are installed and not used. Returns at once. */
    public void unused(List<UnusedExtension> extensions) {
        unused = List.copyOf(extensions);
        targets.explain(UnusedExtension.reasons(extensions.stream()
                .filter(each -> each.kind() == ExtensionKind.TARGET)
                .toList()));
    }

    /** What is installed and not used. */
    List<UnusedExtension> unused() {
        return unused;
    }

    /**
     * Uses this messaging from now on. Returns at once.
     *
     * @param choice what was decided
     * @param changed told of what is opened, or of null, on a thread of the host
     */
    public void useMessaging(MessagingChoice.Decision choice, Consumer<Messaging> changed) {
        control.execute(() -> links.want(choice, changed));
    }

    private void controlSoon(Runnable work) {
        try {
            control.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The Deployment Manager stops; the broker is not entered", e);
        }
    }

    private void openWhenReady() {
        links.setOpen(ready && !closed);
    }

    // The engine's thread

    private void run() {
        long delay = FIRST_RETRY;
        while (!closed) {
            EngineRunner runner = null;
            try {
                store = opener.open();
                store.whenLost(this::lost);
                DmState state = store.load();
                owner = state.owner();
                loaded.accept(state);
                DmEngine engine = new DmEngine(tuning, secrets, state);
                runner = new EngineRunner(engine, store, inbox, clock, this::carryOut, this::publish);
                links.clearAccounts();
                events.load(state.events());
                runner.start();
                begun();
                delay = FIRST_RETRY;
                while (!closed) {
                    runner.turn();
                }
            } catch (StoreException | RuntimeException e) {
                if (store != null && !store.mayAct()) {
                    standBack();
                } else {
                    failed(e, runner);
                    letGo();
                    pause(delay);
                    delay = Math.min(delay * 2, LAST_RETRY);
                }
            } catch (InterruptedException e) {
                LOG.debug("The engine's thread was interrupted");
                closed = true;
            } finally {
                letGo();
            }
        }
        ready = false;
        commands.keySet().forEach(id -> refuse(id, "The Deployment Manager is stopping"));
    }

    private void letGo() {
        StateStore open = store;
        store = null;
        if (open != null) {
            open.close();
        }
    }

    /** Whether effects may be begun. */
    private boolean mayAct() {
        StateStore open = store;
        return open != null && open.mayAct();
    }

    /** Another Deployment Manager may become active. Called on a thread of the store. */
    private void lost() {
        ready = false;
        inbox.wake();
        controlSoon(this::openWhenReady);
    }

    /** Forgets what the engine was asked and told: the active one knows better, and must not be disturbed later. */
    private void standBack() {
        ready = false;
        trouble = null;
        inbox.clear();
        commands.keySet()
                .forEach(id -> refuse(
                        id,
                        "This Deployment Manager is not active any more; see at the one that is whether the change was"
                                + " stored"));
    }

    private void begun() {
        trouble = null;
        ready = true;
        targets.tell();
        // There, and not here: what was lost may still be closing.
        controlSoon(() -> {
            openWhenReady();
            links.tellEngine();
        });
        LOG.info("The Deployment Manager is active (term {})", views.picture().term());
    }

    private void failed(Exception e, EngineRunner runner) {
        ready = false;
        trouble = "STORE_FAILED: " + e.getMessage() + "; it is tried again";
        if (e instanceof StoreException) {
            LOG.error("{}", trouble);
            LOG.debug("The store failed here", e);
        } else {
            LOG.error("The engine failed and begins anew from the store", e);
        }
        if (runner != null) {
            Delivery cause = runner.giveUp();
            if (cause != null && !(e instanceof StoreException)) {
                rejections.add(cause, Problem.NOT_HANDLED, "The engine failed on it: " + e);
            }
            runner.unanswered().forEach(id -> refuse(id, "The change could not be stored: " + e.getMessage()));
        }
    }

    private void pause(long delay) {
        try {
            synchronized (pauses) {
                long end = clock.now().monotonic() + delay;
                for (long left = delay;
                        left > 0 && !closed;
                        left = end - clock.now().monotonic()) {
                    pauses.wait(left);
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void publish(Picture picture) {
        views = views.then(picture);
    }

    private void carryOut(DmEffect effect) {
        try {
            begin(effect);
        } catch (RuntimeException e) {
            // It is as if it had been lost on the way: what matters is repeated.
            LOG.error("Could not begin {}", effect, e);
        }
    }

    private void begin(DmEffect effect) {
        if (effect instanceof DmEffect.Send send) {
            if (!links.publish(send.to(), send.message())) {
                inbox.put(new DmEvent.Unconfirmed(send.to(), send.message()));
            }
        } else if (effect instanceof DmEffect.Serve serve) {
            links.serve(serve.applications());
        } else if (effect instanceof DmEffect.KeepOpen keep) {
            controlSoon(() -> links.keepOpen(keep.used()));
        } else if (effect instanceof DmEffect.Relocate relocate) {
            links.relocate(relocate);
        } else if (effect instanceof DmEffect.CallTarget call) {
            targets.begin(call.call());
        } else if (effect instanceof DmEffect.EnsureAccounts ensure) {
            links.ensureAccounts(ensure.needs());
        } else if (effect instanceof DmEffect.RevokeAccounts revoke) {
            links.revokeAccounts(revoke.machines());
        } else if (effect instanceof DmEffect.Tell tell) {
            events.add(tell.event());
        } else if (effect instanceof DmEffect.Answer answer) {
            answer(answer);
        }
    }

    private void answer(DmEffect.Answer answer) {
        CompletableFuture<Void> command = commands.remove(answer.id());
        if (command == null) {
            return;
        }
        answers.execute(() -> {
            if (answer.outcome() instanceof Outcome.Refused refused) {
                command.completeExceptionally(
                        new ManagerException(refused.code(), refused.message(), refused.problems(), null));
            } else {
                command.complete(null);
            }
        });
    }

    private void refuse(long id, String why) {
        CompletableFuture<Void> command = commands.remove(id);
        if (command != null) {
            command.completeExceptionally(new ManagerException(ErrorCode.UNAVAILABLE, why));
        }
    }

    private AgentSettings agentSettings(TargetCall call, boolean withAccount) {
        MessagingLink open = links.present();
        Map<String, String> settings =
                open == null || !withAccount ? Map.of() : open.accounts().settingsFor(call.account());
        return new AgentSettings(
                call.key(), call.application(), call.path(), null, open == null ? "" : open.type(), settings);
    }

    // What people ask for

    /** Asks the engine; completes when it is stored and visible in {@link #views}. */
    CompletableFuture<Void> submit(Command command) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        if (closed || commands.size() >= WAITING_COMMANDS) {
            String why = closed ? "The Deployment Manager is stopping" : "Too many requests are waiting; try again";
            answer.completeExceptionally(new ManagerException(ErrorCode.UNAVAILABLE, why));
            return answer;
        }
        if (!ready) {
            String why = opener.standBy()
                    .map(StandBy::why)
                    .orElse(trouble == null ? "The Deployment Manager is starting; try again" : trouble);
            answer.completeExceptionally(new ManagerException(ErrorCode.UNAVAILABLE, why));
            return answer;
        }
        long id = commandIds.incrementAndGet();
        commands.put(id, answer);
        inbox.put(new DmEvent.Asked(id, command));
        return answer;
    }

    /** Asks an agent. */
    CompletableFuture<Reply.Answer> ask(MachineKey machine, Call.Question question) {
        if (!links.reaches(machine)) {
            return CompletableFuture.failedFuture(
                    new ManagerException(ErrorCode.NO_ANSWER, "There is no connection to the broker"));
        }
        return calls.ask(links::publish, machine, question);
    }

    /** What people see. */
    Views views() {
        return views;
    }

    EventHub events() {
        return events;
    }

    TargetRunner targets() {
        return targets;
    }

    /** Asks providers what people want to know. */
    Providers providers() {
        return new Providers(
                targets, () -> views.picture(), () -> owner, () -> submit(new Command.CatchUp()), System::nanoTime);
    }

    /** Whom this one waits for; empty when it is not a stand-by. */
    Optional<StandBy> standBy() {
        return ready ? Optional.empty() : opener.standBy();
    }

    /** Whether commands are taken. */
    boolean isReady() {
        return ready;
    }

    /** The kind of messaging in use; empty for none. */
    String messagingType() {
        MessagingLink open = links.present();
        return open == null ? "" : open.type();
    }

    /** Whether messages can pass. */
    boolean isConnected() {
        MessagingLink open = links.present();
        return open != null && open.isConnected();
    }

    /** Messages that were handed to the broker. */
    long published() {
        return links.published();
    }

    /** Bytes of blobs that were handed to the broker, as they travel. */
    long recipeBytes() {
        return links.recipeBytes();
    }

    /** Messages that were set aside. */
    Rejections rejections() {
        return rejections;
    }

    /** What is wrong here, for people. */
    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        Optional<StandBy> waiting = standBy();
        if (waiting.isPresent()) {
            return List.of(waiting.get().why());
        }
        if (trouble != null) {
            troubles.add(trouble);
        }
        troubles.addAll(links.troubles());
        String relocation = views.picture().relocation();
        if (!relocation.isEmpty()) {
            troubles.add(relocation);
        }
        return troubles;
    }

    /** Ends all threads. Agents and machines go on. Never throws. */
    @Override
    public void close() {
        closed = true;
        opener.cancel();
        synchronized (pauses) {
            pauses.notifyAll();
        }
        inbox.wake();
        try {
            thread.join(10_000);
            links.close();
            control.execute(() -> links.setOpen(false));
            control.shutdown();
            if (!control.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The messaging does not close");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        targets.close();
        events.close();
        scheduler.shutdownNow();
        answers.shutdown();
    }
}
