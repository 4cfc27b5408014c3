package net.roboconf.agent.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.DesiredAncestor;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext;

/** Has steps run. That a step has begun is on the disk before it begins, so that a crash leaves no step unknown. */
final class Steps {

    private final AgentState state;
    private final Importer importer;

    Steps(AgentState state, Importer importer) {
        this.state = state;
        this.importer = importer;
    }

    boolean hasPlugin(Instance instance) {
        return state.installers.contains(AgentEvent.PluginsChanged.EVERY)
                || state.installers.contains(instance.desired.installer().toLowerCase(Locale.ROOT));
    }

    /** Whether its plug-in is there, and only not used for a while. */
    boolean hasSuspendedPlugin(Instance instance) {
        return !hasPlugin(instance) && state.whySuspended(instance) != null;
    }

    String missingPlugin(Instance instance) {
        String suspended = state.whySuspended(instance);
        if (suspended != null) {
            return suspended;
        }
        String installer = instance.desired.installer();
        String known = state.missingInstallers.get(installer.toLowerCase(Locale.ROOT));
        if (known != null) {
            return "The plug-in for the installer '" + installer + "' is missing: " + known
                    + ". The instance goes on by itself when it can be used";
        }
        String guessed = state.missingInstallers.get(AgentEvent.PluginsChanged.EVERY);
        return "No plug-in for the installer '" + installer + "' is installed on this agent; "
                + "the instance goes on by itself when one is"
                + (guessed == null ? "" : ". It may be the one that does not run: " + guessed);
    }

    /** Begins a step with the imports that are there now. */
    void run(Instance instance, Step step, ImportChange change) {
        run(instance, step, change, importer.present(instance));
    }

    /** Begins a step with these imports. */
    void run(
            Instance instance,
            Step step,
            ImportChange change,
            Map<ExportsSubject, Map<InstancePath, AppliedImport>> imports) {
        instance.runningStep = step;
        instance.runningStepId = state.nextStepId();
        if (step == Step.CHECK) {
            // First, that the step before has ended: after a crash the newest one must be taken for cut off.
            state.save(instance);
            state.store(new Memo.Check(instance.path, instance.runningStepId), false);
        } else {
            // Updates and checks are cheap to lose: only what changes the software's life waits for the disk.
            state.saveLater(instance, step != Step.UPDATE && step != Step.RECONFIGURE);
            state.save(instance);
        }
        state.effect(new AgentEffect.RunStep(new StepOrder(
                instance.runningStepId,
                step,
                state.application,
                instance.path,
                instance.desired.component(),
                instance.desired.installer(),
                state.exportsOf(instance),
                ancestors(instance),
                Importer.forStep(instance, state.application, imports),
                instance.desired.data(),
                change,
                limit(instance, step))));
    }

    void cancel(Instance instance) {
        if (instance.runningStepId != null) {
            state.effect(new AgentEffect.CancelStep(instance.runningStepId));
        }
    }

    private long limit(Instance instance, Step step) {
        Supervision supervision = instance.desired.supervision();
        // Checks that are slow by nature, as those of Puppet are, are made at long intervals: these may take long, too.
        return step == Step.CHECK
                ? Math.min(
                        supervision.stepTimeLimit(), Math.max(state.tuning.checkLimit(), supervision.checkInterval()))
                : supervision.stepTimeLimit();
    }

    private List<StepContext.Ancestor> ancestors(Instance instance) {
        List<StepContext.Ancestor> ancestors = new ArrayList<>();
        for (Instance above = instance.parent; above != null; above = above.parent) {
            ancestors.add(new StepContext.Ancestor(above.path, above.desired.component(), state.exportsOf(above)));
        }
        for (DesiredAncestor above : state.ancestors) {
            ancestors.add(new StepContext.Ancestor(
                    above.path(), above.component(), state.exports(above.exports(), above.addressExports())));
        }
        return ancestors;
    }
}
