package net.roboconf.core.model;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an instance says of itself: to recipes through their environment, in exported values as {@code $(NAME)}. */
public final class MetaVariables {

    public static final String INSTANCE_NAME = "ROBOCONF_INSTANCE_NAME";
    public static final String INSTANCE_PATH = "ROBOCONF_INSTANCE_PATH";
    public static final String COMPONENT_NAME = "ROBOCONF_COMPONENT_NAME";
    public static final String CLEAN_INSTANCE_PATH = "ROBOCONF_CLEAN_INSTANCE_PATH";
    public static final String CLEAN_REVERSED_INSTANCE_PATH = "ROBOCONF_CLEAN_REVERSED_INSTANCE_PATH";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\((ROBOCONF_[A-Z_]+)\\)");

    private MetaVariables() {}

    /** The five values for one instance, by name. */
    public static Map<String, String> of(InstancePath path, String component) {
        return Map.of(
                INSTANCE_NAME, path.name(),
                INSTANCE_PATH, path.value(),
                COMPONENT_NAME, component,
                CLEAN_INSTANCE_PATH, CleanPath.of(path),
                CLEAN_REVERSED_INSTANCE_PATH, CleanPath.reversed(path));
    }

    /** Replaces each {@code $(NAME)} by its value; a name without value stays as it is. */
    public static String substitute(String text, Map<String, String> values) {
        if (!text.contains("$(")) {
            return text;
        }
        return REFERENCE
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(values.getOrDefault(m.group(1), m.group())));
    }
}
