package net.roboconf.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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
}
