package net.roboconf.agent.internal.engine;

import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYING;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.PROBLEM;
import static net.roboconf.core.lifecycle.InstanceState.STARTING;
import static net.roboconf.core.lifecycle.InstanceState.STOPPING;
import static net.roboconf.core.lifecycle.InstanceState.UNDEPLOYING;
import static net.roboconf.core.lifecycle.InstanceState.UNRESOLVED;
import static net.roboconf.core.lifecycle.InstanceState.WAITING_FOR_ANCESTOR;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;

/**
 * Brings each instance one step closer to what is expected of it.
 *
 * <p>{@link #advance} looks at one instance, does at most one thing, and is called again whenever something that it
 * depends on has changed: an order, its parent or a child, its imports, the end of a step. There is no list of planned
 * steps that could get out of date.
 *
 * <p>A stop goes through the whole sub-tree at once: as soon as a parent may not run, neither may its children, so all of
 * them withdraw their exports together. The {@code stop} steps then run from the leaves up, each when its importers have
 * let go and its children are quiet.
 */
final class LifeCycle {

    private static final TimerId PLUGINS = new TimerId(TimerId.Kind.PLUGINS, null);

    /** A message names so many importers that a drain waits for, and counts the others. */
    private static final int NAMED = 5;

    private final AgentState state;
    private final Exporter exporter;
    private final Importer importer;
    private final Steps steps;
    private final Updates updates;
    private final Supervisor supervisor;
    private final MachineScripts scripts;

    LifeCycle(
            AgentState state,
            Exporter exporter,
            Importer importer,
            Steps steps,
            Updates updates,
            Supervisor supervisor,
            MachineScripts scripts) {
        this.state = state;
        this.exporter = exporter;
        this.importer = importer;
        this.steps = steps;
        this.updates = updates;
        this.supervisor = supervisor;
        this.scripts = scripts;
    }

    void advance(Instance instance) {
        if (state.held) {
            return;
        }
        if (instance.isBusy()) {
            if (instance.runningStep == Step.CHECK && instance.state == DEPLOYED_STARTED && !mayRun(instance)) {
                steps.cancel(instance);
            } else if (instance.preparing && instance.state != DEPLOYING && instance.state != PROBLEM) {
                // What an earlier life left of a step is ended by its plug-in.
                lookForPlugin(instance);
            }
            return;
        }
        switch (instance.state) {
            case NOT_DEPLOYED -> deployIfDue(instance);
            case DEPLOYED_STOPPED, UNRESOLVED, WAITING_FOR_ANCESTOR -> advanceStopped(instance);
            case DEPLOYED_STARTED -> advanceStarted(instance);
            case STOPPING -> advanceStopping(instance);
            case PROBLEM -> advanceProblem(instance);
            case DEPLOYING, STARTING, UNDEPLOYING -> {
                // Only while busy; a restart of the agent leaves none of them behind.
            }
        }
    }

    private void deployIfDue(Instance instance) {
        if (instance.isExpected(NOT_DEPLOYED)) {
            state.become(instance, NOT_DEPLOYED, Reason.NONE, "");
        } else if (scripts.isPending()) {
            state.become(instance, NOT_DEPLOYED, Reason.PARENT_NOT_STARTED, scripts.whyPending());
        } else if (instance.parent != null && !isDeployed(instance.parent)) {
            state.become(instance, NOT_DEPLOYED, Reason.PARENT_NOT_STARTED, instance.parent.path + " is not deployed");
        } else if (!steps.hasPlugin(instance)) {
            state.become(instance, NOT_DEPLOYED, Reason.PLUGIN_MISSING, steps.missingPlugin(instance));
        } else {
            state.become(instance, DEPLOYING, Reason.RECIPE_FETCHING, "");
            fetch(instance);
        }
    }

    private void fetch(Instance instance) {
        instance.preparing = true;
        state.effect(
                new AgentEffect.FetchRecipe(instance.path, instance.desired.installer(), instance.desired.recipe()));
    }

    private void advanceStopped(Instance instance) {
        if (instance.mayBeRunning && mustStop(instance)) {
            beginStop(instance);
            return;
        }
        if (!instance.isExpected(DEPLOYED_STARTED)) {
            if (instance.isExpected(DEPLOYED_STOPPED)) {
                state.become(instance, DEPLOYED_STOPPED, keptReason(instance), keptMessage(instance));
            } else {
                undeployIfDue(instance);
            }
            return;
        }
        if (!parentRuns(instance)) {
            state.become(
                    instance,
                    WAITING_FOR_ANCESTOR,
                    Reason.PARENT_NOT_STARTED,
                    instance.parent.path + " is " + instance.parent.state);
            return;
        }
        List<String> missing = importer.missing(instance);
        if (!missing.isEmpty()) {
            state.become(instance, UNRESOLVED, Reason.IMPORT_MISSING, "waits for " + String.join(", ", missing));
        } else if (!steps.hasPlugin(instance)) {
            state.become(instance, DEPLOYED_STOPPED, Reason.PLUGIN_MISSING, steps.missingPlugin(instance));
        } else {
            start(instance);
        }
    }

    private void start(Instance instance) {
        Map<ExportsSubject, Map<InstancePath, AppliedImport>> imports = importer.present(instance);
        instance.mayBeRunning = true;
        state.become(instance, STARTING, Reason.NONE, "");
        updates.startsWith(instance, imports);
        steps.run(instance, Step.START, null, imports);
    }

    private void undeployIfDue(Instance instance) {
        for (Instance child : instance.children.values()) {
            if (child.state != NOT_DEPLOYED) {
                state.become(instance, DEPLOYED_STOPPED, Reason.NONE, child.path + " is still " + child.state);
                return;
            }
        }
        if (!steps.hasPlugin(instance)) {
            state.become(instance, DEPLOYED_STOPPED, Reason.PLUGIN_MISSING, steps.missingPlugin(instance));
            return;
        }
        state.become(instance, UNDEPLOYING, Reason.NONE, "");
        steps.run(instance, Step.UNDEPLOY, null);
    }

    private void advanceStarted(Instance instance) {
        if (!mayRun(instance)) {
            beginStop(instance);
        } else {
            if (!instance.exported) {
                exporter.export(instance);
            }
            supervisor.runDueCheck(instance);
            if (!instance.isBusy()) {
                updates.run(instance);
            }
            if (!instance.isBusy()) {
                lookForPlugin(instance);
            }
        }
    }

    /** Started software runs on without its plug-in; people are told, unless the plug-in may only be late. */
    private void lookForPlugin(Instance instance) {
        if (steps.hasPlugin(instance)) {
            if (instance.reason == Reason.PLUGIN_MISSING) {
                state.become(instance, instance.state, Reason.NONE, "");
            }
        } else if (steps.hasSuspendedPlugin(instance) || state.now().monotonic() >= state.pluginsDue) {
            state.become(instance, instance.state, Reason.PLUGIN_MISSING, steps.missingPlugin(instance));
        } else {
            state.timers.setOnce(PLUGINS, state.pluginsDue - state.now().monotonic());
        }
    }

    void pluginsChanged(AgentEvent.PluginsChanged changed) {
        Set<String> installers = changed.installers();
        state.suspended = changed.suspended();
        if (!installers.containsAll(state.installers)) {
            state.pluginsDue = Math.max(state.pluginsDue, state.now().monotonic() + state.tuning.pluginReplaced());
        }
        state.installers = installers;
        state.missingInstallers = changed.reasons();
        state.instances.values().forEach(state::advanceLater);
    }

    private void beginStop(Instance instance) {
        boolean ordered = !instance.isExpected(DEPLOYED_STARTED) || !parentRuns(instance);
        instance.letGoOfImports(ordered ? List.of() : importer.missing(instance));
        importer.dealtWith();
        exporter.withdraw(instance, true);
        boolean draining = !exporter.isDrained(instance);
        state.become(instance, STOPPING, draining ? Reason.DRAINING : Reason.NONE, draining ? waitsFor(instance) : "");
        state.advanceLater(instance);
    }

    private void advanceStopping(Instance instance) {
        boolean drained = exporter.isDrained(instance);
        if (!drained && mayRun(instance)) {
            // Wanted again before anything was stopped.
            exporter.endDrain(instance);
            instance.stopAwaitedBy.clear();
            importer.compare(instance);
            importer.dealtWith();
            state.become(instance, DEPLOYED_STARTED, Reason.NONE, "");
            exporter.export(instance);
            supervisor.watch(instance);
            state.advanceLater(instance);
            return;
        }
        if (!drained) {
            state.become(instance, STOPPING, Reason.DRAINING, waitsFor(instance));
            return;
        }
        for (Instance child : instance.children.values()) {
            if (!child.isQuiet()) {
                return;
            }
        }
        if (!steps.hasPlugin(instance)) {
            state.become(instance, STOPPING, Reason.PLUGIN_MISSING, steps.missingPlugin(instance));
            return;
        }
        exporter.endDrain(instance);
        if (instance.reason == Reason.DRAINING) {
            state.become(instance, STOPPING, Reason.NONE, "");
        }
        steps.run(instance, Step.STOP, null);
    }

    private void advanceProblem(Instance instance) {
        if (instance.isOnlyTakenForDead() && instance.parent != null && instance.parent.state == STOPPING) {
            // What only hung must not run on under a parent that is stopped.
            supervisor.leaveProblem(instance);
        } else if (instance.desired.attempt() > instance.failedAttempt
                || !instance.isExpected(instance.failedExpected)) {
            instance.restarts = 0;
            supervisor.leaveProblem(instance);
        }
    }

    void restartTimerRang(Instance instance) {
        if (instance.state == PROBLEM) {
            supervisor.leaveProblem(instance);
        }
    }

    void drainTimerRang(Instance instance) {
        if (instance.state == STOPPING && !instance.isBusy() && exporter.drainTimerRang(instance)) {
            String late = names(instance);
            exporter.endDrain(instance);
            state.become(instance, STOPPING, Reason.DRAIN_TIMEOUT, late + " did not let go of it in time");
            state.advanceLater(instance);
        }
    }

    void recipeReady(Instance instance, AgentEvent.RecipeReady ready) {
        instance.preparing = false;
        if (instance.state != DEPLOYING) {
            return;
        }
        instance.optionalSteps = ready.optionalSteps();
        if (instance.isExpected(NOT_DEPLOYED) || state.held) {
            state.become(instance, NOT_DEPLOYED, Reason.NONE, "");
        } else {
            state.become(instance, DEPLOYING, Reason.NONE, "");
            steps.run(instance, Step.DEPLOY, null);
        }
    }

    void recipeUnavailable(Instance instance, String message) {
        instance.preparing = false;
        if (instance.state == DEPLOYING) {
            supervisor.problem(instance, Step.DEPLOY, Reason.RECIPE_UNAVAILABLE, message);
        }
    }

    void ended(Instance instance, StepReport report) {
        Step step = instance.runningStep;
        instance.runningStep = null;
        instance.runningStepId = null;
        state.advanceLater(instance);
        if (step == Step.CHECK) {
            supervisor.checked(instance, report);
            return;
        }
        instance.lastStep = report;
        state.observedChanged = true;
        state.saveLater(instance, step != Step.UPDATE && step != Step.RECONFIGURE);
        if (report.outcome() == Reason.PLUGIN_MISSING && waitsForPlugin(instance, step)) {
            return;
        }
        switch (step) {
            case DEPLOY -> endedOrProblem(instance, step, report, DEPLOYED_STOPPED);
            case START -> endStart(instance, report);
            case UPDATE, RECONFIGURE -> updates.ended(instance, report);
            case STOP -> endStop(instance, report);
            case UNDEPLOY -> endedOrProblem(instance, step, report, NOT_DEPLOYED);
            case CHECK -> throw new IllegalStateException("Handled above");
        }
    }

    /**
     * Whether the instance goes back to where it was before a step that its plug-in did not run, or was cut off in because
     * it went away: there it waits for the plug-in.
     */
    private boolean waitsForPlugin(Instance instance, Step step) {
        InstanceState before =
                switch (step) {
                    case DEPLOY -> NOT_DEPLOYED;
                    case START, UNDEPLOY -> DEPLOYED_STOPPED;
                    case STOP -> STOPPING;
                    case UPDATE, RECONFIGURE, CHECK -> null;
                };
        if (before == null) {
            return false;
        }
        if (step == Step.START) {
            instance.letGoOfImports(List.of());
            importer.dealtWith();
        }
        state.become(instance, before, Reason.PLUGIN_MISSING, steps.missingPlugin(instance));
        return true;
    }

    private void endedOrProblem(Instance instance, Step step, StepReport report, InstanceState next) {
        if (report.succeeded()) {
            state.become(instance, next, Reason.NONE, "");
        } else {
            supervisor.problem(instance, step, report.outcome(), report.message());
        }
    }

    private void endStart(Instance instance, StepReport report) {
        if (report.succeeded()) {
            instance.starts++;
            state.become(instance, DEPLOYED_STARTED, Reason.NONE, "");
            supervisor.started(instance);
        } else if (!parentRuns(instance) || !instance.isExpected(DEPLOYED_STARTED)) {
            // What it was started on is gone, or it is not wanted any more: that is why it failed.
            instance.letGoOfImports(List.of());
            importer.dealtWith();
            state.become(instance, DEPLOYED_STOPPED, Reason.NONE, "");
        } else {
            supervisor.problem(instance, Step.START, report.outcome(), report.message());
            if (report.outcome() != Reason.STEP_CANCELLED) {
                supervisor.restartLater(instance);
            }
        }
    }

    private void endStop(Instance instance, StepReport report) {
        instance.stopAwaitedBy.clear();
        importer.dealtWith();
        instance.mayBeRunning = false;
        if (report.succeeded()) {
            boolean late = instance.reason == Reason.DRAIN_TIMEOUT;
            state.become(
                    instance,
                    DEPLOYED_STOPPED,
                    late ? Reason.DRAIN_TIMEOUT : Reason.NONE,
                    late ? instance.message : "");
        } else if (instance.isExpected(DEPLOYED_STOPPED)) {
            instance.mayBeRunning = true;
            supervisor.problem(instance, Step.STOP, report.outcome(), report.message());
        } else {
            // It is about to be undeployed, or to be started again: both cope with what is left.
            state.become(instance, DEPLOYED_STOPPED, report.outcome(), report.message());
        }
    }

    /** Whether the instance should run now: expected, on a parent that runs, with its imports there. */
    private boolean mayRun(Instance instance) {
        return instance.isExpected(DEPLOYED_STARTED)
                && parentRuns(instance)
                && importer.missing(instance).isEmpty();
    }

    /**
     * Whether what may still run must end before anything else. What a cut off step has left behind on a parent that is to run
     * is just started again.
     */
    private boolean mustStop(Instance instance) {
        return !instance.isExpected(DEPLOYED_STARTED)
                || instance.parent != null && instance.parent.state == STOPPING
                || instance.mayHang()
                || !importer.missing(instance).isEmpty();
    }

    private boolean parentRuns(Instance instance) {
        return instance.parent == null || instance.parent.state == DEPLOYED_STARTED && mayRun(instance.parent);
    }

    private static boolean isDeployed(Instance instance) {
        return switch (instance.state) {
            case DEPLOYED_STOPPED, UNRESOLVED, WAITING_FOR_ANCESTOR, STARTING, DEPLOYED_STARTED, STOPPING -> true;
            case NOT_DEPLOYED, DEPLOYING, UNDEPLOYING -> false;
            case PROBLEM -> instance.lastStable != NOT_DEPLOYED;
        };
    }

    /** A stop that went wrong, or was not waited for, stays visible until the next thing happens. */
    private static Reason keptReason(Instance instance) {
        return instance.state == DEPLOYED_STOPPED && instance.reason == Reason.DRAIN_TIMEOUT
                ? Reason.DRAIN_TIMEOUT
                : Reason.NONE;
    }

    private static String keptMessage(Instance instance) {
        return keptReason(instance) == Reason.NONE ? "" : instance.message;
    }

    private String waitsFor(Instance instance) {
        return "waits for " + names(instance) + " to let go of it";
    }

    private String names(Instance instance) {
        Set<String> late = exporter.waitingFor(instance);
        String names = late.stream().limit(NAMED).collect(Collectors.joining(", "));
        return late.size() <= NAMED ? names : names + " and " + (late.size() - NAMED) + " more";
    }
}
