package net.roboconf.core.dsl.commands.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Finds numbers for the names of instances: one that is free, or one that an instance has.
 *
 * <p>The shape of such a name is given by the texts around the number, which stands between each two of them.
 */
final class InstanceNumbers {

    private final Scene scene;
    /** By path and shape: smaller numbers are known to be taken. */
    private final Map<String, Integer> lastFree = new HashMap<>();

    private int losses;

    InstanceNumbers(Scene scene) {
        this.scene = scene;
    }

    /** Whether a text says which of the existing numbers is meant: {@code MIN}, {@code MAX < 10}. */
    static boolean isPattern(String text) {
        return text.matches("(?i:MIN|MAX)(?:\\s*[<>]\\s*\\d{1,9})?");
    }

    private Optional<PathTable.Node> parent(String under) {
        return scene.table().flatMap(t -> under.isEmpty() ? Optional.of(t.top()) : t.find(under));
    }

    /**
     * A name with the smallest number, from 1, that no instance has.
     *
     * @param under the path of the instance over which the number counts, empty for root instances
     */
    Variables.Value free(List<String> parts, String under) {
        Optional<PathTable.Node> parent = parent(under);
        if (parent.isEmpty()) {
            // Nothing is known of the instances. There is always a free number, and any does to check what comes.
            return new Variables.Value.Text(String.join("1", parts));
        }
        PathTable table = scene.table().orElseThrow();
        if (table.losses() != losses) {
            losses = table.losses();
            lastFree.clear();
        }
        String shape = under + '\n' + String.join("\n", parts);
        int number = lastFree.getOrDefault(shape, 1);
        String name = String.join(Integer.toString(number), parts);
        table.spend(1 + name.length());
        while (!table.isExhausted() && table.child(parent.get(), name).isPresent()) {
            number++;
            name = String.join(Integer.toString(number), parts);
            table.spend(1 + name.length());
        }
        lastFree.put(shape, number);
        return table.isExhausted() ? new Variables.Value.Disabled() : new Variables.Value.Text(name);
    }

    /**
     * The name of the instance with the smallest or largest number.
     *
     * @param under the path of the instance over which the number counts, empty for root instances
     * @param pattern which number is meant
     */
    Variables.Value existing(List<String> parts, String under, String pattern) {
        Optional<PathTable.Node> parent = parent(under);
        if (parent.isEmpty()) {
            // Nothing is known of the instances: there may be one or not.
            return new Variables.Value.Disabled();
        }
        PathTable table = scene.table().orElseThrow();
        IntPredicate allowed = limit(pattern);
        boolean smallest = pattern.regionMatches(true, 0, "MIN", 0, 3);
        int fixed = parts.stream().mapToInt(String::length).sum();
        String best = null;
        int bestNumber = 0;
        for (String name : table.names(parent.get())) {
            table.spend(name.length());
            OptionalInt number = numberIn(name, parts, fixed);
            if (number.isPresent() && allowed.test(number.getAsInt())) {
                boolean better = smallest ? number.getAsInt() < bestNumber : number.getAsInt() > bestNumber;
                if (best == null || better) {
                    best = name;
                    bestNumber = number.getAsInt();
                }
            }
        }
        return best == null || table.isExhausted() ? new Variables.Value.Disabled() : new Variables.Value.Text(best);
    }

    private static IntPredicate limit(String pattern) {
        int sign = Math.max(pattern.indexOf('<'), pattern.indexOf('>'));
        if (sign < 0) {
            return n -> true;
        }
        int limit = Integer.parseInt(pattern.substring(sign + 1).strip());
        return pattern.charAt(sign) == '<' ? n -> n < limit : n -> n > limit;
    }

    /**
     * The number in a name, empty if the name has another shape.
     *
     * @param fixed how long the parts are together
     */
    private static OptionalInt numberIn(String name, List<String> parts, int fixed) {
        int digits = (name.length() - fixed) / (parts.size() - 1);
        int start = parts.get(0).length();
        if (digits < 1 || digits > 9 || start + digits > name.length()) {
            return OptionalInt.empty();
        }
        String number = name.substring(start, start + digits);
        boolean decimal = number.chars().allMatch(c -> c >= '0' && c <= '9');
        return decimal && String.join(number, parts).equals(name)
                ? OptionalInt.of(Integer.parseInt(number))
                : OptionalInt.empty();
    }
}
