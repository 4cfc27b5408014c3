package net.roboconf.core.dsl.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.dsl.Location;

/**
 * The file {@code descriptor/application.properties}. What is missing or not valid is empty.
 *
 * @param name without accents
 * @param displayName as written
 * @param graphEntryPoint relative to {@code graph/}
 * @param instanceEntryPoint relative to {@code instances/}
 * @param exports what other applications may import
 */
record Descriptor(
        String name,
        String displayName,
        String version,
        String description,
        Set<String> tags,
        Optional<Setting> graphEntryPoint,
        Optional<Setting> instanceEntryPoint,
        String exportsPrefix,
        List<ExternalExport> exports) {

    static final String FILE = "descriptor/application.properties";

    /**
     * A value and where it is given.
     *
     * @param location of its key
     */
    record Setting(String value, Location location) {}

    /**
     * {@code Component.variable as alias}
     *
     * @param variable a full name
     * @param location of the key under which it is given
     */
    record ExternalExport(String variable, String alias, Location location) {}
}
