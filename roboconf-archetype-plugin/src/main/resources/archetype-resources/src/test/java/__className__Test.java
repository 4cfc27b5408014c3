package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.testkit.plugin.TestInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is this plug-in's own. */
class ${className}Test {

    @TempDir
    Path temporary;

    private final ${className} plugin = new ${className}();
    private TestInstance instance;

    @BeforeEach
    void set_up() throws Exception {
        instance = new TestInstance(temporary, "one", "${installer}");
    }

    @Test
    void a_recipe_without_commands_is_told_so_before_anything_is_done() {
        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.prepare(instance.step()));

        assertThat(failure).hasMessageContaining("has no commands.properties");
    }

    @Test
    void a_command_for_a_step_that_does_not_exist_is_told() throws Exception {
        instance.file(Commands.FILE, "begin = ./server");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.prepare(instance.step()));

        assertThat(failure).hasMessageContainingAll("'begin'", "start");
    }

    @Test
    void the_optional_steps_are_those_with_a_command() throws Exception {
        assertThat(plugin.optionalSteps(instance.asRecipe())).isEmpty();
        instance.file(Commands.FILE, "start = true\nreconfigure = true\ncheck =\n");
        assertThat(plugin.optionalSteps(instance.asRecipe())).containsExactly(Step.RECONFIGURE);
    }

    @Test
    void a_failure_says_what_the_command_said_last() throws Exception {
        instance.file(Commands.FILE, "start = echo one; echo the port is taken; exit 3");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(instance.step()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure).hasMessage("The command for start exited 3: the port is taken");
    }

    @Test
    void what_takes_too_long_is_ended() throws Exception {
        instance.file(Commands.FILE, "start = sleep 61").timeLimit(Duration.ofMillis(200));

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(instance.step()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
    }

    @Test
    void a_command_finds_the_recipe_its_work_folder_and_all_values_as_they_are() throws Exception {
        String odd = "it's \"odd\" = $(date)\n# größer";
        instance.export("odd", odd)
                .file("greeting.txt", "hello")
                .file(Commands.FILE, "start = cp greeting.txt \"$WORK\"");

        plugin.start(instance.step());

        assertThat(instance.work().resolve("greeting.txt")).hasContent("hello");
        Properties variables = new Properties();
        try (Reader reader = Files.newBufferedReader(instance.work().resolve(CommandRun.VARIABLES))) {
            variables.load(reader);
        }
        assertThat(variables)
                .containsEntry("export.Tomcat.odd", odd)
                .containsEntry("import.MySQL.count", "2")
                .containsEntry("import.MySQL.0.path", "/db server/mysql-1")
                .containsEntry("import.Cache.count", "0");
    }
}
