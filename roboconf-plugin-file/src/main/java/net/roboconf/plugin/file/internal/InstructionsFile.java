package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepFailure;

/**
 * The file {@value #NAME} of a recipe:
 *
 * <pre>
 * deploy.1.download = https://example.org/shop-1.4.war
 * deploy.2.move     = ${download} -&gt; /opt/shop/shop.war
 * undeploy.1.delete = /opt/shop
 * </pre>
 *
 * <p>It is read as a whole for each step: a mistake in what a stop would do is told when the instance is deployed.
 */
final class InstructionsFile {

    static final String NAME = "instructions.properties";

    private static final List<Step> PHASES = List.of(Step.DEPLOY, Step.START, Step.STOP, Step.UPDATE, Step.UNDEPLOY);
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final String ARROW = "->";

    private InstructionsFile() {}

    /**
     * All instructions of a recipe: by position in each phase, those of equal position as they stand in the file.
     *
     * @return empty when the recipe has no such file
     * @throws StepFailure when there is a line that means nothing, or one key twice
     */
    static List<Instruction> read(Path recipe) throws IOException, StepFailure {
        Path file = recipe.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<Instruction> instructions = new ArrayList<>();
        Map<String, Instruction> byKey = new HashMap<>();
        for (LogicalLines.Line line : LogicalLines.of(lines(file))) {
            Instruction instruction = instruction(line);
            Instruction other = byKey.putIfAbsent(instruction.key(), instruction);
            if (other != null) {
                throw wrong(
                        line.number(),
                        "says '" + instruction.key() + "', as line " + other.line()
                                + " does: give one of them another position");
            }
            instructions.add(instruction);
        }
        // The sort is stable.
        instructions.sort(Comparator.comparing(Instruction::position));
        return instructions;
    }

    private static List<String> lines(Path file) throws IOException, StepFailure {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new StepFailure(Reason.STEP_FAILED, null, NAME + " is not in UTF-8: save it so.", e);
        }
    }

    private static Instruction instruction(LogicalLines.Line line) throws StepFailure {
        Map.Entry<String, String> property = property(line);
        String key = property.getKey();
        String[] words = key.split("\\.", -1);
        if (words.length != 3) {
            throw wrong(
                    line.number(),
                    "begins with '" + key + "' instead of PHASE.POSITION.ACTION, for example deploy.1.copy");
        }
        Step phase = phase(words[0])
                .orElseThrow(() -> unknown(
                        line.number(),
                        "phase",
                        words[0],
                        PHASES.stream().map(Step::recipeName).toList()));
        if (!DIGITS.matcher(words[1]).matches()) {
            throw wrong(line.number(), "has the position '" + words[1] + "', which is not a whole number");
        }
        Action action =
                Action.of(words[2]).orElseThrow(() -> unknown(line.number(), "action", words[2], Action.words()));
        return instruction(line.number(), phase, new BigInteger(words[1]), action, property.getValue());
    }

    private static Instruction instruction(int line, Step phase, BigInteger position, Action action, String parameter)
            throws StepFailure {
        if (!action.hasDestination()) {
            if (parameter.isEmpty()) {
                throw wrong(
                        line,
                        "does not say what to " + action.word() + ": "
                                + (action == Action.DOWNLOAD ? "write a URL" : "write the name of a file or folder"));
            }
            return new Instruction(line, phase, position, action, parameter, null);
        }
        List<String> names =
                Stream.of(parameter.split(ARROW, -1)).map(String::strip).toList();
        if (names.size() != 2 || names.contains("")) {
            throw wrong(line, "has '" + parameter + "' instead of 'SOURCE -> DESTINATION'");
        }
        return new Instruction(line, phase, position, action, names.get(0), names.get(1));
    }

    private static Map.Entry<String, String> property(LogicalLines.Line line) throws StepFailure {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line.text()));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(line.number(), "is malformed: " + e.getMessage());
        }
        // What begins with a separator has the empty key.
        String key = properties.stringPropertyNames().stream().collect(Collectors.joining());
        return Map.entry(key, properties.getProperty(key, "").strip());
    }

    private static Optional<Step> phase(String word) {
        return PHASES.stream()
                .filter(step -> step.recipeName().equalsIgnoreCase(word))
                .findFirst();
    }

    private static StepFailure unknown(int line, String what, String word, List<String> known) {
        return wrong(line, "has the unknown " + what + " '" + word + "'; there are " + String.join(", ", known));
    }

    private static StepFailure wrong(int line, String what) {
        return new StepFailure(Reason.STEP_FAILED, null, NAME + ", line " + line + ", " + what + ".", null);
    }
}
