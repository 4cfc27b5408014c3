package net.roboconf.agent.internal.engine;

import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.PROBLEM;
import static net.roboconf.core.lifecycle.InstanceState.STOPPING;

import java.util.HashMap;
import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;

/**
 * Brings back what an earlier run of the agent knew.
 *
 * <p>The software goes on without its agent, so what was started counts as started, and its imports as applied. A step
 * that was cut off is ended with all it started, then done again from the state before it. If the kernel was started
 * anew, nothing runs any more.
 */
final class Recovery {

    private final AgentState state;
    private final Importer importer;
    private final Exporter exporter;
    private final Orders orders;
    private final Supervisor supervisor;

    Recovery(AgentState state, Importer importer, Exporter exporter, Orders orders, Supervisor supervisor) {
        this.state = state;
        this.importer = importer;
        this.exporter = exporter;
        this.orders = orders;
        this.supervisor = supervisor;
    }

    void recover(AgentMemory memory) {
        boolean rebooted =
                memory.epoch().starts() > 0 && !memory.epoch().kernelBoot().equals(state.me.kernelBoot());
        if (memory.order() != null) {
            orders.context(memory.order());
        }
        memory.voided().values().forEach(importer::remember);
        memory.statements().values().forEach(ofSubject -> ofSubject.values().forEach(importer::remember));
        memory.exported().forEach(exporter::remember);
        memory.instances().values().forEach(memo -> {
            Instance instance = orders.add(memo.desired());
            restore(instance, memo);
            memory.applied(instance.path)
                    .forEach((subject, exporters) -> instance.applied.put(subject, new HashMap<>(exporters)));
        });
        importer.subscribe().forEach(exporter::tellSelf);
        state.instances.values().forEach(instance -> resume(instance, memory.check(instance.path), rebooted));
        if (rebooted) {
            // Killed before this, the next life must know too that nothing runs any more of what is not noted yet.
            state.saveAll();
            state.store(new Memo.Epoch(state.epoch, state.me.kernelBoot()), false);
        }
        exporter.restateAll();
    }

    private static void restore(Instance instance, Memo.Instance memo) {
        instance.state = memo.state();
        instance.reason = memo.reason();
        instance.message = memo.message();
        instance.since = memo.since();
        instance.lastStable = memo.lastStable();
        instance.failedStep = memo.failedStep();
        instance.failedAttempt = memo.failedAttempt();
        instance.failedExpected = memo.failedExpected();
        instance.starts = memo.starts();
        instance.optionalSteps = memo.optionalSteps();
        instance.lastStep = memo.lastStep();
        instance.runningStep = memo.runningStep();
        instance.runningStepId = memo.runningStepId();
        instance.mayBeRunning = memo.mayBeRunning();
        memo.unsure()
                .forEach((subject, exporters) ->
                        exporters.forEach((path, told) -> instance.unsure.put(new ExporterKey(subject, path), told)));
    }

    private void resume(Instance instance, String lastCheck, boolean rebooted) {
        Step cutOff = instance.runningStep;
        String cutOffId = instance.runningStepId;
        instance.runningStep = null;
        instance.runningStepId = null;
        if (cutOff == null && lastCheck != null && instance.state == DEPLOYED_STARTED) {
            cutOff = Step.CHECK;
            cutOffId = lastCheck;
        }
        if (cutOff != null && !rebooted) {
            instance.preparing = true;
            state.effect(new AgentEffect.AbandonStep(cutOffId, instance.path, instance.desired.installer(), cutOff));
            instance.runningStepId = cutOffId;
        }
        InstanceState before = stateBefore(instance.state, cutOff);
        if (rebooted && (before == DEPLOYED_STARTED || before == STOPPING)) {
            instance.applied.clear();
            state.become(instance, DEPLOYED_STOPPED, Reason.MACHINE_REBOOTED, "");
        } else if (before != instance.state) {
            state.become(instance, before, Reason.NONE, "");
        }
        boolean mayBeRunning = !rebooted && (instance.mayBeRunning || mayBeRunning(instance, cutOff));
        if (mayBeRunning != instance.mayBeRunning) {
            instance.mayBeRunning = mayBeRunning;
            state.saveLater(instance, false);
        }
        if (instance.state == DEPLOYED_STARTED) {
            importer.compare(instance);
            exporter.export(instance);
            supervisor.started(instance);
        } else if (instance.state == PROBLEM
                && (instance.failedStep == Step.START || instance.failedStep == Step.CHECK)) {
            supervisor.restartLater(instance);
        }
        state.advanceLater(instance);
    }

    private static InstanceState stateBefore(InstanceState state, Step cutOff) {
        return switch (state) {
            case DEPLOYING -> NOT_DEPLOYED;
            case STARTING, UNDEPLOYING -> DEPLOYED_STOPPED;
            // A drain alone has changed nothing; a stop that has begun is done again, or undone by a start.
            case STOPPING -> cutOff == Step.STOP ? DEPLOYED_STOPPED : DEPLOYED_STARTED;
            case NOT_DEPLOYED, DEPLOYED_STOPPED, UNRESOLVED, WAITING_FOR_ANCESTOR, DEPLOYED_STARTED, PROBLEM -> state;
        };
    }

    private static boolean mayBeRunning(Instance instance, Step cutOff) {
        return instance.state == DEPLOYED_STARTED
                || cutOff == Step.START
                || cutOff == Step.STOP
                || instance.state == PROBLEM
                        && List.of(Step.START, Step.CHECK, Step.STOP).contains(instance.failedStep);
    }
}
