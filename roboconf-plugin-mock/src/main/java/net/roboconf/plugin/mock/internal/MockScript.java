package net.roboconf.plugin.mock.internal;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/**
 * What a mock plays: the file {@value #FILE} of its recipe, overlaid by the instance's data whose keys start with
 * {@value #DATA}.
 *
 * <pre>
 * start.delay = 200            milliseconds
 * start.hang = true            until it is cancelled or its time is over
 * start.output = some text     printed
 * start.fail = true            every call
 * start.fail.times = 2         the first two calls
 * start.fail.on = 3, 5         these calls, counted from 1
 * start.fail.after = 4         every call after the fourth
 * start.fail.exit = 7          the exit code of a failure, 1 when not given
 * start.fail.message = text    the message of a failure
 * optional.steps = check, reconfigure
 * </pre>
 *
 * <p>and so for {@code deploy}, {@code update}, {@code reconfigure}, {@code check}, {@code stop} and {@code undeploy}. In
 * a file of instances: {@code data.mock.start.delay: 200;}. Without any of it every step succeeds at once.
 */
final class MockScript {

    static final String FILE = "mock.properties";
    static final String DATA = "mock.";

    private static final String OPTIONAL = "optional.steps";

    private final Map<String, String> lines;

    private MockScript(Map<String, String> lines) {
        this.lines = lines;
    }

    /**
     * The script of an instance.
     *
     * @throws StepFailure when there is a line that means nothing: a test that rests on it would not test anything
     */
    static MockScript of(StepContext context) throws IOException, StepFailure {
        Map<String, String> lines = read(context.recipe());
        context.data().forEach((key, value) -> {
            if (key.startsWith(DATA)) {
                lines.put(key.substring(DATA.length()), value.strip());
            }
        });
        for (String key : lines.keySet()) {
            if (!isKnown(key)) {
                throw wrong(
                        key,
                        "is not known; after the name of a step can stand " + new TreeMap<>(MockStep.KEYS).keySet());
            }
        }
        return new MockScript(lines);
    }

    /** The steps that a recipe's file says it has beside those that every recipe has. */
    static Set<Step> optionalSteps(Path recipe) {
        Set<String> names;
        try {
            names = words(read(recipe).getOrDefault(OPTIONAL, "")).collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of(); // the first step that is run says what is wrong
        }
        return Stream.of(Step.CHECK, Step.RECONFIGURE)
                .filter(step -> names.contains(step.recipeName()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Step.class)));
    }

    MockStep step(Step step) throws StepFailure {
        return new MockStep(
                step,
                value(step, "output"),
                Duration.ofMillis(number(step, "delay")),
                Boolean.parseBoolean(value(step, "hang")),
                Boolean.parseBoolean(value(step, "fail")),
                number(step, "fail.times"),
                numbers(step, "fail.on"),
                number(step, "fail.after"),
                number(step, "fail.exit"),
                value(step, "fail.message"));
    }

    private String value(Step step, String key) {
        return lines.getOrDefault(step.recipeName() + "." + key, MockStep.KEYS.get(key));
    }

    private int number(Step step, String key) throws StepFailure {
        return parse(step, key, value(step, key));
    }

    private Set<Integer> numbers(Step step, String key) throws StepFailure {
        Set<Integer> numbers = new TreeSet<>();
        for (String word : words(value(step, key)).toList()) {
            numbers.add(parse(step, key, word));
        }
        return numbers;
    }

    private static int parse(Step step, String key, String word) throws StepFailure {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw wrong(step.recipeName() + "." + key, "needs a whole number instead of '" + word + "'");
        }
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static boolean isKnown(String key) {
        return key.equals(OPTIONAL)
                || Arrays.stream(Step.values())
                        .map(step -> step.recipeName() + ".")
                        .anyMatch(start ->
                                key.startsWith(start) && MockStep.KEYS.containsKey(key.substring(start.length())));
    }

    private static Map<String, String> read(Path recipe) throws IOException {
        Properties properties = new Properties();
        Path file = recipe.resolve(FILE);
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " is malformed: " + e.getMessage(), e);
            }
        }
        Map<String, String> lines = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> lines.put(key, properties.getProperty(key).strip()));
        return lines;
    }

    private static StepFailure wrong(String key, String what) {
        return new StepFailure(Reason.STEP_FAILED, null, "The mock's key '" + key + "' " + what + ".", null);
    }
}
