package net.roboconf.agent.internal.engine;

import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.messaging.Supervision;

/** Notices software that died by itself, and starts it again by its restart policy: with growing delays, and an end. */
final class Supervisor {

    /** One bad answer may be a machine under load; two in a row are not. */
    private static final int FAILED_CHECKS = 2;

    /** Between the first bad answer and the question that decides, in milliseconds. */
    private static final long SECOND_LOOK = 1_000;

    private final AgentState state;
    private final Exporter exporter;
    private final Importer importer;
    private final Steps steps;

    Supervisor(AgentState state, Exporter exporter, Importer importer, Steps steps) {
        this.state = state;
        this.exporter = exporter;
        this.importer = importer;
        this.steps = steps;
    }

    void started(Instance instance) {
        instance.failedChecks = 0;
        instance.checkDue = false;
        instance.startedAt = state.now().monotonic();
        watch(instance);
    }

    void watch(Instance instance) {
        long interval = instance.desired.supervision().checkInterval();
        if (interval > 0 && instance.optionalSteps.contains(Step.CHECK)) {
            state.timers.set(checkTimer(instance), interval);
        }
    }

    void checkTimerRang(Instance instance) {
        if (instance.state != InstanceState.DEPLOYED_STARTED) {
            return;
        }
        if (state.held || !steps.hasPlugin(instance)) {
            watch(instance);
        } else if (instance.isBusy()) {
            instance.checkDue = true;
        } else {
            steps.run(instance, Step.CHECK, null);
        }
    }

    /**
     * Makes up for a check that another step was in the way of, before the next update: one that fails again and again
     * would leave no room for it.
     */
    void runDueCheck(Instance instance) {
        if (instance.checkDue) {
            instance.checkDue = false;
            checkTimerRang(instance);
        }
    }

    void checked(Instance instance, StepReport report) {
        if (instance.state != InstanceState.DEPLOYED_STARTED) {
            return;
        }
        if (report.outcome() == Reason.STEP_CANCELLED || report.outcome() == Reason.PLUGIN_MISSING) {
            // That says nothing about the software.
            watch(instance);
        } else if (report.succeeded()) {
            instance.failedChecks = 0;
            note(instance, report.message());
            watch(instance);
        } else if (++instance.failedChecks < FAILED_CHECKS) {
            state.timers.set(checkTimer(instance), SECOND_LOOK);
        } else {
            instance.lastStep = report;
            died(instance, report);
        }
    }

    /** What a check could not ask is shown, and nothing is restarted for it. */
    private void note(Instance instance, String unasked) {
        if (!unasked.isEmpty() && (instance.reason == Reason.NONE || instance.reason == Reason.PROBE_MISSING)) {
            state.become(instance, InstanceState.DEPLOYED_STARTED, Reason.PROBE_MISSING, unasked);
        } else if (unasked.isEmpty() && instance.reason == Reason.PROBE_MISSING) {
            state.become(instance, InstanceState.DEPLOYED_STARTED, Reason.NONE, "");
        }
    }

    private void died(Instance instance, StepReport report) {
        exporter.withdraw(instance, false);
        // What ran on it has died with it: there is nothing to stop.
        instance.children.values().forEach(this::diedWithParent);
        problem(instance, Step.CHECK, Reason.CHECK_FAILED, report.message());
        restartLater(instance);
    }

    private void diedWithParent(Instance instance) {
        instance.children.values().forEach(this::diedWithParent);
        if (instance.isBusy()) {
            steps.cancel(instance);
        }
        if (instance.mayBeRunning) {
            instance.mayBeRunning = false;
            state.saveLater(instance, false);
        }
        if (instance.state == InstanceState.DEPLOYED_STARTED) {
            exporter.withdraw(instance, false);
            instance.letGoOfImports(List.of());
            importer.dealtWith();
            state.become(
                    instance,
                    InstanceState.WAITING_FOR_ANCESTOR,
                    Reason.PARENT_NOT_STARTED,
                    instance.parent.path + " has died");
        }
    }

    /** Puts an instance into {@code PROBLEM}; what must change before it is left is noted. */
    void problem(Instance instance, Step step, Reason reason, String message) {
        instance.lastStable = step == Step.DEPLOY ? InstanceState.NOT_DEPLOYED : InstanceState.DEPLOYED_STOPPED;
        instance.failedStep = step;
        instance.failedAttempt = instance.desired.attempt();
        instance.failedExpected = instance.desired.expected();
        instance.letGoOfImports(List.of());
        importer.dealtWith();
        state.become(instance, InstanceState.PROBLEM, reason, message);
        state.saveLater(instance, true);
    }

    /** Sets the next try of software that died or did not start; says so when there is none left. */
    void restartLater(Instance instance) {
        Supervision supervision = instance.desired.supervision();
        if (instance.startedAt > 0
                && state.now().monotonic() - instance.startedAt >= supervision.healthyAfter()
                && instance.failedStep == Step.CHECK) {
            instance.restarts = 0;
        }
        String what = instance.message;
        boolean died = instance.failedStep == Step.CHECK;
        if (instance.restarts >= supervision.restartAttempts()) {
            if (supervision.restartAttempts() > 0) {
                state.become(
                        instance,
                        InstanceState.PROBLEM,
                        died ? Reason.RESTARTS_EXHAUSTED : instance.reason,
                        what + "; given up after " + instance.restarts
                                + " restarts, ask for a retry when it is mended");
            }
            return;
        }
        long delay =
                Math.min(supervision.restartDelay() << Math.min(instance.restarts, 20), supervision.restartDelayMax());
        instance.restarts++;
        state.timers.set(restartTimer(instance), delay);
        state.become(
                instance,
                InstanceState.PROBLEM,
                died ? Reason.RESTARTING : instance.reason,
                what + "; starts again in " + Lengths.text(delay) + " (" + instance.restarts + " of "
                        + supervision.restartAttempts() + ")");
    }

    /** Whether a restart is set. */
    boolean restarts(Instance instance) {
        return state.timers.isSet(restartTimer(instance));
    }

    /** An order has come that ends the wait, or the time has. */
    void leaveProblem(Instance instance) {
        state.timers.cancel(restartTimer(instance));
        InstanceState next = instance.lastStable;
        instance.lastStable = null;
        instance.failedStep = null;
        instance.failedExpected = null;
        state.become(instance, next, Reason.NONE, "");
    }

    private static TimerId checkTimer(Instance instance) {
        return new TimerId(TimerId.Kind.CHECK, instance.path);
    }

    private static TimerId restartTimer(Instance instance) {
        return new TimerId(TimerId.Kind.RESTART, instance.path);
    }
}
