package net.roboconf.plugin.bash.internal;

import static net.roboconf.testkit.plugin.RecipeSketch.imported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.testkit.Eventually;
import net.roboconf.testkit.plugin.RecipeSketch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real scripts. */
class BashPluginTest {

    @TempDir
    Path temporary;

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private final BashPlugin plugin =
            new BashPlugin(new ProgramRunner(table, Duration.ofMillis(500)), MachineEnvironment.ofThisProcess());
    private RecipeSketch recipe;

    @BeforeEach
    void sketch() throws IOException {
        recipe = new RecipeSketch(temporary, "bash");
    }

    @AfterEach
    void end_what_is_left() throws StepFailure {
        plugin.abandon(recipe.context(), Step.START);
    }

    @Test
    void it_serves_both_names() {
        assertThat(plugin.installers()).containsExactlyInAnyOrder("bash", "script");
    }

    @Test
    void each_step_runs_its_script_in_the_folder_of_the_script() throws Exception {
        for (Step step : Step.values()) {
            recipe.file("scripts/" + step.recipeName() + ".sh", "#!/bin/bash\necho $ROBOCONF_STEP in \"$PWD\"\n");
        }
        plugin.prepare(recipe.context());

        plugin.deploy(recipe.context());
        plugin.start(recipe.context());
        plugin.update(recipe.context(), new ImportChange("A", imported("/a"), true));
        plugin.reconfigure(recipe.context());
        plugin.check(recipe.context());
        plugin.stop(recipe.context());
        plugin.undeploy(recipe.context());

        String folder = " in " + recipe.recipe.resolve("scripts").toRealPath();
        assertThat(recipe.log)
                .containsExactly(Arrays.stream(Step.values())
                        .map(step -> step.recipeName() + folder)
                        .toArray(String[]::new));
    }

    @Test
    void a_recipe_without_a_script_for_the_step_succeeds() throws Exception {
        plugin.prepare(recipe.context());
        plugin.deploy(recipe.context());

        assertThat(recipe.log).singleElement().asString().contains("'deploy'");
    }

    @Test
    void prepare_makes_everything_below_scripts_executable() throws Exception {
        recipe.file("scripts/lib/tool", "#!/bin/sh\necho tool\n").file("scripts/start.sh", "#!/bin/sh\nlib/tool\n");
        recipe.file("files/data", "");

        plugin.prepare(recipe.context());
        plugin.start(recipe.context());

        assertThat(recipe.log).containsExactly("tool");
        assertThat(recipe.recipe.resolve("files/data")).isRegularFile();
        assertThat(Files.isExecutable(recipe.recipe.resolve("files/data"))).isFalse();
    }

    @Test
    void a_script_without_a_first_line_is_run_by_bash() throws Exception {
        recipe.file("scripts/start.sh", "[[ -n $BASH_VERSION ]] && echo bash\n");
        plugin.start(recipe.context());
        plugin.prepare(recipe.context());
        plugin.start(recipe.context());

        assertThat(recipe.log).containsExactly("bash", "bash");
    }

    @Test
    void values_arrive_unchanged_and_are_never_run() throws Exception {
        String value = "'; touch pwned; \" $(touch pwned) `touch pwned` \\n\nline 2 é 漢 🙂 %s !!";
        recipe.exports = Map.of("Tomcat.value", value);
        recipe.imports("MySQL", imported("/db", "password", value));
        recipe.file(
                "scripts/start.sh",
                "for v in \"$value\" \"$MySQL_0_password\"; do printf %s \"$v\" | od -An -v -tx1 | tr -d ' \\n'; echo; done");

        plugin.start(recipe.context());

        String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
        assertThat(recipe.log).containsExactly(hex, hex);
        assertThat(recipe.recipe.resolve("scripts/pwned")).doesNotExist();
    }

    @Test
    void twenty_thousand_imports_are_in_the_file() throws Exception {
        recipe.imports.put(
                "Tomcat",
                IntStream.range(0, 20_000)
                        .mapToObj(i -> imported("/vm-" + i, "ip", "10.0.0." + i))
                        .toList());
        recipe.file(
                "scripts/start.sh",
                """
                echo $Tomcat_size
                grep -o '"path"' "$ROBOCONF_IMPORTS_FILE" | wc -l
                stat -c %a "$ROBOCONF_IMPORTS_FILE"
                env | grep -c ^Tomcat_
                """);

        plugin.start(recipe.context());

        assertThat(recipe.log.subList(1, 5)).containsExactly("20000", "20000", "600", "1");
    }

    @Test
    void the_imports_file_is_json() throws Exception {
        recipe.imports("MySQL", imported("/db/my \"sql\"", "ip", "10.0.0.1", "password", "a\nb"));
        recipe.imports("Bank", new StepContext.Imported("a bank", new InstancePath("/desk"), Map.of("number", "90")));
        recipe.imports("Cache");
        recipe.file("scripts/start.sh", "cat \"$ROBOCONF_IMPORTS_FILE\"");

        plugin.start(recipe.context());

        assertThat(recipe.log)
                .containsExactly(
                        "{\"Bank\":[{\"application\":\"a bank\",\"path\":\"/desk\",\"variables\":{\"number\":\"90\"}}],"
                                + "\"Cache\":[],\"MySQL\":[{\"path\":\"/db/my \\\"sql\\\"\",\"variables\":{\"ip\":\"10.0.0.1\",\"password\":\"a\\nb\"}}]}");
    }

    @Test
    void the_work_folder_is_kept_between_steps() throws Exception {
        recipe.file("scripts/deploy.sh", "echo kept >\"$ROBOCONF_WORK_DIR/file\"");
        recipe.file("scripts/start.sh", "cat \"$ROBOCONF_WORK_DIR/file\"");

        plugin.deploy(recipe.context());
        plugin.start(recipe.context());

        assertThat(recipe.log).containsExactly("kept");
    }

    @Test
    void a_failing_script_tells_its_name_its_code_and_its_last_lines() throws Exception {
        recipe.file("scripts/start.sh", "echo trying\necho 'port 3306 in use' >&2\nexit 7\n");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure.exitCode()).isEqualTo(7);
        assertThat(failure).hasMessage("scripts/start.sh exited 7: trying | port 3306 in use");
        assertThat(recipe.log).containsExactly("trying", "port 3306 in use");
    }

    @Test
    void a_hanging_script_is_ended_with_all_that_it_started() throws Exception {
        recipe.timeLimit = Duration.ofSeconds(2);
        recipe.file("scripts/start.sh", "(setsid sleep 600 &)\nsleep 600 &\necho waiting\nsleep 600\n");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(failure.exitCode()).isNull();
        assertThat(failure).hasMessageContainingAll("scripts/start.sh", "waiting");
        assertThat(running()).isEmpty();
    }

    @Test
    void a_cancelled_script_is_ended() throws Exception {
        recipe.file("scripts/start.sh", "echo begun\nsleep 600\n");
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                plugin.start(recipe.context());
                result.complete(null);
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        Eventually.holds("it runs", () -> recipe.log.contains("begun"));

        thread.interrupt();

        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(running()).isEmpty();
    }

    @Test
    void a_server_lives_on_when_its_script_has_ended() throws Exception {
        recipe.file("scripts/start.sh", "sleep 600 &\n");

        plugin.start(recipe.context());

        assertThat(running()).isNotEmpty();
    }

    @Test
    void an_interpreter_that_is_missing_is_named() throws Exception {
        recipe.file("scripts/start.sh", "#!/opt/none/ruby -w\n");
        recipe.file("scripts/stop.sh", "#!/usr/bin/env no-such-tool\n");
        plugin.prepare(recipe.context());

        StepFailure start = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));
        StepFailure stop = catchThrowableOfType(StepFailure.class, () -> plugin.stop(recipe.context()));

        assertThat(start.reason()).isEqualTo(Reason.TOOL_MISSING);
        assertThat(start).hasMessageContaining("'/opt/none/ruby'");
        assertThat(stop.reason()).isEqualTo(Reason.TOOL_MISSING);
        assertThat(stop).hasMessageContaining("'no-such-tool'");
    }

    @Test
    void without_bash_it_says_so() throws Exception {
        recipe.file("scripts/start.sh", "true\n");
        BashPlugin elsewhere = new BashPlugin(
                ProgramRunner.ofThisHost(), new MachineEnvironment(Map.of("PATH", "/nowhere"), Set.of()));

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> elsewhere.start(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.TOOL_MISSING);
    }

    @Test
    void line_ends_of_windows_are_told() throws Exception {
        recipe.file("scripts/start.sh", "#!/bin/bash\r\necho\r\n");
        plugin.prepare(recipe.context());

        assertThatThrownBy(() -> plugin.start(recipe.context())).hasMessageContaining("line ends of Windows");
    }

    @Test
    void a_command_that_is_missing_in_a_script_is_the_scripts_failure() throws Exception {
        recipe.file("scripts/start.sh", "no-such-command\n");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure.exitCode()).isEqualTo(127);
        assertThat(failure).hasMessageContaining("no-such-command");
    }

    @Test
    void a_template_is_rendered_run_and_deleted() throws Exception {
        recipe.imports("MySQL", imported("/a", "ip", "<1>", "port", "2"), imported("/b", "ip", "'3'"));
        recipe.file(
                "roboconf-templates/default.template",
                """
                #!/bin/bash
                cat <<'END'
                {{#importLists}}
                list {{prefix}}
                {{#imports}}
                one
                {{#exportedVars}}
                {{name}}={{value}}
                {{/exportedVars}}
                {{/imports}}
                {{/importLists}}
                {{unknown}}.
                END
                stat -c %a "$0"
                echo "$ROBOCONF_STEP in $PWD"
                """);

        plugin.update(recipe.context(), new ImportChange("MySQL", imported("/b"), true));

        assertThat(recipe.log)
                .containsExactly(
                        "list MySQL",
                        "one",
                        "ip=<1>",
                        "port=2",
                        "one",
                        "ip='3'",
                        ".",
                        "700",
                        "update in "
                                + recipe.recipe.resolve("roboconf-templates").toRealPath());
        assertThat(recipe.work.resolve(".roboconf/update")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recipe.work.resolve(".roboconf"))))
                .isEqualTo("rwx------");
    }

    @Test
    void a_malformed_template_is_told() throws Exception {
        recipe.file("roboconf-templates/start.template", "a\n{{#open}}\n");

        assertThatThrownBy(() -> plugin.start(recipe.context()))
                .isInstanceOf(StepFailure.class)
                .hasMessageContainingAll("start.template", "open");
    }

    @Test
    void what_a_crash_left_of_a_step_is_ended_before_it_is_repeated() throws Exception {
        Files.createDirectories(recipe.work.resolve(".roboconf"));
        ProcessBuilder leftover = new ProcessBuilder("setsid", "sleep", "600");
        leftover.environment().put("ROBOCONF_STEP_ID", recipe.stepId);
        Process process = leftover.start();

        plugin.abandon(recipe.context(), Step.START);

        process.waitFor();
        assertThat(running()).isEmpty();
    }

    @Test
    void a_last_line_without_end_is_kept() throws Exception {
        recipe.file("scripts/start.sh", "printf 'no line end'\n");

        plugin.start(recipe.context());

        assertThat(recipe.log).isEqualTo(List.of("no line end"));
    }

    private List<?> running() {
        Mark mark = new Mark("ROBOCONF_STEP_ID", recipe.stepId);
        return table.read().stream()
                .filter(process -> table.carries(process, mark))
                .toList();
    }
}
