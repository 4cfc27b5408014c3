package net.roboconf.plugin.puppet.internal;

import static net.roboconf.testkit.plugin.RecipeSketch.imported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.Recipe;
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

/** Runs a script in place of Puppet. */
class FakePuppetTest {

    @TempDir
    Path temporary;

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private RecipeSketch recipe;
    private Path commands;
    private PuppetPlugin plugin;

    @BeforeEach
    void sketch() throws IOException {
        recipe = new RecipeSketch(temporary, "puppet");
        commands = Files.createDirectories(temporary.resolve("commands"));
        plugin = plugin(Map.of("PATH", commands + ":/usr/bin:/bin"), List.of(), null);
        puppet("echo \"$@\"");
    }

    @AfterEach
    void end_what_is_left() throws StepFailure {
        plugin.abandon(recipe.context(), Step.START);
    }

    @Test
    void it_serves_its_name() {
        assertThat(plugin.installers()).containsExactly("puppet");
    }

    @Test
    void each_step_has_the_class_of_its_own_manifest() throws Exception {
        for (Step step : Step.values()) {
            recipe.file("roboconf_web/manifests/" + step.recipeName() + ".pp", "");
        }
        recipe.file("roboconf_web/manifests/init.pp", "");

        plugin.deploy(recipe.context());
        plugin.start(recipe.context());
        plugin.update(recipe.context(), new ImportChange("A", imported("/a"), true));
        plugin.reconfigure(recipe.context());
        plugin.check(recipe.context());
        plugin.stop(recipe.context());
        plugin.undeploy(recipe.context());

        assertThat(recipe.log)
                .extracting(line -> line.replaceFirst(".* --execute ", ""))
                .containsExactly(
                        "include roboconf_web::deploy",
                        "include roboconf_web::start",
                        "include roboconf_web::update",
                        "include roboconf_web::reconfigure",
                        "include roboconf_web::check",
                        "include roboconf_web::stop",
                        "include roboconf_web::undeploy");
    }

    @Test
    void a_step_without_a_manifest_has_the_class_of_the_module() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");

        plugin.start(recipe.context());

        assertThat(recipe.log).singleElement().asString().endsWith(" --execute include roboconf_web");
    }

    @Test
    void check_and_reconfigure_need_a_manifest_of_their_own() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");
        assertThat(optionalSteps()).isEmpty();

        recipe.file("roboconf_web/manifests/check.pp", "");
        assertThat(optionalSteps()).containsExactly(Step.CHECK);

        recipe.file("roboconf_web/manifests/reconfigure.pp", "");
        assertThat(optionalSteps()).containsExactlyInAnyOrder(Step.CHECK, Step.RECONFIGURE);
    }

    @Test
    void a_recipe_without_a_class_for_the_step_succeeds() throws Exception {
        recipe.file("stdlib/manifests/init.pp", "").file("roboconf_web/manifests/stop.pp", "");

        plugin.prepare(recipe.context());
        plugin.deploy(recipe.context());

        assertThat(recipe.log).singleElement().asString().contains("'deploy'");
    }

    @Test
    void a_recipe_without_files_succeeds() throws Exception {
        Files.delete(recipe.recipe);

        assertThat(optionalSteps()).isEmpty();
        plugin.prepare(recipe.context());
        plugin.deploy(recipe.context());

        assertThat(recipe.log).hasSize(1);
    }

    @Test
    void two_modules_of_roboconf_are_one_too_many() throws Exception {
        recipe.file("roboconf_b/manifests/init.pp", "").file("Roboconf_a/manifests/init.pp", "");

        assertThatThrownBy(() -> plugin.start(recipe.context()))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("Roboconf_a, roboconf_b");
    }

    @Test
    void a_module_whose_name_puppet_does_not_take_is_told() throws Exception {
        recipe.file("Roboconf_Web/manifests/init.pp", "");

        assertThatThrownBy(() -> plugin.start(recipe.context()))
                .isInstanceOf(StepFailure.class)
                .hasMessageContainingAll("'Roboconf_Web'", "lower-case");
    }

    @Test
    void the_data_is_closed_to_others_and_gone_after_the_step() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");
        recipe.exports = Map.of("Tomcat.password", "secret");
        puppet("stat -c '%a %n' ../the*work/.roboconf ../the*work/.roboconf/puppet ../the*work/.roboconf/puppet/step"
                + "; cat ../the*work/.roboconf/puppet/step/data.json");

        plugin.start(recipe.context());

        assertThat(recipe.log)
                .containsExactly(
                        "700 ../the work/.roboconf",
                        "700 ../the work/.roboconf/puppet",
                        "700 ../the work/.roboconf/puppet/step",
                        "{\"roboconf_web::runningState\":\"running\",\"roboconf_web::instancePath\":\"/my vm/tomcat-1\","
                                + "\"roboconf_web::workDir\":\"" + recipe.work
                                + "\",\"roboconf_web::password\":\"secret\"}");
        assertThat(recipe.work.resolve(".roboconf/puppet/step")).doesNotExist();
    }

    @Test
    void the_locale_is_utf_8_whatever_the_launcher_has() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");
        puppet("echo $LANG $LC_ALL");

        plugin.start(recipe.context());

        assertThat(recipe.log).containsExactly("C.UTF-8 C.UTF-8");
    }

    @Test
    void more_folders_of_modules_come_from_the_environment() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");

        plugin(Map.of("PATH", commands + ":/bin", "MODULEPATH", "/a:/b"), List.of(), null)
                .start(recipe.context());

        assertThat(recipe.log)
                .singleElement()
                .asString()
                .contains(" --modulepath " + recipe.recipe + ":/a:/b:$basemodulepath ");
    }

    @Test
    void no_change_and_changes_are_a_success() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");
        for (int exitCode : List.of(0, 2)) {
            puppet("exit " + exitCode);
            plugin.start(recipe.context());
        }

        assertThat(recipe.log).isEmpty();
    }

    @Test
    void failures_beside_changes_are_a_warning() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");
        puppet("echo 'Error: broken'; exit 6");

        plugin.start(recipe.context());

        assertThat(recipe.log)
                .containsExactly(
                        "Error: broken",
                        "Warning: not all of roboconf_web was applied. Puppet exited 6 for roboconf_web: Error: broken");
    }

    @Test
    void a_check_that_came_to_look_at_nothing_says_nothing() throws Exception {
        recipe.file("roboconf_web/manifests/check.pp", "");
        recipe.timeLimit = Duration.ofSeconds(1);
        puppet("exec sleep 600");

        plugin.check(recipe.context());

        assertThat(recipe.log).singleElement().asString().contains("looked at nothing", "check-interval");
    }

    @Test
    void a_check_that_looks_for_too_long_fails() throws Exception {
        recipe.file("roboconf_web/manifests/check.pp", "");
        recipe.timeLimit = Duration.ofSeconds(10);
        puppet("for word; do case $word in *log.json)"
                + " echo '{\"level\":\"info\",\"message\":\"Applying configuration version 1\"}' >\"$word\";;"
                + " esac; done; exec sleep 600");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.check(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
    }

    @Test
    void failures_beside_changes_fail_a_check() throws Exception {
        recipe.file("roboconf_web/manifests/check.pp", "");
        puppet("exit 6");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.check(recipe.context()));

        assertThat(failure.exitCode()).isEqualTo(6);
        assertThat(failure).hasMessage("Puppet exited 6 for roboconf_web::check; it printed nothing");
    }

    @Test
    void every_other_exit_code_is_a_failure() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");
        for (int exitCode : List.of(1, 3, 4, 5, 7, 143)) {
            puppet("printf 'a\\nb\\nc\\nd\\n'; exit " + exitCode);

            StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

            assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
            assertThat(failure.exitCode()).isEqualTo(exitCode);
            assertThat(failure).hasMessage("Puppet exited " + exitCode + " for roboconf_web: b | c | d");
        }
    }

    @Test
    void without_puppet_it_says_so() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "").file("modules.properties", "puppetlabs/stdlib =");
        PuppetPlugin elsewhere = plugin(Map.of("PATH", "/nowhere"), List.of(Path.of("/nowhere else")), null);

        StepFailure prepare = catchThrowableOfType(StepFailure.class, () -> elsewhere.prepare(recipe.context()));
        StepFailure start = catchThrowableOfType(StepFailure.class, () -> elsewhere.start(recipe.context()));

        assertThat(List.of(prepare, start)).allSatisfy(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.TOOL_MISSING);
            assertThat(failure).hasMessageContaining("install puppet-agent");
        });
    }

    @Test
    void puppet_is_found_in_the_folder_of_its_own_packages() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");

        plugin(Map.of("PATH", "/nowhere"), List.of(commands), null).start(recipe.context());

        assertThat(recipe.log).hasSize(1);
    }

    @Test
    void a_folder_that_puppet_would_misread_is_told() throws Exception {
        RecipeSketch misread = new RecipeSketch(Files.createDirectories(temporary.resolve("a:b")), "puppet");
        misread.file("roboconf_web/manifests/init.pp", "");

        assertThatThrownBy(() -> plugin.start(misread.context()))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("a:b");
    }

    @Test
    void a_hanging_puppet_is_ended_with_all_that_it_started() throws Exception {
        recipe.timeLimit = Duration.ofSeconds(2);
        recipe.file("roboconf_web/manifests/init.pp", "");
        puppet("(setsid sleep 600 &)\nsleep 600 &\necho waiting\nsleep 600");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_TIMEOUT);
        assertThat(failure.exitCode()).isNull();
        assertThat(failure).hasMessageContainingAll("roboconf_web", "2 s", "waiting");
        assertThat(running()).isEmpty();
    }

    @Test
    void a_cancelled_puppet_is_ended() throws Exception {
        recipe.file("roboconf_web/manifests/init.pp", "");
        puppet("echo begun\nsleep 600");
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
    void what_a_crash_left_of_a_step_is_ended_before_it_is_repeated() throws Exception {
        Path step = Files.createDirectories(recipe.work.resolve(".roboconf/puppet/step"));
        Files.writeString(step.resolve("data.json"), "secret");
        ProcessBuilder leftover = new ProcessBuilder("setsid", "sleep", "600");
        leftover.environment().put("ROBOCONF_STEP_ID", recipe.stepId);
        Process process = leftover.start();

        plugin.abandon(recipe.context(), Step.START);

        process.waitFor();
        assertThat(running()).isEmpty();
        assertThat(step).doesNotExist();
    }

    @Test
    void modules_come_from_the_mirror_in_the_version_that_the_recipe_wants() throws Exception {
        recipe.file("modules.properties", "puppetlabs/stdlib = 9.4.1\nacme-web =\n");

        plugin(Map.of("PATH", commands + ":/bin"), List.of(), "http://mirror.example")
                .prepare(recipe.context());

        assertThat(recipe.log)
                .extracting(line -> line.replaceFirst(".* --target-dir .*modules.new ", ""))
                .containsExactly(
                        "--module_repository http://mirror.example acme-web",
                        "--module_repository http://mirror.example --version 9.4.1 puppetlabs-stdlib");
    }

    @Test
    void archives_of_the_recipe_are_taken_first() throws Exception {
        recipe.file("modules.properties", "acme-web =\nzoo/bear = 1.0.0\nzoo/cat = 2.0.0");
        for (String archive :
                List.of("acme-web-1.9.0", "acme-web-1.10.0", "acme-web-1.2", "zoo-bear-1.0.0", "zoo-cat-1")) {
            recipe.file("files/" + archive + ".tar.gz", "");
        }

        plugin.prepare(recipe.context());

        assertThat(recipe.log)
                .extracting(line -> line.replaceFirst(".* --target-dir .*modules.new ", ""))
                .containsExactly(
                        "--ignore-dependencies " + recipe.recipe.resolve("files/acme-web-1.10.0.tar.gz"),
                        "--ignore-dependencies " + recipe.recipe.resolve("files/zoo-bear-1.0.0.tar.gz"),
                        "--version 2.0.0 zoo-cat");
    }

    @Test
    void installed_modules_are_found_after_the_recipes_own_and_leave_with_the_list() throws Exception {
        recipe.file("modules.properties", "acme-web =").file("roboconf_web/manifests/init.pp", "");
        plugin.prepare(recipe.context());
        recipe.log.clear();
        plugin.deploy(recipe.context());
        Path modules = recipe.work.resolve(".roboconf/puppet/modules");
        assertThat(recipe.log)
                .singleElement()
                .asString()
                .contains(" --modulepath " + recipe.recipe + ":" + modules + ":$basemodulepath ");

        Files.delete(recipe.recipe.resolve("modules.properties"));
        plugin.prepare(recipe.context());

        assertThat(modules).doesNotExist();
    }

    @Test
    void a_line_that_is_no_module_is_told() throws Exception {
        for (String line : List.of("stdlib = 1.0.0", "--force = 1", "a/b = --force", "a/b = \\u12")) {
            recipe.file("modules.properties", line);

            assertThatThrownBy(() -> plugin.prepare(recipe.context()))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageStartingWith("modules.properties: ");
        }
        assertThat(recipe.log).isEmpty();
    }

    private PuppetPlugin plugin(Map<String, String> environment, List<Path> places, String forge) {
        return new PuppetPlugin(
                new ProgramRunner(table, Duration.ofMillis(500)),
                new MachineEnvironment(environment, Set.of()),
                places,
                forge);
    }

    private Set<Step> optionalSteps() {
        return plugin.optionalSteps(new Recipe(recipe.recipe, Set.of()));
    }

    private void puppet(String script) throws IOException {
        Path command = commands.resolve("puppet");
        Files.writeString(command, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<?> running() {
        Mark mark = new Mark("ROBOCONF_STEP_ID", recipe.stepId);
        return table.read().stream()
                .filter(process -> table.carries(process, mark))
                .toList();
    }
}
