package net.roboconf.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one instance exports: the variables of its component, overridden by what the instance itself says.
 *
 * <p>An override whose key is a full name replaces that variable. One whose key is the local name of several variables
 * replaces all of them and is exported under the bare key as well; one that matches nothing is exported under the bare
 * key. Then every variable with the local name {@code ip} takes the address of the machine, and references such as
 * {@code $(ROBOCONF_INSTANCE_PATH)} are replaced.
 */
public final class InstanceExports {

    private final Component component;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> unknownKeys = new LinkedHashSet<>();
    private final Map<String, List<String>> ambiguousKeys = new LinkedHashMap<>();

    private InstanceExports(Component component) {
        this.component = component;
    }

    /**
     * Computes the exports of an instance. A pure function: same arguments, same result.
     *
     * @param component its component
     * @param overrides what the instance says, by full or local name; values are not {@code null}
     * @param path where the instance is
     * @param ip the address of its root machine, {@code null} as long as it is not known
     */
    public static InstanceExports of(Component component, Map<String, String> overrides, InstancePath path, String ip) {
        InstanceExports exports = new InstanceExports(component);
        component.exports().forEach((name, variable) -> exports.values.put(name, variable.defaultValue()));
        exports.override(overrides);
        Map<String, String> meta = MetaVariables.of(path, component.name());
        exports.values.replaceAll((name, value) -> {
            if (VariableName.parse(name).isIp()) {
                return ip;
            }
            return value == null ? null : MetaVariables.substitute(value, meta);
        });
        return exports;
    }

    private void override(Map<String, String> overrides) {
        Set<String> keys = new LinkedHashSet<>(overrides.keySet());
        keys.removeAll(values.keySet());
        Map<String, List<String>> fullNames = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            for (String fullName : values.keySet()) {
                String local = VariableName.parse(fullName).localName();
                if (keys.contains(local)) {
                    fullNames.computeIfAbsent(local, k -> new ArrayList<>()).add(fullName);
                }
            }
        }
        overrides.forEach((key, value) -> {
            if (!keys.contains(key)) {
                values.put(key, value);
                return;
            }
            List<String> matches = fullNames.getOrDefault(key, List.of());
            matches.forEach(fullName -> values.put(fullName, value));
            if (matches.isEmpty()) {
                unknownKeys.add(key);
                values.put(key, value);
            } else if (matches.size() > 1) {
                ambiguousKeys.put(key, List.copyOf(matches));
                values.put(key, value);
            }
        });
    }

    /**
     * All exports by full name, in the order of the graph. A value is {@code null} as long as nobody knows it: {@code ip}
     * before the machine runs, a random variable before it was chosen.
     */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * What is published to those that import a prefix, by local name.
     *
     * @return empty if nothing is exported under this prefix
     */
    public Map<String, String> underPrefix(String prefix) {
        Map<String, String> result = new LinkedHashMap<>();
        values.forEach((fullName, value) -> {
            VariableName name = VariableName.parse(fullName);
            if (name.prefix().equals(prefix)) {
                result.put(name.localName(), value);
            }
        });
        return Collections.unmodifiableMap(result);
    }

    /**
     * What the recipes of the instance itself see, by local name. If several variables share one, the variable under the
     * component's own name wins, then the earliest.
     */
    public Map<String, String> byLocalName() {
        Map<String, String> result = new LinkedHashMap<>();
        values.forEach((fullName, value) -> {
            VariableName name = VariableName.parse(fullName);
            if (name.prefix().equals(component.name())) {
                result.put(name.localName(), value);
            } else if (!result.containsKey(name.localName())) {
                result.put(name.localName(), value);
            }
        });
        return Collections.unmodifiableMap(result);
    }

    /** The keys of overrides that match no variable of the component: exported as they are, nobody can import them. */
    public Set<String> unknownKeys() {
        return Collections.unmodifiableSet(unknownKeys);
    }

    /** The keys of overrides that match several variables, with the full names of these. */
    public Map<String, List<String>> ambiguousKeys() {
        return Collections.unmodifiableMap(ambiguousKeys);
    }

    /** The variables that have no value and can get none later: neither {@code ip} nor chosen at random. */
    public List<String> missingValues() {
        List<String> missing = new ArrayList<>();
        values.forEach((fullName, value) -> {
            ExportedVariable variable = component.exports().get(fullName);
            boolean later = VariableName.parse(fullName).isIp() || variable != null && variable.isRandom();
            if (value == null && !later) {
                missing.add(fullName);
            }
        });
        return Collections.unmodifiableList(missing);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
