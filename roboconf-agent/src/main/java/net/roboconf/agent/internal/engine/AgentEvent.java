package net.roboconf.agent.internal.engine;

import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;

/** What can happen to an agent. */
public sealed interface AgentEvent {

    /** Messages can pass, and all subscriptions that were asked for are in force. */
    record Connected() implements AgentEvent {}

    /** Messages cannot pass. */
    record Disconnected() implements AgentEvent {}

    /**
     * A message came.
     *
     * @param message what was said
     * @param sender the broker-checked account: a machine key, or that of the Deployment Manager
     */
    record Received(Message message, String sender) implements AgentEvent {}

    /**
     * A message may be lost.
     *
     * @param to where it was sent
     * @param message what it said
     */
    record Unconfirmed(Address to, Message message) implements AgentEvent {}

    /**
     * Answers {@link AgentEffect.FetchRecipe}: the files are on disk.
     *
     * @param path the instance
     * @param optionalSteps which of {@code CHECK} and {@code RECONFIGURE} its recipe has
     */
    record RecipeReady(InstancePath path, Set<Step> optionalSteps) implements AgentEvent {}

    /**
     * Answers {@link AgentEffect.FetchRecipe}: the files cannot be had.
     *
     * @param path the instance
     * @param message why, for people
     */
    record RecipeUnavailable(InstancePath path, String message) implements AgentEvent {}

    /**
     * Answers {@link AgentEffect.RunStep}.
     *
     * @param stepId which run
     * @param report how it ended
     */
    record StepEnded(String stepId, StepReport report) implements AgentEvent {}

    /**
     * Answers {@link AgentEffect.RunScripts}.
     *
     * @param id which run
     * @param outcome {@link Reason#NONE} when all succeeded, else why one did not
     * @param message one sentence about the failure; empty when they succeeded
     */
    record ScriptsEnded(String id, Reason outcome, String message) implements AgentEvent {}

    /**
     * Answers {@link AgentEffect.AbandonStep}: nothing of that run is left.
     *
     * @param stepId which run
     */
    record StepAbandoned(String stepId) implements AgentEvent {}

    /**
     * Plug-ins came or went.
     *
     * @param installers all installers that can be served now, in lower case; {@link #EVERY} stands for all there are
     * @param reasons why others cannot be, for people: by the installer, or under {@link #EVERY} where any may be meant
     * @param suspended installers whose plug-in is there, but is not used for a while, in lower case, each with a sentence
     *     that says so; {@link #EVERY} stands for those of a plug-in that has never said which it serves
     */
    record PluginsChanged(Set<String> installers, Map<String, String> reasons, Map<String, String> suspended)
            implements AgentEvent {

        /** No installer has this name. */
        public static final String EVERY = "*";

        /** With nothing to say about others. */
        public PluginsChanged(Set<String> installers) {
            this(installers, Map.of(), Map.of());
        }
    }

    /**
     * A probe has found something.
     *
     * @param path the instance that was probed
     * @param name what kind of thing was found; cut to {@link net.roboconf.core.messaging.Signal#NAME_LIMIT} characters
     * @param text what exactly; cut to {@link net.roboconf.core.messaging.Signal#TEXT_LIMIT} characters
     * @param dropped how many signals right before it had to be given up
     */
    record Signalled(InstancePath path, String name, String text, long dropped) implements AgentEvent {}

    /**
     * A timer rang.
     *
     * @param timer which
     * @param generation of {@link AgentEffect.SetTimer}; a stale one is ignored
     */
    record TimerRang(TimerId timer, long generation) implements AgentEvent {}
}
