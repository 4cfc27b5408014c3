package org.example.roboconf.ansible.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Ancestor;
import net.roboconf.core.plugin.StepContext.Imported;

/**
 * What a playbook is told, as the one variable {@code roboconf}, in a file of YAML.
 *
 * <p>Not JSON: Ansible takes strings in JSON for templates, and a value that came from another machine, with braces in
 * it, would be evaluated on this one. What is tagged {@code !unsafe} is a value and nothing else.
 */
final class VariablesText {

    private VariablesText() {}

    /**
     * What the playbook of this step is told.
     *
     * @param change null unless the step is an update
     */
    static String of(StepContext context, Step step, ImportChange change) {
        Map<String, String> roboconf = new TreeMap<>();
        roboconf.put("application", value(context.application()));
        roboconf.put("path", value(context.path().value()));
        roboconf.put("component", value(context.component()));
        roboconf.put("step", value(step.recipeName()));
        roboconf.put("work", value(context.work().toString()));
        roboconf.put("data", values(context.data()));
        roboconf.put("exports", values(context.exports()));
        roboconf.put(
                "ancestors",
                list(context.ancestors().stream().map(VariablesText::ancestor).toList()));
        Map<String, String> imports = new TreeMap<>();
        context.imports()
                .forEach((prefix, all) -> imports.put(
                        prefix, list(all.stream().map(VariablesText::imported).toList())));
        roboconf.put("imports", map(imports));
        if (change != null) {
            roboconf.put(
                    "change",
                    map(Map.of(
                            "prefix", value(change.prefix()),
                            "present", Boolean.toString(change.present()),
                            "imported", imported(change.imported()))));
        }
        return map(Map.of("roboconf", map(roboconf))) + "\n";
    }

    private static String ancestor(Ancestor ancestor) {
        return map(Map.of(
                "path", value(ancestor.path().value()),
                "component", value(ancestor.component()),
                "exports", values(ancestor.exports())));
    }

    private static String imported(Imported imported) {
        Map<String, String> one = new TreeMap<>();
        if (imported.application() != null) {
            one.put("application", value(imported.application()));
        }
        one.put("path", value(imported.path().value()));
        one.put("variables", values(imported.variables()));
        return map(one);
    }

    private static String values(Map<String, String> texts) {
        Map<String, String> values = new TreeMap<>();
        texts.forEach((name, text) -> values.put(name, value(text)));
        return map(values);
    }

    /** Keys are never evaluated. */
    private static String map(Map<String, String> entries) {
        StringJoiner map = new StringJoiner(", ", "{", "}");
        new TreeMap<>(entries).forEach((key, yaml) -> map.add(quoted(key) + ": " + yaml));
        return map.toString();
    }

    private static String list(List<String> entries) {
        return new ArrayList<>(entries).toString();
    }

    private static String value(String text) {
        return "!unsafe " + quoted(text);
    }

    /** In ASCII alone: YAML takes some of the other characters for line ends, and has no place for others. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~') {
                quoted.append((char) c);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                quoted.append("\\ufffd"); // half of a character
            } else {
                quoted.append(String.format("\\U%08x", c));
            }
        });
        return quoted.append('"').toString();
    }
}
