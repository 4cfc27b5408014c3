package net.roboconf.core.messaging;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.model.InstancePath;

/**
 * One instance as it is on its machine.
 *
 * @param path where it stands
 * @param state what it is doing; {@code DEPLOYED_STARTED} exactly while its exports are stated to others
 * @param reason why it is in this state
 * @param message what is special about this occurrence; empty when there is nothing to add
 * @param since wall-clock time of the last change of state or reason, in milliseconds since 1970
 * @param attempt the newest attempt that the agent has taken up
 * @param lastStable the state that a {@code PROBLEM} was left behind in; null in every other state
 * @param starts how often it was started; tells importers of a restart
 * @param exports full name to value, addresses filled in
 * @param missing the mandatory prefixes that have no exporter, sorted
 * @param lastStep the newest step that ended; null before the first
 */
public record ObservedInstance(
        InstancePath path,
        InstanceState state,
        Reason reason,
        String message,
        long since,
        long attempt,
        @MayBeAbsent InstanceState lastStable,
        long starts,
        Map<String, String> exports,
        List<String> missing,
        @MayBeAbsent StepReport lastStep) {

    /** Makes the collections immutable. */
    public ObservedInstance {
        exports = Map.copyOf(exports);
        missing = List.copyOf(missing);
    }
}
