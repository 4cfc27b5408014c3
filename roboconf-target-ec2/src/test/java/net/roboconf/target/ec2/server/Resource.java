package net.roboconf.target.ec2.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Something that was made. */
public abstract class Resource {

    public final String id;
    public final Map<String, String> tags = new TreeMap<>();
    final long madeAt = System.nanoTime();

    Resource(String id, Map<String, String> tags) {
        this.id = id;
        this.tags.putAll(tags);
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - madeAt >= age.toNanos();
    }

    /** The value of a property that a filter may name; null when there is no such filter. */
    abstract String property(String filter);

    boolean matches(Map<String, List<String>> filters) {
        return filters.entrySet().stream().allMatch(filter -> filter.getValue().contains(value(filter.getKey())));
    }

    private String value(String filter) {
        if (filter.startsWith("tag:")) {
            return tags.getOrDefault(filter.substring("tag:".length()), "\0");
        }
        String value = property(filter);
        if (value == null) {
            throw ApiError.of("InvalidParameterValue", "The filter '" + filter + "' is invalid");
        }
        return value;
    }
}
