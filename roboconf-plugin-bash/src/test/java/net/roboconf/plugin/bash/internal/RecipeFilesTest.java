package net.roboconf.plugin.bash.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.roboconf.core.lifecycle.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecipeFilesTest {

    @TempDir
    Path recipe;

    private final List<String> log = new ArrayList<>();

    @ParameterizedTest(name = "{1} for {0} is {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "start,       scripts/start.sh,                                          scripts/start.sh",
                "start,       scripts/start.sh scripts/start scripts/start-all.sh,       scripts/start.sh",
                "start,       scripts/start.py,                                          scripts/start.py",
                "start,       scripts/start2.sh scripts/start1.sh,                       scripts/start1.sh",
                "start,       scripts/restart.sh,                                        -",
                "start,       scripts/Start.sh,                                          -",
                "start,       scripts/start.sh/file,                                     -",
                "start,       start.sh,                                                  -",
                "start,       scripts/stop.sh,                                           -",
                "start,       scripts/start.rb roboconf-templates/start.template,        scripts/start.rb",
                "start,       roboconf-templates/start.template,                         roboconf-templates/start.template",
                "start,       roboconf-templates/start.template roboconf-templates/default.template, roboconf-templates/start.template",
                "start,       roboconf-templates/default.template,                       roboconf-templates/default.template",
                "start,       roboconf-templates/start.sh,                               -",
                "undeploy,    scripts/undeploy.sh scripts/deploy.sh,                     scripts/undeploy.sh",
                "deploy,      scripts/undeploy.sh,                                       -",
                "update,      scripts/update.sh,                                         scripts/update.sh",
                "check,       scripts/check.sh,                                          scripts/check.sh",
                "check,       scripts/check.py,                                          -",
                "check,       scripts/check-all.sh,                                      -",
                "check,       roboconf-templates/check.template,                         roboconf-templates/check.template",
                "check,       roboconf-templates/default.template,                       -",
                "reconfigure, scripts/reconfigure.sh,                                    scripts/reconfigure.sh",
                "reconfigure, scripts/reconfigure,                                       -",
                "reconfigure, roboconf-templates/reconfigure.template,                   roboconf-templates/reconfigure.template",
                "reconfigure, roboconf-templates/default.template,                       -",
            })
    void the_file_of_a_step(String step, String files, String found) throws IOException {
        for (String file : files.split(" ")) {
            create(file);
        }

        assertThat(new RecipeFiles(recipe)
                        .find(step(step), log::add)
                        .map(file -> recipe.relativize(file.path()).toString())
                        .orElse(null))
                .isEqualTo(found);
    }

    @Test
    void several_fitting_names_are_worth_a_warning() throws IOException {
        create("scripts/start-b.sh");
        create("scripts/start-a.sh");

        new RecipeFiles(recipe).find(Step.START, log::add);

        assertThat(log).singleElement().asString().contains("start-a.sh, start-b.sh", "start.sh");
    }

    @Test
    void an_exact_name_is_worth_no_warning() throws IOException {
        create("scripts/start.sh");
        create("scripts/start-a.sh");

        new RecipeFiles(recipe).find(Step.START, log::add);

        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void an_empty_recipe_has_nothing(Step step) throws IOException {
        assertThat(new RecipeFiles(recipe).find(step, log::add)).isEmpty();
        assertThat(new RecipeFiles(recipe).optionalSteps()).isEmpty();
    }

    @Test
    void optional_steps_exist_under_their_exact_name_only() throws IOException {
        create("scripts/checkup.sh");
        create("roboconf-templates/default.template");
        assertThat(new RecipeFiles(recipe).optionalSteps()).isEmpty();

        create("scripts/check.sh");
        create("roboconf-templates/reconfigure.template");
        assertThat(new RecipeFiles(recipe).optionalSteps()).containsExactlyInAnyOrder(Step.CHECK, Step.RECONFIGURE);
    }

    private void create(String name) throws IOException {
        Path file = recipe.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private static Step step(String recipeName) {
        return Arrays.stream(Step.values())
                .filter(step -> step.recipeName().equals(recipeName))
                .findFirst()
                .orElseThrow();
    }
}
