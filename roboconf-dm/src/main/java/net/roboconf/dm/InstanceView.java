package net.roboconf.dm;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstancePath;

/**
 * One instance as it is wanted and as it is.
 *
 * @param application the name of the application
 * @param path where it stands
 * @param component the name of its component
 * @param installer the plug-in that runs its recipe; {@code target} for a machine
 * @param expected {@code NOT_DEPLOYED}, {@code DEPLOYED_STOPPED} or {@code DEPLOYED_STARTED}
 * @param actual what it is doing, as far as is known
 * @param reason why
 * @param message what is special about this occurrence; empty when there is nothing to add
 * @param since wall-clock time of the last change of state or reason, in milliseconds since 1970
 * @param unknownSince since when {@code actual} is only the last thing that was heard, in milliseconds since 1970; 0 when
 *     its agent reports
 * @param missing the mandatory prefixes without exporter, sorted
 * @param exports full name to value; as reported, or as the model says while nothing is reported. Variables without a
 *     value are absent
 * @param data the instance's data
 * @param machine the machine that it is, or is on
 * @param lastStep the newest step that ended; null before the first
 * @param attempt how often a person asked for a retry
 * @param removing whether it leaves the model as soon as it is not deployed any more
 */
public record InstanceView(
        String application,
        InstancePath path,
        String component,
        String installer,
        InstanceState expected,
        InstanceState actual,
        Reason reason,
        String message,
        long since,
        long unknownSince,
        List<String> missing,
        Map<String, String> exports,
        Map<String, String> data,
        MachineView machine,
        StepReport lastStep,
        long attempt,
        boolean removing) {

    /** Makes the collections immutable. */
    public InstanceView {
        missing = List.copyOf(missing);
        exports = Map.copyOf(exports);
        data = Map.copyOf(data);
    }

    /** Whether this instance is a machine. */
    public boolean isMachine() {
        return machine.path().equals(path);
    }
}
