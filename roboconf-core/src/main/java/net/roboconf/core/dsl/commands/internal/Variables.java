package net.roboconf.core.dsl.commands.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of one file, as far as it has been read. */
final class Variables {

    /** All values that were put into one file have at most so many characters: variables can hold each other. */
    static final int MOST_CHARACTERS = 8_000_000;

    /** What a variable stands for. */
    sealed interface Value {

        record Text(String text) implements Value {}

        /** It names an instance that does not exist, or may not: what uses it is skipped. */
        record Disabled() implements Value {}

        /** Its definition is not valid: what uses it is not judged. */
        record Unknown() implements Value {}
    }

    /**
     * An instruction with the values of its variables.
     *
     * @param disabled whether one of them is disabled
     */
    record Substituted(MappedText text, boolean disabled) {}

    private final Map<String, Value> values = new HashMap<>();
    private int charactersLeft = MOST_CHARACTERS;

    /** Defines a variable, or gives it another value from here on. */
    void define(String name, Value value) {
        values.put(name, value);
    }

    Collection<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Puts the values in; empty if they get too large. What {@code $(...)} is no variable stays as it is, and open. */
    Optional<Substituted> substitute(MappedText written) {
        String text = written.text();
        int start = text.indexOf("$(");
        if (start < 0) {
            return Optional.of(new Substituted(written, false));
        }
        MappedText.Builder result = new MappedText.Builder(written.file());
        boolean disabled = false;
        int done = 0;
        while (start >= 0) {
            int end = text.indexOf(')', start) + 1;
            if (end == 0) {
                break;
            }
            result.append(written, done, start);
            String name = text.substring(start + 2, end - 1).strip();
            Value value = values.get(name);
            if (name.isEmpty()) {
                result.append(written, start, end);
            } else if (value instanceof Value.Text known) {
                charactersLeft -= known.text().length();
                if (charactersLeft < 0) {
                    return Optional.empty();
                }
                result.append(known.text(), written.at(start, end));
            } else {
                disabled |= value instanceof Value.Disabled;
                result.appendOpening(written, start, end, name, value != null);
            }
            done = end;
            start = text.indexOf("$(", done);
        }
        result.append(written, done, text.length());
        if (result.isBlank()) {
            // Nothing but variables whose values are empty: the instruction is still there.
            return Optional.of(new Substituted(written, disabled));
        }
        return Optional.of(new Substituted(result.build(), disabled));
    }
}
