package net.roboconf.target.ec2.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The parameters of a request. */
final class Form {

    private static final Pattern ALWAYS = Pattern.compile("Action|Version|DryRun|MaxResults|NextToken");

    private final Map<String, String> parameters = new TreeMap<>();

    Form(String body) {
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Refuses what the action does not know; the numbers of lists are written as N in the pattern. */
    void refuseUnknown(String known) {
        Pattern pattern = Pattern.compile(known.replaceAll("\\.N(?![a-z])", "\\\\.\\\\d+"));
        for (String name : parameters.keySet()) {
            if (!ALWAYS.matcher(name).matches() && !pattern.matcher(name).matches()) {
                throw ApiError.of("UnknownParameter", "The parameter " + name + " is not recognized");
            }
        }
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    String get(String name) {
        return optional(name)
                .orElseThrow(() -> ApiError.of("MissingParameter", "The request must contain the parameter " + name));
    }

    boolean flag(String name) {
        return optional(name).map("true"::equals).orElse(false);
    }

    /** Name.1, Name.2, … */
    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 1; parameters.containsKey(name + "." + i); i++) {
            values.add(parameters.get(name + "." + i));
        }
        return values;
    }

    /** How many structures Name.1.…, Name.2.… there are. */
    int structures(String name) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String key : parameters.keySet()) {
            if (key.startsWith(name + ".")) {
                numbers.add(Integer.valueOf(key.substring(name.length() + 1).split("\\.")[0]));
            }
        }
        return numbers.size();
    }

    /** The tags for a type of resource. */
    Map<String, String> tags(String type) {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 1; i <= structures("TagSpecification"); i++) {
            String specification = "TagSpecification." + i;
            if (get(specification + ".ResourceType").equals(type)) {
                tags.putAll(tagsAt(specification));
            }
        }
        return tags;
    }

    Map<String, String> tagsAt(String prefix) {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 1; optional(prefix + ".Tag." + i + ".Key").isPresent(); i++) {
            tags.put(
                    get(prefix + ".Tag." + i + ".Key"),
                    optional(prefix + ".Tag." + i + ".Value").orElse(""));
        }
        return tags;
    }

    Map<String, List<String>> filters() {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (int i = 1; optional("Filter." + i + ".Name").isPresent(); i++) {
            filters.put(get("Filter." + i + ".Name"), list("Filter." + i + ".Value"));
        }
        return filters;
    }

    /** All but the token itself: what must be the same in a second request with the token. */
    String withoutToken() {
        Map<String, String> rest = new TreeMap<>(parameters);
        rest.remove("ClientToken");
        return rest.toString();
    }
}
