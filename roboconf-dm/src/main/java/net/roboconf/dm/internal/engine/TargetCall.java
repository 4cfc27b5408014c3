package net.roboconf.dm.internal.engine;

import java.util.Map;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.state.StoredScripts;

/**
 * What a target is to do.
 *
 * @param id comes back with the answer
 * @param kind what
 * @param handler the kind of target, in lower case
 * @param application the name of the application
 * @param path the path of the machine's instance
 * @param properties of the target definition, overlaid by the instance's data
 * @param account of the machine's agent; a secret
 * @param machineId the provider's identifier; null for {@code CREATE} and {@code FIND}
 * @param scripts the files of the target definition; null for none
 * @param address that the machine's agent has reported; null while it has not
 */
public record TargetCall(
        CallId id,
        Kind kind,
        String handler,
        String application,
        InstancePath path,
        Map<String, String> properties,
        Accounts.Account account,
        String machineId,
        StoredScripts scripts,
        String address) {

    /** What can be asked of a target. */
    public enum Kind {
        /** Make the machine. */
        CREATE,
        /** Look whether it exists. */
        FIND,
        /** Say how it is. */
        STATUS,
        /** Run the scripts of its target here. */
        CONFIGURE,
        /** Destroy it. */
        TERMINATE
    }

    /** Makes the map immutable. */
    public TargetCall {
        properties = Map.copyOf(properties);
    }

    /** The machine that it is about. */
    public MachineKey key() {
        return id.machine();
    }

    @Override
    public String toString() {
        return kind + " machine " + key() + " of " + application + path + " by target '" + handler + "'";
    }
}
