package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import net.roboconf.core.dsl.commands.internal.MappedText.Opening;

/** Works out what {@code define} gives to a variable: text, times, ids, and numbers in the names of instances. */
final class DefinedValue {

    private static final String NANO_TIME = "NANO_TIME";
    private static final String MILLI_TIME = "MILLI_TIME";
    private static final String UUID_NAME = "UUID";
    private static final String FORMATTED_TIME = "FORMATTED_TIME";
    private static final String SMART_INDEX = "SMART_INDEX";
    private static final String EXISTING_INDEX = "EXISTING_INDEX";
    private static final List<String> SIMPLE = List.of(NANO_TIME, MILLI_TIME, UUID_NAME);
    private static final List<String> WITH_PATTERN = List.of(FORMATTED_TIME, SMART_INDEX, EXISTING_INDEX);

    private final Scene scene;
    private final Clock clock;
    private final Supplier<UUID> ids;
    /** By path and the text around the number: smaller ones are known to be taken. */
    private final Map<String, Integer> lastFree = new HashMap<>();

    private int losses;
    private long lastNanos = Long.MIN_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    DefinedValue(Scene scene, Clock clock, Supplier<UUID> ids) {
        this.scene = scene;
        this.clock = clock;
        this.ids = ids;
    }

    /** Whether a variable has a meaning of its own in {@code define}. */
    static boolean isBuiltIn(Opening opening) {
        return SIMPLE.contains(opening.name()) || WITH_PATTERN.contains(function(opening));
    }

    /** Whether a variable is a number in the name of an instance. */
    static boolean isIndex(Opening opening) {
        String function = function(opening);
        return function.equals(SMART_INDEX) || function.equals(EXISTING_INDEX);
    }

    private static String function(Opening opening) {
        String name = opening.name();
        int end = 0;
        while (end < name.length() && !Character.isWhitespace(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end);
    }

    private static String pattern(Opening opening) {
        return opening.name().substring(function(opening).length()).strip();
    }

    private static Phrase phrase(Phrase value, Opening opening) {
        return new Phrase(value.source(), opening.from(), opening.to());
    }

    /**
     * Works out a value. What is wrong with it is reported.
     *
     * @param value not empty, without variables but those that are built in
     * @param under the path of the instance over which the index counts, empty for root instances
     */
    Variables.Value of(Phrase value, String under) {
        List<Opening> openings = value.source().openings().stream()
                .filter(o -> o.from() >= value.from() && o.to() <= value.to())
                .toList();
        if (!check(value, openings)) {
            return new Variables.Value.Unknown();
        }
        // The number is left out: several of them in one name are the same.
        StringBuilder text = new StringBuilder();
        List<String> parts = new ArrayList<>();
        Opening index = null;
        int done = value.from();
        for (Opening opening : openings) {
            text.append(value.source().text(), done, opening.from());
            if (isIndex(opening)) {
                index = opening;
                parts.add(text.toString());
                text.setLength(0);
            } else {
                text.append(simple(opening));
            }
            done = opening.to();
        }
        text.append(value.source().text(), done, value.to());
        parts.add(text.toString());
        return index == null ? new Variables.Value.Text(text.toString()) : indexed(parts, index, under);
    }

    private boolean check(Phrase value, List<Opening> openings) {
        boolean date = openings.stream().anyMatch(o -> function(o).equals(FORMATTED_TIME));
        long kindsOfIndex = openings.stream()
                .filter(DefinedValue::isIndex)
                .map(Opening::name)
                .distinct()
                .limit(2)
                .count();
        boolean whole = openings.size() == 1
                && openings.get(0).from() == value.from()
                && openings.get(0).to() == value.to();
        if (date && !whole || kindsOfIndex > 1) {
            return scene.missing(value, CMD_NO_MIX_FOR_PATTERNS, value.text());
        }
        boolean sound = true;
        for (Opening opening : openings) {
            if (function(opening).equals(FORMATTED_TIME) && dateFormat(opening).isEmpty()) {
                sound = scene.missing(phrase(value, opening), CMD_INVALID_DATE_PATTERN, pattern(opening));
            } else if (isIndex(opening) && !isIndexPattern(opening)) {
                sound = scene.missing(phrase(value, opening), CMD_INVALID_INDEX_PATTERN, opening.name());
            }
        }
        return sound;
    }

    private String simple(Opening opening) {
        Instant time = clock.instant();
        return switch (function(opening)) {
            case NANO_TIME -> {
                // Two of them are never the same, however coarse the clock is.
                long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
                lastNanos = Math.max(nanos, lastNanos + 1);
                yield Long.toString(lastNanos);
            }
            case MILLI_TIME -> {
                lastMillis = Math.max(time.toEpochMilli(), lastMillis + 1);
                yield Long.toString(lastMillis);
            }
            case UUID_NAME -> ids.get().toString();
            default -> dateFormat(opening).orElseThrow().format(Date.from(time));
        };
    }

    private Optional<SimpleDateFormat> dateFormat(Opening opening) {
        String pattern = pattern(opening);
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        try {
            SimpleDateFormat format = new SimpleDateFormat(pattern, Locale.ENGLISH);
            format.setTimeZone(TimeZone.getTimeZone(clock.getZone()));
            return Optional.of(format);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isIndexPattern(Opening opening) {
        String pattern = pattern(opening);
        return function(opening).equals(SMART_INDEX)
                ? pattern.isEmpty()
                : pattern.matches("(?i:MIN|MAX)(?:\\s*[<>]\\s*\\d{1,9})?");
    }

    private Variables.Value indexed(List<String> parts, Opening index, String under) {
        Optional<PathTable> table = scene.table();
        Optional<PathTable.Node> parent = table.flatMap(t -> under.isEmpty() ? Optional.of(t.top()) : t.find(under));
        boolean free = function(index).equals(SMART_INDEX);
        if (parent.isEmpty()) {
            // Nothing is known of the instances. There is always a free number, and any one does to check the form of
            // what comes; but an existing one there may be or not.
            return free ? new Variables.Value.Text(String.join("1", parts)) : new Variables.Value.Disabled();
        }
        Optional<String> number = free
                ? Optional.of(free(table.get(), parent.get(), under, parts))
                : existing(table.get(), parent.get(), parts, pattern(index));
        if (table.get().isExhausted()) {
            return new Variables.Value.Disabled();
        }
        return number.<Variables.Value>map(n -> new Variables.Value.Text(String.join(n, parts)))
                .orElseGet(Variables.Value.Disabled::new);
    }

    /** The smallest number, from 1, that no instance has. */
    private String free(PathTable table, PathTable.Node parent, String under, List<String> parts) {
        if (table.losses() != losses) {
            losses = table.losses();
            lastFree.clear();
        }
        String shape = under + '\n' + String.join("\n", parts);
        int number = lastFree.getOrDefault(shape, 1);
        while (!table.isExhausted()) {
            String name = String.join(Integer.toString(number), parts);
            table.spend(1 + name.length());
            if (table.child(parent, name).isEmpty()) {
                break;
            }
            number++;
        }
        lastFree.put(shape, number);
        return Integer.toString(number);
    }

    /** The smallest or largest number that an instance has, as it stands in its name. */
    private static Optional<String> existing(
            PathTable table, PathTable.Node parent, List<String> parts, String pattern) {
        IntPredicate allowed = limit(pattern);
        boolean smallest = pattern.regionMatches(true, 0, "MIN", 0, 3);
        int fixed = parts.stream().mapToInt(String::length).sum();
        String best = null;
        for (String name : table.names(parent)) {
            table.spend(name.length());
            String number = numberIn(name, parts, fixed);
            if (number != null && allowed.test(Integer.parseInt(number))) {
                int difference = best == null ? 0 : Integer.compare(Integer.parseInt(number), Integer.parseInt(best));
                best = best == null || (smallest ? difference < 0 : difference > 0) ? number : best;
            }
        }
        return Optional.ofNullable(best);
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
     * The number in a name of a certain shape, {@code null} if the name has another one.
     *
     * @param parts what is around the number, which stands between each two of them
     * @param fixed how long the parts are together
     */
    private static String numberIn(String name, List<String> parts, int fixed) {
        int digits = (name.length() - fixed) / (parts.size() - 1);
        int start = parts.get(0).length();
        if (digits < 1 || digits > 9 || start + digits > name.length()) {
            return null;
        }
        String number = name.substring(start, start + digits);
        boolean decimal = number.chars().allMatch(c -> c >= '0' && c <= '9');
        return decimal && String.join(number, parts).equals(name) ? number : null;
    }
}
