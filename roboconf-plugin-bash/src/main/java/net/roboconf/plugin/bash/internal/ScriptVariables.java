package net.roboconf.plugin.bash.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import net.roboconf.core.plugin.StepLog;

/**
 * Collects variables under names that a shell can have. What a script cannot be given is left out, and the step's log
 * says so.
 */
final class ScriptVariables {

    /** The kernel takes no string of the environment that is longer, its final zero included. */
    static final int LONGEST_STRING = 128 * 1024;

    private final StepLog log;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> originals = new HashMap<>();

    ScriptVariables(StepLog log) {
        this.log = log;
    }

    /**
     * Adds a variable, unless there is one already that has the same name, for a shell.
     *
     * @param value null when there is none: nothing is added
     */
    void add(String name, String value) {
        if (value == null) {
            return;
        }
        String clean = VariableNames.clean(name);
        String original = originals.putIfAbsent(clean, name);
        if (original != null) {
            if (!original.equals(name)) {
                log.line("The variable '" + name + "' is left out: a shell cannot tell it from '" + original + "'.");
            }
        } else if (value.indexOf('\0') >= 0) {
            log.line("The variable '" + name + "' is left out: its value holds the character NUL.");
        } else if (size(clean, value) > LONGEST_STRING) {
            log.line("The variable '" + name + "' is left out: its value is longer than 128 KiB.");
        } else {
            values.put(clean, value);
        }
    }

    /** Name to value, in the order in which they were added. */
    Map<String, String> values() {
        return values;
    }

    /** How many bytes of an environment this variable takes. */
    static long size(String name, String value) {
        return name.length() + value.getBytes(StandardCharsets.UTF_8).length + 2L;
    }
}
