package net.roboconf.dm.internal.json;

import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.dm.ManagerEvent;

/**
 * Something that happened.
 *
 * @param application null when it is about none
 * @param path null when it is about no instance
 * @param state null when it is about no state
 * @param signal null when it is no signal
 */
public record EventJson(
        long id,
        String at,
        ManagerEvent.Kind kind,
        String application,
        String path,
        InstanceState state,
        Reason reason,
        String message,
        String signal) {

    /** As it was told. */
    public static EventJson of(ManagerEvent event) {
        return new EventJson(
                event.id(),
                Json.time(event.at()),
                event.kind(),
                event.application().isEmpty() ? null : event.application(),
                event.path() == null ? null : event.path().value(),
                event.state(),
                event.reason(),
                event.message(),
                event.signal());
    }
}
