package net.roboconf.dm.internal.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.Target;
import net.roboconf.core.target.TargetException;
import net.roboconf.dm.internal.engine.DmEvent;
import net.roboconf.dm.internal.engine.Handlers;
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

    private final Consumer<DmEvent> answers;
    private final AgentSettingsSource settings;
    private final BooleanSupplier mayAct;
    private final ScheduledExecutorService scheduler;
    private final ThreadPoolExecutor threads;
    private final Map<String, Target> targets = new ConcurrentHashMap<>();

    /** Says what the agent of a new machine must be told. */
    interface AgentSettingsSource {

        /** The settings; without messaging while there is none. */
        AgentSettings settings(TargetCall call, boolean withAccount);
    }

    /** @param mayAct asked before each call: it may have waited for long */
    TargetRunner(
            Consumer<DmEvent> answers,
            AgentSettingsSource settings,
            BooleanSupplier mayAct,
            ScheduledExecutorService scheduler) {
        this.answers = answers;
        this.settings = settings;
        this.mayAct = mayAct;
        this.scheduler = scheduler;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                NamedThreads.daemon("roboconf-dm-target"));
        threads.allowCoreThreadTimeOut(true);
    }

    void add(Target target) {
        targets.put(Handlers.normal(target.handler()), target);
        tell();
    }

    void remove(Target target) {
        if (targets.remove(Handlers.normal(target.handler()), target)) {
            tell();
        }
    }

    /** The target with this handler, in lower case; null when it is not installed. */
    Target target(String handler) {
        return targets.get(handler);
    }

    /** Says again which targets there are. */
    void tell() {
        Map<String, Long> handlers = new HashMap<>();
        targets.forEach(
                (handler, target) -> handlers.put(handler, target.lateCreation().toMillis()));
        answers.accept(new DmEvent.TargetsChanged(Map.copyOf(handlers)));
    }

    void begin(TargetCall call) {
        Future<?> running = threads.submit(() -> answers.accept(answer(call)));
        scheduler.schedule(() -> running.cancel(true), LIMIT, TimeUnit.MILLISECONDS);
    }

    private DmEvent answer(TargetCall call) {
        Target target = targets.get(call.handler());
        if (target == null) {
            return failed(call, "The handler '" + call.handler() + "' was taken away", true);
        }
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
            case TERMINATE -> {
                target.terminate(call.properties(), call.key(), call.machineId());
                yield new DmEvent.TerminationAccepted(call.id());
            }
        };
    }

    private MachineRequest request(Target target, TargetCall call) {
        return new MachineRequest(
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
    }
}
