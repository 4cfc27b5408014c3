package net.roboconf.dm.internal.state;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An application, its instances apart.
 *
 * @param name unique
 * @param description free text, may be empty
 * @param template what it was made of
 * @param createdAt wall-clock time in milliseconds since 1970
 * @param targets from the path of an instance, {@code @Component}, or the empty text to the identifier of a target
 *     definition
 * @param bindings from an external prefix that is imported to the applications that it is imported from, sorted; a prefix
 *     that is bound to none is absent
 */
public record StoredApplication(
        String name,
        String description,
        TemplateId template,
        long createdAt,
        Map<String, String> targets,
        Map<String, List<String>> bindings) {

    /** Makes the maps immutable. What was stored by an older version has no bindings. */
    public StoredApplication {
        targets = Map.copyOf(targets);
        Map<String, List<String>> sorted = new TreeMap<>();
        (bindings == null ? Map.<String, List<String>>of() : bindings).forEach((prefix, providers) -> {
            if (!providers.isEmpty()) {
                sorted.put(prefix, List.copyOf(new TreeSet<>(providers)));
            }
        });
        bindings = Collections.unmodifiableMap(sorted);
    }

    /** The applications that a prefix is bound to, sorted. */
    public List<String> providers(String prefix) {
        return bindings.getOrDefault(prefix, List.of());
    }

    /** The same with other targets. */
    public StoredApplication targeting(Map<String, String> others) {
        return new StoredApplication(name, description, template, createdAt, others, bindings);
    }

    /** The same with this prefix bound to these applications and no others. */
    public StoredApplication binding(String prefix, Collection<String> providers) {
        Map<String, List<String>> changed = new TreeMap<>(bindings);
        changed.put(prefix, List.copyOf(providers));
        return new StoredApplication(name, description, template, createdAt, targets, changed);
    }
}
