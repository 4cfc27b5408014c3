package net.roboconf.plugin.puppet.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepFailure;

/**
 * The module of a recipe that Roboconf uses: the only folder whose name starts with {@code roboconf_}. The class for the
 * step {@code start} of a module {@code roboconf_web}, the first whose file exists:
 *
 * <ol>
 *   <li>{@code manifests/start.pp}: {@code roboconf_web::start}
 *   <li>{@code manifests/init.pp}: {@code roboconf_web}
 * </ol>
 *
 * <p>{@code check} and {@code reconfigure} came later than many recipes: only a class of their own serves them.
 */
final class RecipeModule {

    private static final String START = "roboconf_";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<Step> OPTIONAL = Set.of(Step.CHECK, Step.RECONFIGURE);

    private final Path recipe;

    RecipeModule(Path recipe) {
        this.recipe = recipe;
    }

    /** The optional steps that this recipe has. */
    Set<Step> optionalSteps() {
        List<Path> modules;
        try {
            modules = modules();
        } catch (IOException e) {
            // The steps that every recipe has cannot read it either, and say so.
            return Set.of();
        }
        return OPTIONAL.stream()
                .filter(step -> modules.stream().anyMatch(module -> hasManifest(module, step.recipeName())))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The name of the class that serves the step; empty when there is nothing to do. */
    Optional<String> classOf(Step step) throws IOException, StepFailure {
        List<Path> modules = modules();
        if (modules.isEmpty()) {
            return Optional.empty();
        }
        if (modules.size() > 1) {
            throw failure("The recipe has several modules whose name starts with '" + START + "': " + names(modules)
                    + ". Which one is meant, nobody can know: leave one, and rename the others.");
        }
        Path module = modules.get(0);
        String name = module.getFileName().toString();
        Optional<String> found = Optional.empty();
        if (hasManifest(module, step.recipeName())) {
            found = Optional.of(name + "::" + step.recipeName());
        } else if (!OPTIONAL.contains(step) && hasManifest(module, "init")) {
            found = Optional.of(name);
        }
        if (found.isPresent() && !NAME.matcher(name).matches()) {
            throw failure("Puppet finds no class in a module that is named '" + name
                    + "': rename its folder, with lower-case letters, digits and '_' only.");
        }
        return found;
    }

    private List<Path> modules() throws IOException {
        List<Path> modules = new ArrayList<>();
        if (Files.isDirectory(recipe)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(recipe, RecipeModule::isModule)) {
                all.forEach(modules::add);
            }
        }
        modules.sort(null);
        return modules;
    }

    private static boolean isModule(Path entry) {
        return entry.getFileName().toString().toLowerCase(Locale.ROOT).startsWith(START) && Files.isDirectory(entry);
    }

    private static boolean hasManifest(Path module, String name) {
        return Files.isRegularFile(module.resolve("manifests").resolve(name + ".pp"));
    }

    private static String names(List<Path> modules) {
        return modules.stream().map(module -> module.getFileName().toString()).collect(Collectors.joining(", "));
    }

    private static StepFailure failure(String message) {
        return new StepFailure(Reason.STEP_FAILED, null, message, null);
    }
}
