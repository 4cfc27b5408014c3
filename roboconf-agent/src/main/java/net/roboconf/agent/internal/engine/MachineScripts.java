package net.roboconf.agent.internal.engine;

import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.DesiredScripts;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.core.model.InstancePath;

/**
 * Has the scripts of the machine's target run once, before anything is deployed on it. That they have succeeded is
 * remembered; after a crash in between they run again from the first.
 */
final class MachineScripts {

    private final AgentState state;

    private InstancePath machine;

    /** What is to run; null for nothing. */
    private DesiredScripts wanted;

    /** How they have ended; null while they never did. */
    private ObservedScripts ended;

    /** The run that is under way; null for none. */
    private String running;

    MachineScripts(AgentState state) {
        this.state = state;
    }

    void remember(ObservedScripts before) {
        ended = before;
    }

    void ordered(InstancePath path, DesiredScripts scripts) {
        machine = path;
        wanted = scripts;
    }

    /** Whether nothing may be deployed yet. */
    boolean isPending() {
        return wanted != null && (ended == null || !ended.succeeded());
    }

    /** Why nothing is deployed yet, for people. */
    String whyPending() {
        return running != null || ended == null
                ? "the scripts of the target of " + machine + " run first"
                : "the scripts of the target of " + machine + " have failed; see there";
    }

    /** How they have ended, as the Deployment Manager is told. */
    ObservedScripts observed() {
        return running == null ? ended : null;
    }

    /** Begins what is due. Called at the end of each event. */
    void look() {
        boolean failedBefore = ended != null && wanted != null && ended.attempt() == wanted.attempt();
        if (isPending() && running == null && !state.held && !failedBefore) {
            running = state.nextStepId();
            state.observedChanged = true;
            state.effect(new AgentEffect.RunScripts(running, machine, wanted.files()));
            state.instances.values().forEach(state::advanceLater);
        }
    }

    void ended(AgentEvent.ScriptsEnded event) {
        if (!event.id().equals(running)) {
            return;
        }
        running = null;
        ended = new ObservedScripts(
                wanted == null ? 0 : wanted.attempt(),
                event.outcome(),
                event.outcome() == Reason.NONE ? "" : event.message(),
                state.now().wall());
        state.store(new Memo.Scripts(ended), true);
        state.observedChanged = true;
        state.instances.values().forEach(state::advanceLater);
    }
}
