package net.roboconf.dm.internal.engine;

import java.util.List;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredReport;

/**
 * What is known of a machine at one moment.
 *
 * @param path the path of its instance
 * @param machine its present creation; null while there is none
 * @param report what its agent has reported; null as long as it was never heard
 * @param agent how its agent is
 * @param agentSince wall-clock time since when, in milliseconds since 1970
 * @param trouble what went wrong last with its target or its account; null when nothing did
 * @param watchedFor whether it is not there and not wanted, but a creation that was cut off may still make it
 * @param choice which target makes it
 * @param outerStarted whether what it stands on is started; true for a root
 * @param suspended whether no orders are given at all
 * @param unknown paths that its agent reports and the model does not know
 */
public record MachineFacts(
        InstancePath path,
        StoredMachine machine,
        StoredReport report,
        AgentStatus agent,
        long agentSince,
        String trouble,
        boolean watchedFor,
        TargetChoice choice,
        boolean outerStarted,
        boolean suspended,
        List<InstancePath> unknown) {

    /** Makes the list immutable. */
    public MachineFacts {
        unknown = List.copyOf(unknown);
    }

    /** Whether scripts of its target are still to run, here or on it. */
    public boolean awaitsScripts() {
        return machine != null && awaitsScripts(machine, report);
    }

    static boolean awaitsScripts(StoredMachine machine, StoredReport report) {
        boolean onIt = machine.scripts() != null && machine.scripts().forAgent() != null;
        return machine.awaitsScripts()
                || onIt
                        && (report == null
                                || report.scripts() == null
                                || !report.scripts().succeeded());
    }

    /** Whether what was reported may not be true any more. */
    public boolean isUncertain() {
        return agent == AgentStatus.LOST || agent == AgentStatus.UNREACHABLE;
    }
}
