package net.roboconf.agent.internal.engine;

import java.util.Set;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.InstancePath;

/** What the surroundings of the engine are to do. They begin effects in order and wait for none, but for {@link Store}. */
public sealed interface AgentEffect {

    /**
     * Keep this.
     *
     * @param memo what to keep
     * @param durable whether it must be on the disk before any later effect is begun; otherwise it is enough that it
     *     survives the end of the process
     */
    record Store(Memo memo, boolean durable) implements AgentEffect {}

    /**
     * These subscriptions are wanted, and no others.
     *
     * @param wanted all of them
     */
    record Subscribe(Set<Subscription> wanted) implements AgentEffect {}

    /**
     * Publish a message.
     *
     * @param to where
     * @param message what
     */
    record Send(Address to, Message message) implements AgentEffect {}

    /**
     * Bring the files of a recipe into the instance's recipe folder, in place of what is there. Ends with {@link
     * AgentEvent.RecipeReady} or {@link AgentEvent.RecipeUnavailable}.
     *
     * @param path the instance
     * @param installer asked for the recipe's optional steps
     * @param recipe which; null for an empty one
     */
    record FetchRecipe(InstancePath path, String installer, RecipeRef recipe) implements AgentEffect {}

    /**
     * Bring the files of the machine's target and run its scripts, one after the other. Ends with {@link
     * AgentEvent.ScriptsEnded}.
     *
     * @param id names this run; never used twice on a host
     * @param machine the machine's instance
     * @param files which
     */
    record RunScripts(String id, InstancePath machine, RecipeRef files) implements AgentEffect {}

    /**
     * Run a step. Ends with {@link AgentEvent.StepEnded}. After an {@code UNDEPLOY} that succeeded the instance's folders
     * are deleted before that event.
     *
     * @param order which
     */
    record RunStep(StepOrder order) implements AgentEffect {}

    /**
     * End a step that runs; its {@link AgentEvent.StepEnded} comes as ever.
     *
     * @param stepId which run
     */
    record CancelStep(String stepId) implements AgentEffect {}

    /**
     * End what is left of a step that a crash of the agent cut off, if anything is. Ends with {@link
     * AgentEvent.StepAbandoned}.
     *
     * @param stepId which run
     * @param path the instance
     * @param installer its plug-in
     * @param step which step it was
     */
    record AbandonStep(String stepId, InstancePath path, String installer, Step step) implements AgentEffect {}

    /**
     * Ring once.
     *
     * @param timer replaces an earlier one with this id
     * @param generation comes back with the event
     * @param delay in milliseconds from the event that caused this; 0 or more
     */
    record SetTimer(TimerId timer, long generation, long delay) implements AgentEffect {}

    /**
     * A person wants the suspended plug-in of an installer to be used.
     *
     * @param installer in any case
     */
    record AllowPlugin(String installer) implements AgentEffect {}

    /**
     * Nobody will ask for an instance any more: what its steps printed can go.
     *
     * @param path the instance
     */
    record DropLog(InstancePath path) implements AgentEffect {}

    /**
     * Answer a call with the end of an instance's log.
     *
     * @param callId of the call
     * @param path the instance
     * @param maxBytes how much at most
     */
    record AnswerWithLog(String callId, InstancePath path, int maxBytes) implements AgentEffect {}
}
