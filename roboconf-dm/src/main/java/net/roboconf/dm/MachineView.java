package net.roboconf.dm;

import java.util.List;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * The machine that an instance is on.
 *
 * @param path the instance that is the machine
 * @param key names this creation of the machine; null while there is none
 * @param target the identifier of the target definition in force; null when none is associated
 * @param machineId the provider's identifier; null while unknown
 * @param address by which others reach it; null while unknown
 * @param agent how its agent is
 * @param agentSince wall-clock time since when, in milliseconds since 1970; 0 when there is no agent
 * @param unknown paths that the agent reports and the model does not know; they are left alone
 */
public record MachineView(
        InstancePath path,
        MachineKey key,
        String target,
        String machineId,
        String address,
        AgentStatus agent,
        long agentSince,
        List<InstancePath> unknown) {

    /** Makes the list immutable. */
    public MachineView {
        unknown = List.copyOf(unknown);
    }
}
