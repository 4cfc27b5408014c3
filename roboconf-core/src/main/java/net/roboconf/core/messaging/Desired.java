package net.roboconf.core.messaging;

import java.util.List;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * From the Deployment Manager to one agent: everything that is wanted on its machine.
 *
 * <p>Absence is never an order: an instance is undeployed only when it is listed as {@code NOT_DEPLOYED}, and stays
 * listed until {@link Observed} confirms.
 *
 * @param machine the machine that this is for
 * @param version newest wins; an agent refuses one that is older than what it accepted
 * @param application the name of the application
 * @param machinePath the path of the machine's instance
 * @param ancestors the machine's own instance first, then what it stands on, up to the root
 * @param rootAddress the address that every {@code ip} export on this machine takes; null when it is the machine's own
 * @param instances parents before their children
 * @param scripts what the agent runs before anything else; null for nothing
 */
public record Desired(
        MachineKey machine,
        OrderVersion version,
        String application,
        InstancePath machinePath,
        List<DesiredAncestor> ancestors,
        @MayBeAbsent String rootAddress,
        List<DesiredInstance> instances,
        @MayBeAbsent DesiredScripts scripts)
        implements Message {

    /** Makes the lists immutable. */
    public Desired {
        ancestors = List.copyOf(ancestors);
        instances = List.copyOf(instances);
    }
}
