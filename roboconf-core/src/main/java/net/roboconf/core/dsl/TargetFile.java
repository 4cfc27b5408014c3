package net.roboconf.core.dsl;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A target that comes with a project: one of the properties files in the recipe folder of a component whose instances are
 * machines. It says how these machines are obtained.
 *
 * @param folder the recipe folder, such as {@code graph/VM}
 * @param name the name of the file in this folder
 * @param id under which the target is known, unique within the project
 * @param properties all others, {@code handler} included, without white space around their values
 */
public record TargetFile(String folder, String name, String id, Map<String, String> properties) {

    public TargetFile {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }
}
