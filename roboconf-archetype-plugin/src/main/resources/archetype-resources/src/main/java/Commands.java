package ${package};

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepFailure;

/** What a recipe's {@code commands.properties} says: a command for each step, none for a step that has nothing to do. */
final class Commands {

    static final String FILE = "commands.properties";

    private final Properties commands;

    private Commands(Properties commands) {
        this.commands = commands;
    }

    /**
     * Reads them.
     *
     * @param recipe the recipe's folder; absent when the component has no recipe
     * @throws StepFailure when they cannot be read, or one is for a step that does not exist
     */
    static Commands of(Path recipe) throws StepFailure {
        Path file = recipe.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw failure(
                    "The recipe has no " + FILE + ". Write one with a command for each step: 'start = ./server'.",
                    null);
        }
        Properties commands = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            commands.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(FILE + " of the recipe cannot be read: " + e.getMessage(), e);
        }
        for (String name : commands.stringPropertyNames()) {
            if (Arrays.stream(Step.values()).noneMatch(step -> step.recipeName().equals(name))) {
                throw failure(
                        FILE + " of the recipe has '" + name + "', which is no step. Steps are " + steps() + ".", null);
            }
        }
        return new Commands(commands);
    }

    /** The command of a step; empty when there is nothing to do. */
    Optional<String> of(Step step) {
        return Optional.ofNullable(commands.getProperty(step.recipeName())).filter(command -> !command.isBlank());
    }

    private static String steps() {
        return Arrays.stream(Step.values()).map(Step::recipeName).collect(Collectors.joining(", "));
    }

    private static StepFailure failure(String message, Exception cause) {
        return new StepFailure(Reason.STEP_FAILED, null, message, cause);
    }
}
