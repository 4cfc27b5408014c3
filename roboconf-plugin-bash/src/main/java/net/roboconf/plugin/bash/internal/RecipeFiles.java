package net.roboconf.plugin.bash.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepLog;

/**
 * Finds the file that serves a step. The first that exists, for the step {@code start}:
 *
 * <ol>
 *   <li>{@code scripts/start.sh}
 *   <li>the first file of {@code scripts/} in alphabetical order whose name starts with {@code start}
 *   <li>{@code roboconf-templates/start.template}
 *   <li>{@code roboconf-templates/default.template}
 * </ol>
 *
 * <p>{@code check} and {@code reconfigure} came later than many recipes: only the first and the third serve them, so that
 * no file wakes them by its prefix.
 */
final class RecipeFiles {

    static final String SCRIPTS = "scripts";

    private static final String TEMPLATES = "roboconf-templates";
    private static final Set<Step> EXACT_ONLY = Set.of(Step.CHECK, Step.RECONFIGURE);

    private final Path recipe;

    RecipeFiles(Path recipe) {
        this.recipe = recipe;
    }

    /** The optional steps that this recipe has. */
    Set<Step> optionalSteps() {
        return EXACT_ONLY.stream().filter(step -> exact(step).isPresent()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The file that serves the step; empty when there is nothing to do.
     *
     * @param log is warned when the name of more than one file fits
     */
    Optional<RecipeFile> find(Step step, StepLog log) throws IOException {
        if (EXACT_ONLY.contains(step)) {
            return exact(step);
        }
        Optional<RecipeFile> script = script(step);
        if (script.isEmpty()) {
            script = scriptByPrefix(step, log);
        }
        return script.or(() -> template(step.recipeName())).or(() -> template("default"));
    }

    private Optional<RecipeFile> exact(Step step) {
        return script(step).or(() -> template(step.recipeName()));
    }

    private Optional<RecipeFile> script(Step step) {
        Path file = recipe.resolve(SCRIPTS).resolve(step.recipeName() + ".sh");
        return Files.isRegularFile(file) ? Optional.of(new RecipeFile.Script(file)) : Optional.empty();
    }

    private Optional<RecipeFile> template(String name) {
        Path file = recipe.resolve(TEMPLATES).resolve(name + ".template");
        return Files.isRegularFile(file) ? Optional.of(new RecipeFile.Template(file)) : Optional.empty();
    }

    private Optional<RecipeFile> scriptByPrefix(Step step, StepLog log) throws IOException {
        Path folder = recipe.resolve(SCRIPTS);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> fitting = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.getFileName().toString().startsWith(step.recipeName()) && Files.isRegularFile(file)) {
                    fitting.add(file);
                }
            }
        }
        fitting.sort(null);
        if (fitting.size() > 1) {
            log.line("Several files in scripts/ have a name that starts with '" + step.recipeName() + "': "
                    + names(fitting.stream()) + ". The first one is taken; name the right one " + step.recipeName()
                    + ".sh.");
        }
        return fitting.stream().findFirst().map(RecipeFile.Script::new);
    }

    private static String names(Stream<Path> files) {
        return files.map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }
}
