package net.roboconf.dm.internal.state;

import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;

/**
 * One creation of a machine.
 *
 * @param key names it
 * @param application the name of its application
 * @param path the path of its instance
 * @param phase how far it is
 * @param since wall-clock time when that phase began, in milliseconds since 1970
 * @param target the identifier of the target definition that it is made by
 * @param handler the kind of target
 * @param properties of the target definition, overlaid by the instance's data, as they were at its creation
 * @param password of its agent's account on the broker
 * @param machineId the provider's identifier; null while unknown
 * @param voided the highest epoch of its agent that a verdict has ended; 0 for none
 * @param cutOffAt wall-clock time since when nobody hears of the end of a creation that was begun, in milliseconds since
 *     1970: for a while it may still have its effect; 0 when no creation was cut off
 * @param scripts the files of the target definition, as they were at its creation; null for none
 * @param configured whether the Deployment Manager has run those that it is to run
 */
public record StoredMachine(
        MachineKey key,
        String application,
        InstancePath path,
        MachinePhase phase,
        long since,
        String target,
        String handler,
        Map<String, String> properties,
        String password,
        String machineId,
        long voided,
        long cutOffAt,
        StoredScripts scripts,
        boolean configured) {

    /** Makes the map immutable. */
    public StoredMachine {
        properties = Map.copyOf(properties);
    }

    /** The same in another phase. */
    public StoredMachine in(MachinePhase newPhase, long when) {
        return new StoredMachine(
                key,
                application,
                path,
                newPhase,
                when,
                target,
                handler,
                properties,
                password,
                machineId,
                voided,
                cutOffAt,
                scripts,
                configured);
    }

    /** The same, made by the provider under this identifier. */
    public StoredMachine made(String id, long when) {
        return new StoredMachine(
                key,
                application,
                path,
                MachinePhase.ALIVE,
                when,
                target,
                handler,
                properties,
                password,
                id,
                voided,
                cutOffAt,
                scripts,
                configured);
    }

    /** The same, with a creation that was cut off at this time. */
    public StoredMachine cutOffAt(long when) {
        return new StoredMachine(
                key,
                application,
                path,
                phase,
                since,
                target,
                handler,
                properties,
                password,
                machineId,
                voided,
                when,
                scripts,
                configured);
    }

    /** Whether scripts are still to be run by the Deployment Manager. Until then its agent is given no order. */
    public boolean awaitsScripts() {
        return scripts != null && !configured && scripts.concernManager();
    }

    /** The same, with the scripts of the Deployment Manager run. */
    public StoredMachine asConfigured() {
        return new StoredMachine(
                key,
                application,
                path,
                phase,
                since,
                target,
                handler,
                properties,
                password,
                machineId,
                voided,
                cutOffAt,
                scripts,
                true);
    }

    /** The same with all epochs up to this one ended. */
    public StoredMachine voidedUpTo(long epoch) {
        return new StoredMachine(
                key,
                application,
                path,
                phase,
                since,
                target,
                handler,
                properties,
                password,
                machineId,
                epoch,
                cutOffAt,
                scripts,
                configured);
    }

    /** The same with other properties and another password. */
    public StoredMachine withSecrets(Map<String, String> otherProperties, String otherPassword) {
        return new StoredMachine(
                key,
                application,
                path,
                phase,
                since,
                target,
                handler,
                otherProperties,
                otherPassword,
                machineId,
                voided,
                cutOffAt,
                scripts,
                configured);
    }

    /** The same without anything secret, for a machine of which nothing is left. */
    public StoredMachine gone(long when) {
        return new StoredMachine(
                key,
                application,
                path,
                MachinePhase.GONE,
                when,
                target,
                handler,
                Map.of(),
                "",
                machineId,
                voided,
                cutOffAt,
                null,
                configured);
    }

    @Override
    public String toString() {
        return "machine " + key + " of " + application + path + " (" + phase + ")";
    }
}
