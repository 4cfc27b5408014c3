package net.roboconf.plugin.mock.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.plugin.ImportChange;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepContext.Imported;
import net.roboconf.core.plugin.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockPluginTest {

    @TempDir
    Path temporary;

    private final MockPlugin plugin = new MockPlugin();
    private final Map<String, String> data = new TreeMap<>();
    private final Map<String, List<Imported>> imports = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private final CountDownLatch printed = new CountDownLatch(1);
    private Path recipe;
    private Path work;

    @BeforeEach
    void folders() throws IOException {
        recipe = Files.createDirectory(temporary.resolve("recipe"));
        work = Files.createDirectory(temporary.resolve("work"));
    }

    @Test
    void without_a_script_every_step_succeeds_and_is_recorded() throws Exception {
        imports.put("MySQL", List.of(new Imported(new InstancePath("/db"), Map.of())));
        ImportChange change = new ImportChange("MySQL", imports.get("MySQL").get(0), true);

        plugin.prepare(context());
        plugin.deploy(context());
        plugin.start(context());
        plugin.update(context(), change);
        plugin.update(context(), new ImportChange("MySQL", change.imported(), false));
        plugin.reconfigure(context());
        plugin.check(context());
        plugin.abandon(context(), Step.STOP);
        plugin.stop(context());
        plugin.undeploy(context());

        assertThat(log)
                .containsExactly(
                        "played: deploy",
                        "played: start",
                        "played: update DEPLOYED_STARTED MySQL /db",
                        "played: update DEPLOYED_STOPPED MySQL /db",
                        "played: reconfigure MySQL=1",
                        "played: stop",
                        "played: undeploy");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void it_serves_any_installer() {
        assertThat(plugin.installers()).containsExactly("mock");
        assertThatCode(() -> plugin.start(context())).doesNotThrowAnyException();
    }

    @Test
    void it_fails_when_told_to() throws Exception {
        script("start.fail = true\nstart.fail.exit = 7\nstart.fail.message = port in use\nstart.output = a\\nb\n");

        StepFailure failure = catchThrowableOfType(StepFailure.class, () -> plugin.start(context()));

        assertThat(failure.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(failure.exitCode()).isEqualTo(7);
        assertThat(failure).hasMessage("port in use");
        assertThat(log).containsExactly("played: start", "a", "b");
        plugin.stop(context());
    }

    @Test
    void the_first_calls_fail() throws Exception {
        script("start.fail.times = 2");

        assertThat(outcomes(4)).containsExactly(false, false, true, true);
    }

    @Test
    void certain_calls_fail() throws Exception {
        script("start.fail.on = 1, 3");

        assertThat(outcomes(4)).containsExactly(false, true, false, true);
    }

    @Test
    void later_calls_fail() throws Exception {
        script("start.fail.after = 2");

        assertThat(outcomes(4)).containsExactly(true, true, false, false);
    }

    @Test
    void a_counted_check_is_recorded() throws Exception {
        script("check.fail.after = 1");

        plugin.check(context());

        assertThatThrownBy(() -> plugin.check(context()))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("call 2");
    }

    @Test
    void the_instances_data_come_before_the_recipe() throws Exception {
        script("start.fail = true");
        data.put("mock.start.fail", "false");
        data.put("ip.address", "not for the mock");

        plugin.start(context());
    }

    @Test
    void a_delay_takes_its_time() throws Exception {
        data.put("mock.start.delay", "50");
        long begin = System.nanoTime();

        plugin.start(context());

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000L);
    }

    @Test
    void a_hanging_step_ends_when_it_is_cancelled() throws Exception {
        script("start.hang = true\nstart.output = hanging\n");
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                plugin.start(context());
                result.complete(null);
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        printed.await();

        thread.interrupt();

        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void a_line_that_means_nothing_is_refused() throws Exception {
        script("start.dealy = 7");
        assertThatThrownBy(() -> plugin.deploy(context())).hasMessageContainingAll("start.dealy", "delay");

        script("start.delay = soon");
        assertThatThrownBy(() -> plugin.start(context())).hasMessageContainingAll("start.delay", "soon");
    }

    @Test
    void optional_steps_are_those_of_its_file_and_those_of_scripts() throws Exception {
        assertThat(plugin.optionalSteps(new Recipe(recipe, Set.of()))).isEmpty();

        script("optional.steps = check");
        assertThat(plugin.optionalSteps(new Recipe(recipe, Set.of("mock.properties"))))
                .containsExactly(Step.CHECK);
        assertThat(plugin.optionalSteps(new Recipe(recipe, Set.of("mock.properties", "scripts/reconfigure.sh"))))
                .containsExactlyInAnyOrder(Step.CHECK, Step.RECONFIGURE);
    }

    @Test
    void of_a_recipe_it_reads_nothing_but_its_own_file() {
        assertThat(plugin.reads("mock.properties")).isTrue();
        assertThat(plugin.reads("scripts/start.sh")).isFalse();
    }

    private void script(String text) throws IOException {
        Files.writeString(recipe.resolve("mock.properties"), text);
    }

    private List<Boolean> outcomes(int calls) throws Exception {
        List<Boolean> outcomes = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            try {
                plugin.start(context());
                outcomes.add(true);
            } catch (StepFailure e) {
                outcomes.add(false);
            }
        }
        return outcomes;
    }

    private StepContext context() {
        return new StepContext(
                "shop",
                new InstancePath("/vm/tomcat"),
                "Tomcat",
                "bash",
                Map.of(),
                List.of(),
                imports,
                data,
                recipe,
                work,
                "step-1",
                Duration.ofSeconds(60),
                line -> {
                    log.add(line);
                    printed.countDown();
                });
    }
}
