package net.roboconf.dm.internal.state;

import java.util.Map;
import java.util.TreeMap;

/**
 * A target definition.
 *
 * @param id unique
 * @param properties all of them; {@code handler} is always there
 * @param template the template that it came with; null when a person made it
 * @param scripts the files that came with it; null for none
 */
public record StoredTarget(String id, Map<String, String> properties, TemplateId template, StoredScripts scripts) {

    /** Makes the map immutable. */
    public StoredTarget {
        properties = Map.copyOf(properties);
    }

    /** The kind of target, as it was written. */
    public String handler() {
        return properties.getOrDefault("handler", "");
    }

    /** The same with other files. */
    public StoredTarget with(StoredScripts otherScripts) {
        return new StoredTarget(id, properties, template, otherScripts);
    }

    @Override
    public String toString() {
        return "target " + id + " " + new TreeMap<>(properties).keySet();
    }
}
