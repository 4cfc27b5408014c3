package net.roboconf.core.messaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@link Supervision} from what people write: a recipe's file {@value #FILE}, and the data of an instance under
 * {@value #DATA_PREFIX}, which win. Durations carry their unit: {@code 500ms}, {@code 30s}, {@code 15m}, {@code 2h}.
 */
public final class SupervisionSettings {

    /** What the keys of an instance's data begin with. */
    public static final String DATA_PREFIX = "supervision.";

    /** The file in a recipe's folder; its keys have no prefix. */
    public static final String FILE = "supervision.properties";

    private static final String STEP_TIME_LIMIT = "step-time-limit";
    private static final String CHECK_INTERVAL = "check-interval";
    private static final String RESTART_ATTEMPTS = "restart-attempts";
    private static final String RESTART_DELAY = "restart-delay";
    private static final String RESTART_DELAY_MAX = "restart-delay-max";
    private static final String HEALTHY_AFTER = "healthy-after";

    private static final List<String> KEYS =
            List.of(STEP_TIME_LIMIT, CHECK_INTERVAL, RESTART_ATTEMPTS, RESTART_DELAY, RESTART_DELAY_MAX, HEALTHY_AFTER);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,10})\\s*(ms|s|m|h)");
    private static final Pattern ATTEMPTS = Pattern.compile("\\d{1,6}");

    /** More than anybody waits for, and few enough milliseconds to be doubled a while: 30 days. */
    private static final long LONGEST = 30L * 24 * 3_600_000;

    private SupervisionSettings() {}

    /** The settings among the data of an instance, without their prefix. */
    public static Map<String, String> ofData(Map<String, String> data) {
        Map<String, String> settings = new HashMap<>();
        data.forEach((key, value) -> {
            if (key.startsWith(DATA_PREFIX)) {
                settings.put(key.substring(DATA_PREFIX.length()), value);
            }
        });
        return settings;
    }

    /**
     * What is wrong with a setting.
     *
     * @param key without prefix
     * @return what people must know to mend it, without a full stop; empty when nothing is wrong
     */
    public static Optional<String> problem(String key, String value) {
        if (!KEYS.contains(key)) {
            return Optional.of("there is no such setting, but " + String.join(", ", KEYS));
        }
        if (key.equals(RESTART_ATTEMPTS)) {
            return ATTEMPTS.matcher(value.strip()).matches()
                    ? Optional.empty()
                    : Optional.of("'" + value + "' is not a number of restarts from 0 (never) to 999999");
        }
        if (millis(value).isEmpty()) {
            return Optional.of(
                    "'" + value + "' is not a duration of at most 30 days: write a number and its unit, such "
                            + "as 500ms, 30s, 15m or 2h");
        }
        return key.equals(STEP_TIME_LIMIT) && millis(value).get() == 0
                ? Optional.of("a step cannot be over in no time")
                : Optional.empty();
    }

    /**
     * Puts settings over others. What has a {@link #problem} is left out; the longest delay between restarts is never
     * shorter than the first.
     *
     * @param settings keys without prefix
     */
    public static Supervision overlay(Supervision base, Map<String, String> settings) {
        if (settings.isEmpty()) {
            return base;
        }
        long restartDelay = duration(settings, RESTART_DELAY, base.restartDelay());
        return new Supervision(
                duration(settings, STEP_TIME_LIMIT, base.stepTimeLimit()),
                duration(settings, CHECK_INTERVAL, base.checkInterval()),
                valid(settings, RESTART_ATTEMPTS).map(Integer::parseInt).orElse(base.restartAttempts()),
                restartDelay,
                Math.max(restartDelay, duration(settings, RESTART_DELAY_MAX, base.restartDelayMax())),
                duration(settings, HEALTHY_AFTER, base.healthyAfter()));
    }

    private static long duration(Map<String, String> settings, String key, long otherwise) {
        return valid(settings, key).flatMap(SupervisionSettings::millis).orElse(otherwise);
    }

    private static Optional<String> valid(Map<String, String> settings, String key) {
        return Optional.ofNullable(settings.get(key))
                .filter(value -> problem(key, value).isEmpty())
                .map(String::strip);
    }

    private static Optional<Long> millis(String text) {
        Matcher parts = DURATION.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (parts.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                };
        return Optional.of(Long.parseLong(parts.group(1)) * unit).filter(millis -> millis <= LONGEST);
    }
}
