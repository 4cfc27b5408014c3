package net.roboconf.dm.internal.host;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.TargetCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls targets, many at the same time: a hundred machines take about as long as one. The engine asks for one call at a
 * time per machine, so that what waits is bounded by the number of machines.
 */
final class TargetRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetRunner.class);

    /** Threads that mostly wait for a provider. */
    private static final int THREADS = 256;

    /** A call that takes longer is interrupted, in milliseconds: ten minutes. {@link Target#LATE_CREATION} knows it. */
    private static final long LIMIT = 600_000;

    /** What is to be answered at once is waited for so long, in milliseconds. */
    static final long ANSWER_LIMIT = 10_000;

    private final Consumer<DmEvent> answers;
    private final AgentSettingsSource settings;
    private final Supplier<String> owner;
    private final BooleanSupplier mayAct;
    private final ScheduledExecutorService scheduler;
    private final ManagerScripts scripts;
    private final long answerLimit;
    private final ThreadPoolExecutor threads;
    private final ExecutorService questions = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            NamedThreads.daemon("roboconf-dm-question"));
    private final Map<String, InstalledTarget> targets = new ConcurrentHashMap<>();
    private volatile Map<String, String> reasons = Map.of();

    /** Says what the agent of a new machine must be told. */
    interface AgentSettingsSource {

        /** The settings; without messaging while there is none. */
        AgentSettings settings(TargetCall call, boolean withAccount);
    }

    /**
     * Without any target.
     *
     * @param owner names the store
     * @param mayAct asked before each call: it may have waited for long
     * @param scripts runs what targets want to have run here
     * @param answerLimit how long a target may take to answer what it has to answer at once, in milliseconds
     */
    TargetRunner(
            Consumer<DmEvent> answers,
            AgentSettingsSource settings,
            Supplier<String> owner,
            BooleanSupplier mayAct,
            ScheduledExecutorService scheduler,
            ManagerScripts scripts,
            long answerLimit) {
        this.answers = answers;
        this.settings = settings;
        this.owner = owner;
        this.mayAct = mayAct;
        this.scheduler = scheduler;
        this.scripts = scripts;
        this.answerLimit = answerLimit;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                NamedThreads.daemon("roboconf-dm-target"));
        threads.allowCoreThreadTimeOut(true);
    }

    void add(InstalledTarget target) {
        targets.put(target.handler(), target);
        tell();
    }

    void remove(InstalledTarget target) {
        if (targets.remove(target.handler(), target)) {
            tell();
        }
    }

    /** Says why other targets are not there: as in {@link DmEvent.TargetsChanged}. */
    void explain(Map<String, String> why) {
        reasons = Map.copyOf(why);
        tell();
    }

    /** The target with this handler, in lower case; null when it is not installed. */
    InstalledTarget target(String handler) {
        return targets.get(handler);
    }

    /** Says again which targets there are. */
    void tell() {
        Map<String, Long> handlers = new HashMap<>();
        targets.forEach((handler, target) -> handlers.put(handler, target.lateCreation()));
        answers.accept(new DmEvent.TargetsChanged(Map.copyOf(handlers), reasons));
    }

    /** Something that a target answers. */
    interface Question<T> {

        /** Asks. */
        T of(Target target) throws TargetException, InterruptedException;
    }

    /**
     * Asks a target something that it has to answer at once, on a thread of its own: one that never answers holds nobody
     * else up.
     *
     * @param returned run when the thread has come back from the target, however late that is
     * @return fails with what the target throws, or with a {@link TimeoutException} whose message is for people
     */
    <T> CompletableFuture<T> ask(InstalledTarget target, Question<T> question, Runnable returned) {
        return ask(target, question, answerLimit, returned);
    }

    /**
     * The same for what it asks its provider first.
     *
     * @param limit how long that may take, in milliseconds
     */
    <T> CompletableFuture<T> ask(InstalledTarget target, Question<T> question, long limit) {
        return ask(target, question, limit, () -> {});
    }

    private <T> CompletableFuture<T> ask(InstalledTarget target, Question<T> question, long millis, Runnable returned) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Future<?> running = questions.submit(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(target.target().getClass().getClassLoader());
            try {
                answer.complete(question.of(target.target()));
            } catch (Throwable e) {
                // Even a class that cannot be linked must end this question and nothing else.
                answer.completeExceptionally(e);
            } finally {
                thread.setContextClassLoader(before);
                returned.run();
            }
        });
        // What waits there for its time must not hold the target, which may be replaced meanwhile.
        String handler = target.handler();
        Future<?> limit = scheduler.schedule(
                () -> {
                    String late = "it did not answer within " + millis / 1_000 + " s";
                    if (answer.completeExceptionally(new TimeoutException(late))) {
                        LOG.error("The target '{}' holds a thread: {}", handler, late);
                        running.cancel(true);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
        answer.whenComplete((value, failure) -> limit.cancel(false));
        return answer;
    }

    void begin(TargetCall call) {
        scripts.end(call.key());
        if (call.kind() == TargetCall.Kind.CONFIGURE) {
            // However long they take: each script has a limit of its own.
            scripts.begin(call.key(), () -> answers.accept(answer(call)));
            return;
        }
        Future<?> running = threads.submit(() -> answers.accept(answer(call)));
        scheduler.schedule(() -> running.cancel(true), LIMIT, TimeUnit.MILLISECONDS);
    }

    private DmEvent answer(TargetCall call) {
        InstalledTarget installed = targets.get(call.handler());
        if (installed == null) {
            return failed(call, "The handler '" + call.handler() + "' was taken away", true);
        }
        Target target = installed.target();
        if (!mayAct.getAsBoolean()) {
            return failed(call, "This Deployment Manager is not active any more", false);
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(target.getClass().getClassLoader());
        try {
            LOG.debug("{}", call);
            return ask(target, call);
        } catch (TargetException e) {
            LOG.debug("{} failed", call, e);
            return failed(call, said(e), e.isOutcomeUnknown());
        } catch (InterruptedException e) {
            return failed(call, "The target did not answer within " + LIMIT / 60_000 + " minutes", true);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The target '{}' failed with something unexpected: {}", call.handler(), e.toString());
            LOG.debug("{} failed", call, e);
            return failed(call, "The target '" + call.handler() + "' failed with " + e, true);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private DmEvent ask(Target target, TargetCall call) throws TargetException, InterruptedException {
        return switch (call.kind()) {
            case CREATE -> {
                MachineRequest request = request(target, call);
                yield request.agent().messagingType().isEmpty()
                        ? failed(call, "The messaging was taken away", true)
                        : new DmEvent.MachineMade(call.id(), target.create(request));
            }
            case FIND -> {
                Optional<String> found = target.find(request(target, call));
                yield found.isPresent()
                        ? new DmEvent.MachineMade(call.id(), found.get())
                        : new DmEvent.MachineAbsent(call.id());
            }
            case STATUS ->
                new DmEvent.MachineIs(call.id(), target.status(call.properties(), call.key(), call.machineId()));
            case CONFIGURE -> configure(target, call);
            case TERMINATE -> {
                scripts.forget(call.key());
                target.terminate(call.properties(), call.key(), call.machineId());
                yield new DmEvent.TerminationAccepted(call.id());
            }
        };
    }

    private DmEvent configure(Target target, TargetCall call) throws TargetException, InterruptedException {
        AgentSettings agent = settings.settings(call, target.needsAccount(call.properties()));
        if (agent.messagingType().isEmpty()) {
            return failed(call, "The messaging was taken away", true);
        }
        List<String> addresses =
                target.facts(call.properties(), call.key(), call.machineId()).addresses();
        String reported = call.address() == null ? "" : call.address();
        try {
            scripts.run(call, agent, addresses.isEmpty() ? reported : addresses.get(0), owner.get());
            return new DmEvent.MachineConfigured(call.id());
        } catch (StepFailure e) {
            LOG.warn("A script of the target of {}{} failed: {}", call.application(), call.path(), e.getMessage());
            return new DmEvent.ScriptFailed(call.id(), e.getMessage());
        } catch (IOException e) {
            LOG.warn(
                    "The scripts of the target of {}{} cannot be run: {}",
                    call.application(),
                    call.path(),
                    e.toString());
            return new DmEvent.ScriptFailed(
                    call.id(), "The scripts of the target cannot be run here: " + e.getMessage());
        }
    }

    private MachineRequest request(Target target, TargetCall call) {
        return new MachineRequest(
                owner.get(),
                call.key(),
                call.application(),
                call.path(),
                call.properties(),
                settings.settings(call, target.needsAccount(call.properties())));
    }

    private static DmEvent failed(TargetCall call, String why, boolean outcomeUnknown) {
        return new DmEvent.TargetFailed(call.id(), why, outcomeUnknown);
    }

    private static String said(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        questions.shutdownNow();
        scripts.close();
    }
}
