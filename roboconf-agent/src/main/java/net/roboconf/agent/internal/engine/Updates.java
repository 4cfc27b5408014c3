package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.ImportChange;

/**
 * Brings changed imports to started instances. What waits is only <em>which</em> exporters may have changed; what has
 * changed is found by comparing when the step begins. So equal values run nothing, an exporter that came and went unseen
 * runs nothing, and of several changes of one exporter only the newest is seen. Only what was begun and has not succeeded
 * is told again whatever it compares to.
 */
final class Updates {

    private final AgentState state;
    private final Importer importer;
    private final Steps steps;

    Updates(AgentState state, Importer importer, Steps steps) {
        this.state = state;
        this.importer = importer;
        this.steps = steps;
    }

    /** Begins the next update of a started instance that has one due and is not busy. */
    void run(Instance instance) {
        Map<ExporterKey, MachineKey> due = new HashMap<>();
        instance.waiting.all().forEach((exporter, because) -> {
            AppliedImport present = importer.present(instance, exporter);
            AppliedImport applied = instance.appliedOf(exporter);
            if (Objects.equals(present, applied) && !instance.unsure.containsKey(exporter)) {
                instance.waiting.remove(exporter);
                importer.dealtWith();
            } else {
                due.put(exporter, because);
            }
        });
        if (due.isEmpty()) {
            return;
        }
        if (!steps.hasPlugin(instance)) {
            return;
        }
        if (instance.optionalSteps.contains(Step.RECONFIGURE)) {
            due.forEach((exporter, because) -> take(instance, exporter, because));
            steps.run(instance, Step.RECONFIGURE, null);
        } else {
            ExporterKey first = first(instance);
            AppliedImport present = importer.present(instance, first);
            AppliedImport told = take(instance, first, due.get(first));
            steps.run(
                    instance,
                    Step.UPDATE,
                    new ImportChange(
                            first.subject().prefix(),
                            Importer.imported(first.subject(), first.path(), told),
                            present != null));
        }
    }

    /** Withdrawals go before additions. */
    private ExporterKey first(Instance instance) {
        ExporterKey oldest = null;
        for (ExporterKey exporter : instance.waiting.all().keySet()) {
            if (importer.present(instance, exporter) == null) {
                return exporter;
            }
            oldest = oldest == null ? exporter : oldest;
        }
        return oldest;
    }

    /** Returns what the software will have been told of the exporter: its present values, or its last ones. */
    private AppliedImport take(Instance instance, ExporterKey exporter, MachineKey because) {
        AppliedImport present = importer.present(instance, exporter);
        AppliedImport applied = instance.appliedOf(exporter);
        AppliedImport told = present != null ? present : applied != null ? applied : instance.unsure.get(exporter);
        instance.applyingValues.put(exporter, present);
        instance.unsure.put(exporter, told);
        instance.applying.put(exporter, because);
        instance.waiting.remove(exporter);
        return told;
    }

    void ended(Instance instance, StepReport report) {
        if (report.succeeded()) {
            Map<ExportsSubject, Map<InstancePath, AppliedImport>> changed = new HashMap<>();
            Map<ExportsSubject, List<InstancePath>> removed = new HashMap<>();
            instance.applyingValues.forEach((exporter, value) -> {
                instance.apply(exporter, value);
                instance.repeat.remove(exporter);
                instance.unsure.remove(exporter);
                if (value == null) {
                    removed.computeIfAbsent(exporter.subject(), subject -> new ArrayList<>())
                            .add(exporter.path());
                } else {
                    changed.computeIfAbsent(exporter.subject(), subject -> new HashMap<>())
                            .put(exporter.path(), value);
                }
            });
            state.store(new Memo.Applied(instance.path, changed, removed, false), false);
            if (instance.repeat.isEmpty()) {
                instance.updateFailures = 0;
                state.timers.cancel(timer(instance));
                if (instance.state == InstanceState.DEPLOYED_STARTED) {
                    state.become(instance, instance.state, Reason.NONE, "");
                }
            }
        } else {
            instance.repeat.putAll(instance.applying);
            long delay = state.tuning.updateRetry() << Math.min(instance.updateFailures, 16);
            instance.updateFailures++;
            state.timers.set(timer(instance), Math.min(delay, state.tuning.updateRetryMax()));
            if (instance.state == InstanceState.DEPLOYED_STARTED) {
                state.become(instance, instance.state, Reason.UPDATE_FAILED, report.message());
            }
        }
        instance.applying.clear();
        instance.applyingValues.clear();
        importer.dealtWith();
    }

    /** It is time to repeat what has failed. */
    void repeat(Instance instance) {
        state.timers.cancel(timer(instance));
        instance.waiting.putAll(instance.repeat);
        instance.repeat.clear();
        state.advanceLater(instance);
    }

    /** The instance starts with what is there: nothing of it is an update. */
    void startsWith(Instance instance, Map<ExportsSubject, Map<InstancePath, AppliedImport>> imports) {
        instance.letGoOfImports(List.of());
        instance.unsure.clear();
        instance.applied.clear();
        imports.forEach((subject, exporters) -> instance.applied.put(subject, new HashMap<>(exporters)));
        state.store(new Memo.Applied(instance.path, imports, Map.of(), true), false);
        importer.dealtWith();
    }

    private static TimerId timer(Instance instance) {
        return new TimerId(TimerId.Kind.UPDATE_RETRY, instance.path);
    }
}
