package net.roboconf.dm;

import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.model.InstancePath;

/**
 * Something that happened, told after it was stored.
 *
 * @param id grows; from 1
 * @param at wall-clock time in milliseconds since 1970
 * @param kind what kind of thing
 * @param application the application that it is about; empty when none
 * @param path the instance that it is about; null when none
 * @param state what the instance became; null when the event is not about a state
 * @param reason why; {@code NONE} when there is nothing to explain
 * @param message for people; may be empty
 * @param signal the name of what a probe has found; null when the event is no signal
 */
public record ManagerEvent(
        long id,
        long at,
        Kind kind,
        String application,
        InstancePath path,
        InstanceState state,
        Reason reason,
        String message,
        String signal) {

    /** What happened. */
    public enum Kind {
        /** A template was uploaded, or replaced. */
        TEMPLATE_ADDED,
        /** A template was deleted. */
        TEMPLATE_REMOVED,
        /** An application was created. */
        APPLICATION_CREATED,
        /** An application was deleted. */
        APPLICATION_DELETED,
        /** An instance was added. */
        INSTANCE_ADDED,
        /** An instance was removed. */
        INSTANCE_REMOVED,
        /** Another state is expected of an instance; {@code state} is the expected one. */
        EXPECTED_CHANGED,
        /** The actual state of an instance, its reason or what it misses changed. */
        STATE_CHANGED,
        /** The agent of a machine was found, lost, or found again. */
        AGENT_CHANGED,
        /** A target definition was added, changed or deleted, or another one associated. */
        TARGET_CHANGED,
        /** An application was bound to others, or unbound; the message says to which it is bound now. */
        BINDING_CHANGED,
        /** A probe on a machine has found something; {@code signal} names it, the message says what exactly. */
        SIGNAL,
        /** A person should know, or do something. */
        NOTICE,
        /** Events between the last one that was asked for and this one are not kept any more: read anew. */
        EVENTS_SKIPPED
    }
}
