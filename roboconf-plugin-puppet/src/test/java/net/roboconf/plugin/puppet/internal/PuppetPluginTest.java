package net.roboconf.plugin.puppet.internal;

import static net.roboconf.testkit.plugin.RecipeSketch.imported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.core.process.ProgramRunner;
import net.roboconf.testkit.Eventually;
import net.roboconf.testkit.plugin.RecipeSketch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs the real Puppet. */
@Execution(ExecutionMode.CONCURRENT)
class PuppetPluginTest {

    private static final String NASTY =
            "'; notify { pwned: } \" $title ${title} \\ \\\\ \\n %{title} %{::facts} %{literal('%')} %% %{ {\n"
                    + "line 2 é 漢 🙂\t`touch pwned` $(touch pwned) \u0001 end\\";

    @TempDir
    Path temporary;

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private final PuppetPlugin plugin = plugin(null);
    private final List<RecipeSketch> recipes = new ArrayList<>();
    private RecipeSketch recipe;
    private Path result;

    @BeforeAll
    static void puppet_is_there() {
        RealPuppet.require();
    }

    @BeforeEach
    void sketch() throws IOException {
        recipe = sketch("one");
        result = temporary.resolve("result");
    }

    @AfterEach
    void end_what_is_left() throws StepFailure {
        for (RecipeSketch each : recipes) {
            plugin.abandon(each.context(), Step.START);
        }
    }

    @Test
    void values_arrive_unchanged_and_are_never_run() throws Exception {
        recipe.exports = Map.of("Tomcat.value", NASTY);
        recipe.imports("MySQL", imported("/db %{::facts} $x 'y' \"z\"", "password", NASTY));
        recipe.file(
                "roboconf_web/manifests/start.pp",
                """
                class roboconf_web::start($runningState, $value, $mysql) {
                  file { '%1$s': content => $value }
                  $mysql.each |$path, $variables| {
                    file { '%1$s.import': content => "${path}|${variables['password']}" }
                  }
                }
                """
                        .formatted(result));

        plugin.start(recipe.context());

        assertThat(result).hasContent(NASTY);
        assertThat(Path.of(result + ".import")).hasContent("/db %{::facts} $x 'y' \"z\"|" + NASTY);
        assertThat(recipe.log).noneMatch(line -> line.contains("Notify[pwned]"));
        assertThat(recipe.recipe.resolve("pwned")).doesNotExist();
    }

    @Test
    void what_is_undef_is_the_default_of_the_class_and_what_it_does_not_declare_is_left_out() throws Exception {
        recipe.exports = Map.of("Tomcat.port", "8080");
        recipe.imports("MySQL").imports("Cache");
        recipe.file(
                "roboconf_web/manifests/init.pp",
                """
                class roboconf_web($runningState = 'not said', $importDiff = undef, $mysql = 'none', $cache) {
                  $undefined = $cache =~ Undef
                  file { '%s': content => "${runningState} ${importDiff} ${mysql} ${undefined}" }
                }
                """
                        .formatted(result));

        plugin.undeploy(recipe.context());
        assertThat(result).hasContent("not said  none true");

        plugin.start(recipe.context());
        assertThat(result).hasContent("running  none true");
    }

    @Test
    void an_update_tells_what_came_and_what_left() throws Exception {
        recipe.file(
                "roboconf_web/manifests/update.pp",
                """
                class roboconf_web::update($runningState = undef, $importDiff = undef, $mysql = undef) {
                  file { '%s': content => "${importDiff}" }
                }
                """
                        .formatted(result));

        plugin.update(recipe.context(), new ImportChange("MySQL", imported("/db/a", "ip", "10.0.0.1"), true));
        assertThat(result).hasContent("{added => {/db/a => {ip => 10.0.0.1}}, removed => , component => MySQL}");

        plugin.update(recipe.context(), new ImportChange("MySQL", imported("/db/a", "ip", "10.0.0.1"), false));
        assertThat(result).hasContent("{added => , removed => {/db/a => {ip => 10.0.0.1}}, component => MySQL}");
    }

    @Test
    @Tag("slow")
    void twenty_thousand_imports_arrive() throws Exception {
        recipe.imports.put(
                "Tomcat",
                IntStream.range(0, 20_000)
                        .mapToObj(i -> imported("/vm-" + i + "/tomcat", "ip", "10.0.0." + i, "port", "8080"))
                        .toList());
        recipe.file(
                "roboconf_web/manifests/start.pp",
                """
                class roboconf_web::start($runningState, $tomcat) {
                  $addresses = $tomcat.map |$path, $variables| { $variables['ip'] }
                  file { '%s': content => "${length($addresses)} ${addresses[19999]}" }
                }
                """
                        .formatted(result));

        plugin.start(recipe.context());

        assertThat(result).hasContent("20000 10.0.0.19999");
    }

    @Test
    @Tag("slow")
    void a_step_that_is_repeated_changes_nothing() throws Exception {
        recipe.file(
                "roboconf_web/manifests/start.pp",
                "class roboconf_web::start($runningState) { file { '" + result + "': content => $runningState } }");
        plugin.start(recipe.context());
        recipe.log.clear();

        plugin.start(recipe.context());

        assertThat(recipe.log).noneMatch(line -> line.contains("File["));
    }

    @Test
    @Tag("slow")
    void a_resource_that_fails_is_named_with_its_place_and_its_message() throws Exception {
        recipe.file(
                "roboconf_web/manifests/start.pp",
                """
                class roboconf_web::start($runningState) {
                  service { 'tomcat':
                    ensure => running, provider => base, hasstatus => true, status => '/bin/false', start => '/bin/false',
                  }
                  -> notify { 'never': }
                  exec { '/bin/false': }
                }
                """);

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure.exitCode()).isEqualTo(4);
        assertThat(failure.getMessage())
                .startsWith("Service[tomcat] (roboconf_web/manifests/start.pp:2): Could not start Service[tomcat]:")
                .endsWith("; failed, too: 1 resource");
    }

    @Test
    @Tag("slow")
    void what_failed_beside_changes_is_in_the_warning() throws Exception {
        recipe.file(
                "roboconf_web/manifests/start.pp",
                "class roboconf_web::start { notify { 'changed': } exec { '/bin/false': } }");

        plugin.start(recipe.context());

        assertThat(recipe.log.get(recipe.log.size() - 1))
                .startsWith("Warning: not all of roboconf_web::start was applied."
                        + " Exec[/bin/false] (roboconf_web/manifests/start.pp:1): '/bin/false' returned 1");
    }

    @Test
    @Tag("slow")
    void a_class_that_does_not_compile_is_told_with_its_place() throws Exception {
        recipe.file("roboconf_web/manifests/start.pp", "class roboconf_web::start {\n  file { 'x' content }\n}\n");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.getMessage())
                .startsWith("roboconf_web/manifests/start.pp:2: ")
                .contains("Syntax error");
    }

    @Test
    void a_parameter_that_nobody_gives_is_told() throws Exception {
        recipe.file("roboconf_web/manifests/start.pp", "class roboconf_web::start($nobody) { }");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.getMessage()).contains("'nobody'");
    }

    @Test
    void a_check_fails_when_its_class_does() throws Exception {
        recipe.file(
                "roboconf_web/manifests/check.pp",
                """
                class roboconf_web::check {
                  exec { 'it answers': command => '/bin/false' }
                }
                """);

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.check(recipe.context()));

        assertThat(failure.getMessage()).startsWith("Exec[it answers] (roboconf_web/manifests/check.pp:2): ");
    }

    @Test
    void what_is_tagged_as_required_fails_the_step_whatever_else_was_done() throws Exception {
        recipe.file(
                "roboconf_web/manifests/start.pp",
                """
                class roboconf_web::start($runningState) {
                  tag 'required'
                  exec { 'this works': command => '/bin/true' }
                  exec { 'this does not': command => '/bin/false' }
                }
                """);

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(recipe.context()));

        assertThat(failure.exitCode()).isEqualTo(6);
        assertThat(failure.getMessage()).startsWith("Exec[this does not] (roboconf_web/manifests/start.pp:4): ");
    }

    @Test
    void software_lives_on_when_puppet_has_ended() throws Exception {
        recipe.file(
                "roboconf_web/manifests/start.pp",
                """
                class roboconf_web::start($runningState) {
                  service { 'sleeper':
                    ensure => $runningState, provider => base, hasstatus => true, status => '/bin/false',
                    start => 'sleep 600 &',
                  }
                }
                """);

        plugin.start(recipe.context());

        assertThat(running(recipe)).isNotEmpty();
    }

    @Test
    void a_cancelled_puppet_is_ended_with_all_that_it_started() throws Exception {
        Path begun = temporary.resolve("begun");
        recipe.file(
                "roboconf_web/manifests/start.pp",
                "class roboconf_web::start { exec { 'hang': command => \"/bin/sh -c 'touch " + begun
                        + "; setsid sleep 600'\", timeout => 0 } }");
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                plugin.start(recipe.context());
                ended.complete(null);
            } catch (Exception e) {
                ended.completeExceptionally(e);
            }
        });
        thread.start();
        Eventually.holds("Puppet is in the middle of it", () -> Files.exists(begun));

        thread.interrupt();

        assertThatThrownBy(ended::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(running(recipe)).isEmpty();
        assertThat(recipe.work.resolve(".roboconf/puppet/step")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void steps_of_several_instances_do_not_meet() throws Exception {
        int instances = 3;
        ExecutorService threads = Executors.newFixedThreadPool(instances);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                RecipeSketch each = sketch("parallel " + i);
                Path own = temporary.resolve("result-" + i);
                each.exports = Map.of("Tomcat.value", "value " + i);
                // Each waits until all of them are in the middle of it.
                each.file(
                        "roboconf_web/manifests/start.pp",
                        """
                        class roboconf_web::start($value) {
                          file { '%1$s': content => $value }
                          -> exec { 'all': path => '/bin:/usr/bin', provider => shell, timeout => 120, command =>
                            'until [ -e "%2$s-0" ] && [ -e "%2$s-1" ] && [ -e "%2$s-2" ]; do sleep 0.1; done' }
                        }
                        """
                                .formatted(own, result));
                runs.add(threads.submit(() -> {
                    plugin.start(each.context());
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }

        for (int i = 0; i < instances; i++) {
            assertThat(temporary.resolve("result-" + i)).hasContent("value " + i);
        }
    }

    @Test
    @Tag("slow")
    void the_machines_own_puppet_has_no_part_in_it() throws Exception {
        recipe.file(
                "roboconf_web/manifests/start.pp",
                """
                class roboconf_web::start {
                  $own = ['confdir', 'codedir', 'vardir', 'publicdir', 'logdir', 'rundir', 'ssldir', 'statedir', 'lastrunfile',
                    'environmentpath', 'clientbucketdir'].map |$name| { getvar("settings::${name}") }
                  file { '%s': content => join($own, "\\n") }
                }
                """
                        .formatted(result));

        plugin.start(recipe.context());

        assertThat(Files.readAllLines(result))
                .hasSize(11)
                .allMatch(folder -> folder.startsWith(recipe.work + "/.roboconf/puppet/"));
        assertThat(recipe.work.resolve(".roboconf/puppet/var/reports")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void a_module_is_installed_from_its_archive_in_the_recipe() throws Exception {
        recipe.file("modules.properties", "acme/greeting = 1.2.0\n");
        archive("acme-greeting-1.2.0", "class greeting { file { '" + result + "': content => 'hello' } }");
        recipe.file("roboconf_web/manifests/deploy.pp", "class roboconf_web::deploy { include greeting }");

        // Once more, as after a crash.
        plugin.prepare(recipe.context());
        plugin.prepare(recipe.context());
        plugin.deploy(recipe.context());

        assertThat(result).hasContent("hello");
        assertThat(recipe.recipe.resolve("greeting")).doesNotExist();
    }

    @Test
    void a_module_that_cannot_be_had_is_told_with_what_to_do() throws Exception {
        recipe.file("modules.properties", "puppetlabs/stdlib = 9.4.1\n");

        // Nothing listens on the port of the "discard" service.
        StepFailure failure = catchThrowableOfType(
                StepFailure.class, () -> plugin("http://127.0.0.1:9").prepare(recipe.context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure.getMessage())
                .startsWith(
                        "The module puppetlabs-stdlib 9.4.1 could not be installed from http://127.0.0.1:9: Error: ")
                .contains("Put its archive puppetlabs-stdlib-9.4.1.tar.gz into the recipe")
                .contains("ROBOCONF_PUPPET_FORGE");
        assertThat(recipe.work.resolve(".roboconf/puppet/modules")).doesNotExist();
    }

    @Test
    void an_archive_that_is_none_is_told() throws Exception {
        recipe.file("modules.properties", "acme/greeting =\n").file("files/acme-greeting-1.2.0.tar.gz", "no archive");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.prepare(recipe.context()));

        assertThat(failure.getMessage())
                .startsWith("The module acme-greeting could not be installed from the recipe's file"
                        + " files/acme-greeting-1.2.0.tar.gz: ");
    }

    private RecipeSketch sketch(String name) throws IOException {
        RecipeSketch sketch = new RecipeSketch(temporary.resolve(name), "puppet");
        // Puppet takes seconds, on a machine that is busy with other tests many.
        sketch.timeLimit = Duration.ofMinutes(3);
        recipes.add(sketch);
        return sketch;
    }

    private PuppetPlugin plugin(String forge) {
        return new PuppetPlugin(
                new ProgramRunner(table, Duration.ofMillis(500)),
                MachineEnvironment.ofThisProcess(),
                List.of(Path.of("/opt/puppetlabs/bin")),
                forge);
    }

    private void archive(String name, String init) throws Exception {
        Path module = Files.createDirectories(temporary.resolve("archive").resolve(name));
        Files.createDirectories(module.resolve("manifests"));
        Files.writeString(module.resolve("manifests/init.pp"), init);
        Files.writeString(
                module.resolve("metadata.json"),
                """
                {"name": "acme-greeting", "version": "1.2.0", "author": "acme", "license": "Apache-2.0", "summary": "Greets",
                 "source": "none", "dependencies": [{"name": "puppetlabs/stdlib", "version_requirement": ">= 9.0.0"}]}
                """);
        Path files = Files.createDirectories(recipe.recipe.resolve("files"));
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        files.resolve(name + ".tar.gz").toString(),
                        "-C",
                        module.getParent().toString(),
                        name)
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
    }

    private List<?> running(RecipeSketch sketch) {
        Mark mark = new Mark("ROBOCONF_STEP_ID", sketch.stepId);
        return table.read().stream()
                .filter(process -> table.carries(process, mark))
                .toList();
    }
}
