package net.roboconf.dm.internal.state;

import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;

/**
 * An instance as it is wanted.
 *
 * @param application the name of its application
 * @param path where it stands
 * @param component the name of its component
 * @param overrides what it exports otherwise than its component, chosen ports included
 * @param data its data
 * @param expected {@code NOT_DEPLOYED}, {@code DEPLOYED_STOPPED} or {@code DEPLOYED_STARTED}
 * @param attempt how often a person asked for a retry
 * @param inWaves whether it waits, before it is undeployed, until what imports from it is undeployed
 * @param removing whether it leaves the model as soon as it is not deployed any more
 * @param resume what is expected of it again as soon as it is not deployed any more; null for nothing
 * @param failure for a machine: why it could not be made, or vanished; null when it did not fail since the last attempt
 * @param failedAt wall-clock time of that, in milliseconds since 1970; 0 with no failure
 */
public record StoredInstance(
        String application,
        InstancePath path,
        String component,
        Map<String, String> overrides,
        Map<String, String> data,
        InstanceState expected,
        long attempt,
        boolean inWaves,
        boolean removing,
        InstanceState resume,
        String failure,
        long failedAt) {

    /** Makes the maps immutable. */
    public StoredInstance {
        overrides = Map.copyOf(overrides);
        data = Map.copyOf(data);
    }

    /** An instance that nobody has asked anything of yet. */
    public static StoredInstance added(
            String application,
            InstancePath path,
            String component,
            Map<String, String> overrides,
            Map<String, String> data) {
        return new StoredInstance(
                application,
                path,
                component,
                overrides,
                data,
                InstanceState.NOT_DEPLOYED,
                0,
                false,
                false,
                null,
                null,
                0);
    }

    /** The same with this wanted of it and nothing further. */
    public StoredInstance expecting(InstanceState state) {
        return new StoredInstance(
                application, path, component, overrides, data, state, attempt, false, false, null, failure, failedAt);
    }

    /** The same, not wanted any more, and this afterwards. */
    public StoredInstance leaving(boolean waves, boolean thenRemoved, InstanceState thenExpected) {
        return new StoredInstance(
                application,
                path,
                component,
                overrides,
                data,
                InstanceState.NOT_DEPLOYED,
                attempt,
                waves,
                thenRemoved,
                thenExpected,
                failure,
                failedAt);
    }

    /** The same with one more attempt and no failure. */
    public StoredInstance retried() {
        return new StoredInstance(
                application,
                path,
                component,
                overrides,
                data,
                expected,
                attempt + 1,
                inWaves,
                removing,
                resume,
                null,
                0);
    }

    /** The same with its machine failed, or, for null, not failed. */
    public StoredInstance failed(String why, long when) {
        return new StoredInstance(
                application, path, component, overrides, data, expected, attempt, inWaves, removing, resume, why, when);
    }
}
