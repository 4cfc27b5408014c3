package net.roboconf.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An instance as an {@code .instances} file defines it, with what is placed over it. An instance with a {@code count}
 * yields as many definitions, each with its own name.
 *
 * @param name unique among its siblings
 * @param component the name of its component
 * @param overrides variables that it exports otherwise than its component, or in addition, as they are written
 * @param data what the target or the recipes want to know, by key without the prefix {@code data.}
 * @param channels free labels, in order
 * @param children what is placed over it, in order
 */
public record InstanceDefinition(
        String name,
        String component,
        Map<String, String> overrides,
        Map<String, String> data,
        List<String> channels,
        List<InstanceDefinition> children) {

    public InstanceDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(component, "component");
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        channels = List.copyOf(channels);
        children = List.copyOf(children);
    }
}
