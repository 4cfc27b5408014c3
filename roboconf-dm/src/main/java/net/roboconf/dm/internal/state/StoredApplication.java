package net.roboconf.dm.internal.state;

import java.util.Map;

/**
 * An application, its instances apart.
 *
 * @param name unique
 * @param description free text, may be empty
 * @param template what it was made of
 * @param createdAt wall-clock time in milliseconds since 1970
 * @param targets from the path of an instance, {@code @Component}, or the empty text to the identifier of a target
 *     definition
 */
public record StoredApplication(
        String name, String description, TemplateId template, long createdAt, Map<String, String> targets) {

    /** Makes the map immutable. */
    public StoredApplication {
        targets = Map.copyOf(targets);
    }
}
