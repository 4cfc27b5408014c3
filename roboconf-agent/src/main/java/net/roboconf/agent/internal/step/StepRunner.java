package net.roboconf.agent.internal.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import net.roboconf.agent.internal.engine.AgentEffect;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.agent.internal.probe.HealthCheck;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.osgi.ServiceOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of one agent. The engine sees to it that an instance has at most one step at a time; this class sees to
 * it that a step ends: by itself, by its time limit, by a person, or because its plug-in went away. Methods return at
 * once and are thread-safe; results come as events, from any thread.
 */
public final class StepRunner {

    /** What a step that an earlier run of the agent left behind may take to be ended, in milliseconds. */
    private static final long ABANDON_LIMIT = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

    private final PluginSource plugins;
    private final PluginWaits waits;
    private final InstanceFolders folders;
    private final Executor work;
    private final ScheduledExecutorService timer;
    private final LongSupplier wallClock;
    private final Duration grace;
    private final StuckThreads stuckThreads;
    private final HealthCheck health;
    private final Map<String, StepRun> running = new ConcurrentHashMap<>();
    private final Map<InstancePath, ServiceOrigin> stuck = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Nothing runs yet.
     *
     * @param plugins where plug-ins are found
     * @param waits of this agent
     * @param folders of this agent
     * @param work runs steps
     * @param timer for time limits
     * @param wallClock milliseconds since 1970
     * @param grace how long a step that was told to end may take to do so
     * @param stuckThreads counts the threads of those that did not
     * @param health what probes add to checks
     */
    public StepRunner(
            PluginSource plugins,
            PluginWaits waits,
            InstanceFolders folders,
            Executor work,
            ScheduledExecutorService timer,
            LongSupplier wallClock,
            Duration grace,
            StuckThreads stuckThreads,
            HealthCheck health) {
        this.plugins = plugins;
        this.waits = waits;
        this.folders = folders;
        this.work = work;
        this.timer = timer;
        this.wallClock = wallClock;
        this.grace = grace;
        this.stuckThreads = stuckThreads;
        this.health = health;
    }

    /** Runs a step; ends with {@link AgentEvent.StepEnded}. */
    public void run(StepOrder order, Consumer<AgentEvent> events) {
        Consumer<StepReport> end = report -> events.accept(new AgentEvent.StepEnded(order.stepId(), report));
        ServiceOrigin inside = stuck.get(order.path());
        if (inside != null) {
            end.accept(notRun(
                    order,
                    Reason.STEP_FAILED,
                    "an earlier step of the instance was cut off and the plug-in " + inside
                            + " has not returned from it yet; restart the agent if it never does"));
        } else {
            begin(order, new StepCall(order, folders, health), end);
        }
    }

    /** Wants a step to end, because a person said so. */
    public void cancel(String stepId) {
        StepRun run = running.get(stepId);
        if (run != null) {
            run.end(Reason.STEP_CANCELLED, run.order().step().recipeName() + " was cancelled");
        }
    }

    /**
     * Ends what is left of a step; ends with {@link AgentEvent.StepAbandoned}, which waits for a missing plug-in. The step
     * may even run in this process, when not the process but the engine began anew.
     */
    public void abandon(AgentEffect.AbandonStep effect, Consumer<AgentEvent> events) {
        StepRun run = running.get(effect.stepId());
        CompletableFuture<Void> left = CompletableFuture.completedFuture(null);
        if (run != null) {
            run.end(Reason.STEP_CANCELLED, effect.step().recipeName() + " was cut off when the agent began anew");
            left = run.left();
        }
        left.thenRun(() -> waits.whenServed(effect.installer(), () -> abandonWith(effect, events)));
    }

    private void abandonWith(AgentEffect.AbandonStep effect, Consumer<AgentEvent> events) {
        StepOrder order = new StepOrder(
                effect.stepId(),
                effect.step(),
                "",
                effect.path(),
                "",
                effect.installer(),
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                ABANDON_LIMIT);
        begin(order, new AbandonCall(order, folders), report -> {
            if (report.outcome() == Reason.PLUGIN_MISSING) {
                waits.whenServed(effect.installer(), () -> abandonWith(effect, events));
                return;
            }
            if (!report.succeeded()) {
                // The step is repeated on top of what is left: recipes are idempotent by contract.
                LOG.warn(
                        "What is left of {} of {} could not be ended: {}",
                        effect.step().recipeName(),
                        effect.path(),
                        report.message());
            }
            events.accept(new AgentEvent.StepAbandoned(effect.stepId()));
        });
    }

    private void begin(StepOrder order, PluginCall call, Consumer<StepReport> end) {
        if (closed) {
            return;
        }
        CompletableFuture<StepRun> begun = new CompletableFuture<>();
        String installer = order.installer();
        Optional<PluginUse> found = plugins.acquire(
                installer,
                () -> begun.thenAccept(run -> run.end(
                        Reason.PLUGIN_MISSING,
                        order.step().recipeName() + " was cut off because the plug-in for installer '" + installer
                                + "' went away")));
        if (found.isEmpty()) {
            end.accept(
                    notRun(order, Reason.PLUGIN_MISSING, "no plug-in for installer '" + installer + "' is installed"));
            return;
        }
        PluginUse use = found.get();
        StepOutput output = new StepOutput(new StepLogFile(folders.log(order.path()), wallClock), use.origin());
        StuckStep stuckStep = new StuckStep(order.path(), output);
        StepRun run = new StepRun(
                order,
                output,
                () -> call.in(use, output),
                new Ended(order, output, stuckStep, end),
                timer,
                grace,
                wallClock);
        running.put(order.stepId(), run);
        run.left().thenRun(() -> {
            use.close();
            stuckStep.left();
            running.remove(order.stepId(), run);
        });
        begun.complete(run);
        work.execute(run);
    }

    private StepReport notRun(StepOrder order, Reason reason, String message) {
        return new StepReport(order.step(), reason, message, null, "", wallClock.getAsLong(), 0);
    }

    /** Ends all steps and waits until they have, for the grace at most. Nothing is reported any more. */
    public void close() {
        closed = true;
        List<StepRun> left = List.copyOf(running.values());
        left.forEach(run ->
                run.end(Reason.STEP_CANCELLED, run.order().step().recipeName() + " was cut off when the agent ended"));
        CompletableFuture<Void> all =
                CompletableFuture.allOf(left.stream().map(StepRun::left).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Some steps did not end in {} s and are left alone", grace.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a step never fails", e);
        }
    }

    /** A step whose thread may not come back: until it does, its instance has no other step. */
    private final class StuckStep {

        private final InstancePath path;
        private final StepOutput output;

        // Guarded by this.
        private boolean inside;
        private boolean left;
        private ServiceOrigin plugin;

        StuckStep(InstancePath path, StepOutput output) {
            this.path = path;
            this.output = output;
        }

        synchronized void stay() {
            if (!left) {
                inside = true;
                plugin = output.inside();
                stuck.put(path, plugin);
                stuckThreads.add(plugin);
            }
        }

        synchronized void left() {
            left = true;
            if (inside) {
                stuck.remove(path);
                stuckThreads.remove(plugin);
            }
        }
    }

    /** Closes the log of a step and passes its report on. */
    private final class Ended implements StepRun.Reporter {

        private final StepOrder order;
        private final StepOutput output;
        private final StuckStep stuckStep;
        private final Consumer<StepReport> end;

        Ended(StepOrder order, StepOutput output, StuckStep stuckStep, Consumer<StepReport> end) {
            this.order = order;
            this.output = output;
            this.stuckStep = stuckStep;
            this.end = end;
        }

        @Override
        public void ended(StepReport report, boolean inside) {
            output.end(order.step(), report);
            output.close();
            if (report.succeeded()) {
                LOG.debug("{} of {} ended well", order.step().recipeName(), order.path());
            } else {
                LOG.info(
                        "{} of {} ended with {}: {}",
                        order.step().recipeName(),
                        order.path(),
                        report.outcome(),
                        report.message());
            }
            if (inside) {
                stuckStep.stay();
            }
            if (!closed) {
                end.accept(report);
            }
        }
    }
}
