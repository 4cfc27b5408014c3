package net.roboconf.core.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an application offers to other applications.
 *
 * @param prefix the unique name under which others import it
 * @param variables full names of exported variables by alias: {@code url -> Shop.url} makes {@code prefix.url}
 */
public record ExternalExports(String prefix, Map<String, String> variables) {

    public ExternalExports {
        Objects.requireNonNull(prefix, "prefix");
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** The part of this that a component with these exported variables contributes; empty when it is none. */
    public Optional<ExternalExports> contributedBy(Set<String> fullNames) {
        Map<String, String> contributed = new LinkedHashMap<>(variables);
        contributed.values().retainAll(fullNames);
        return contributed.isEmpty() ? Optional.empty() : Optional.of(new ExternalExports(prefix, contributed));
    }

    /** What importers see: alias to value, those without a value absent, of an instance's exports by full name. */
    public Map<String, String> seen(Map<String, String> exports) {
        Map<String, String> seen = new HashMap<>();
        variables.forEach((alias, name) -> {
            String value = exports.get(name);
            if (value != null) {
                seen.put(alias, value);
            }
        });
        return seen;
    }
}
