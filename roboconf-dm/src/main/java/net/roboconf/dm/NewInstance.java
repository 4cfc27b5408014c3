package net.roboconf.dm;

import java.util.Map;
import java.util.Objects;
import net.roboconf.core.model.InstancePath;

/**
 * An instance to be added.
 *
 * @param parent what it is placed over; null for a root instance
 * @param name unique among its siblings
 * @param component the name of its component
 * @param overrides exports that differ from those of the component, by full or local name
 * @param data what the target or the recipes want to know
 */
public record NewInstance(
        InstancePath parent, String name, String component, Map<String, String> overrides, Map<String, String> data) {

    /** Makes the maps immutable. */
    public NewInstance {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(component, "component");
        overrides = Map.copyOf(overrides);
        data = Map.copyOf(data);
    }
}
