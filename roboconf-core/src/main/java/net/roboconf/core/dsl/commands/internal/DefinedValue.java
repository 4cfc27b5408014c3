package net.roboconf.core.dsl.commands.internal;

import static net.roboconf.core.dsl.DiagnosticCode.*;

import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
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
    private final InstanceNumbers numbers;
    private long lastNanos = Long.MIN_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    DefinedValue(Scene scene, Clock clock, Supplier<UUID> ids) {
        this.scene = scene;
        this.clock = clock;
        this.ids = ids;
        this.numbers = new InstanceNumbers(scene);
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
        if (index == null) {
            return new Variables.Value.Text(text.toString());
        }
        return function(index).equals(SMART_INDEX)
                ? numbers.free(parts, under)
                : numbers.existing(parts, under, pattern(index));
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
            return scene.reject(value, CMD_NO_MIX_FOR_PATTERNS, value.text());
        }
        boolean sound = true;
        for (Opening opening : openings) {
            if (function(opening).equals(FORMATTED_TIME) && dateFormat(opening).isEmpty()) {
                sound = scene.reject(phrase(value, opening), CMD_INVALID_DATE_PATTERN, pattern(opening));
            } else if (isIndex(opening) && !isIndexPattern(opening)) {
                sound = scene.reject(phrase(value, opening), CMD_INVALID_INDEX_PATTERN, opening.name());
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
        return function(opening).equals(SMART_INDEX) ? pattern.isEmpty() : InstanceNumbers.isPattern(pattern);
    }
}
