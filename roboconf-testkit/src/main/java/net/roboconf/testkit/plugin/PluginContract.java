package net.roboconf.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.testkit.internal.Declaration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Plugin} must do. The test class of a plug-in says how to make one and how to write a recipe for it;
 * {@link PluginFailureContract} and {@link PluginInterruptionContract} have more for those whose recipes can fail, or can
 * take their time.
 */
public interface PluginContract {

    /** What answers at once must have answered by then, also on a machine that has much else to do. */
    Duration QUICK = Duration.ofSeconds(5);

    /** Names of files that archives may hold. */
    List<String> ODD_NAMES = List.of(
            "",
            "start.yml",
            "scripts/start.sh",
            "SCRIPTS/START.SH",
            "a b/c\td",
            "größe/ß.txt",
            ".hidden",
            "..",
            "a//b",
            "a\\b",
            "[a-z]*?.{sh,yml}",
            "deep/".repeat(60) + "file",
            "x".repeat(255));

    /** Another object of the plug-in, as after its bundle was replaced: knows nothing of what the others did. */
    Plugin newPlugin();

    /**
     * Writes a recipe of which every step succeeds, each time. Several instances of a test may have it at the same time:
     * what it leaves on the machine belongs into {@link TestInstance#machine()}, or under a name of the instance's own.
     */
    void writeRecipe(TestInstance instance) throws IOException;

    /** Looks whether the software runs; called after each start. Does nothing where nothing can be seen. */
    default void assertStarted(TestInstance instance) {}

    /** Looks whether the software does not run; called after each stop. Does nothing where nothing can be seen. */
    default void assertStopped(TestInstance instance) {}

    /** An instance with the recipe that succeeds. */
    default TestInstance newInstance(Path folder, String name) throws IOException {
        TestInstance instance = new TestInstance(
                folder, name, newPlugin().installers().iterator().next());
        writeRecipe(instance);
        return instance;
    }

    @Test
    default void its_installers_are_words_that_never_change() throws Exception {
        Plugin plugin = newPlugin();
        Set<String> installers = plugin.installers();

        assertThat(installers)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).isNotBlank().isEqualTo(name.strip()));
        assertThat(installers.stream().map(String::toLowerCase)).doesNotHaveDuplicates();
        assertThat(atTheSameTime(8, i -> plugin.installers())).containsOnly(installers);
        assertThat(newPlugin().installers()).isEqualTo(installers);
    }

    @Test
    default void its_bundle_declares_its_installers() throws IOException {
        Plugin plugin = newPlugin();
        new Declaration("net.roboconf.plugin", "installer").isMadeBeside(plugin.getClass(), plugin.installers());
    }

    @Test
    default void what_it_reads_of_a_recipe_is_said_at_once_and_always_the_same() throws Exception {
        Plugin plugin = newPlugin();
        Map<String, Boolean> said = new HashMap<>();

        Assertions.assertTimeout(QUICK, () -> ODD_NAMES.forEach(name -> said.put(name, plugin.reads(name))));

        for (Map<String, Boolean> again : atTheSameTime(8, i -> {
            Map<String, Boolean> answers = new HashMap<>();
            ODD_NAMES.forEach(name -> answers.put(name, (i % 2 == 0 ? plugin : newPlugin()).reads(name)));
            return answers;
        })) {
            assertThat(again).isEqualTo(said);
        }
    }

    @Test
    default void check_and_reconfigure_are_the_only_steps_that_a_recipe_may_lack(@TempDir Path folder)
            throws Exception {
        Plugin plugin = newPlugin();
        TestInstance instance = newInstance(folder, "one");
        TestInstance empty = new TestInstance(folder, "two", "any");

        for (Recipe recipe : List.of(instance.asRecipe(), empty.asRecipe(), empty.noRecipe())) {
            Set<Step> steps = Assertions.assertTimeout(QUICK, () -> plugin.optionalSteps(recipe));
            assertThat(steps).isSubsetOf(Step.CHECK, Step.RECONFIGURE);
            assertThat(plugin.optionalSteps(recipe)).isEqualTo(steps);
            assertThat(newPlugin().optionalSteps(recipe)).isEqualTo(steps);
        }
    }

    @Test
    default void an_instance_lives_from_deploy_to_undeploy(@TempDir Path folder) throws Exception {
        TestInstance instance = newInstance(folder, "one");
        Plugin plugin = newPlugin();

        liveOnce(new Life(() -> plugin, instance), instance);

        assertThat(instance.work())
                .as("deleted by the agent, not by the plug-in")
                .isDirectory();
    }

    @Test
    default void an_instance_lives_again_after_its_undeploy(@TempDir Path folder) throws Exception {
        TestInstance instance = newInstance(folder, "one");
        Plugin plugin = newPlugin();

        liveOnce(new Life(() -> plugin, instance), instance);
        writeRecipe(instance); // an agent fetches it for each deploy
        liveOnce(new Life(() -> plugin, instance), instance);
    }

    /** After a crash an agent has what is left of a step ended, and takes it again from its beginning. */
    @Test
    default void every_step_may_be_taken_again(@TempDir Path folder) throws Exception {
        TestInstance instance = newInstance(folder, "one");
        Plugin plugin = newPlugin();
        Life life = new Life(() -> plugin, instance);

        for (Step step : Life.WHOLE) {
            life.take(step);
            plugin.abandon(instance.step(), step);
            if (step == Step.DEPLOY) {
                writeRecipe(instance); // an agent fetches it for each deploy
            }
            life.again(step);
            if (step == Step.START) {
                assertStarted(instance);
            } else if (step == Step.STOP) {
                assertStopped(instance);
            }
        }
    }

    @Test
    default void nothing_is_remembered_between_steps_but_in_the_work_folder(@TempDir Path folder) throws Exception {
        TestInstance instance = newInstance(folder, "one");

        liveOnce(new Life(this::newPlugin, instance), instance);
    }

    @Test
    default void instances_do_not_disturb_each_other(@TempDir Path folder) throws Exception {
        Plugin plugin = newPlugin();

        atTheSameTime(4, i -> {
            TestInstance instance = newInstance(folder, "number-" + i);
            liveOnce(new Life(() -> plugin, instance), instance);
            return instance;
        });
    }

    @Test
    default void a_recipe_without_files_is_served_or_refused_with_a_reason(@TempDir Path folder) throws Exception {
        TestInstance instance = new TestInstance(
                folder, "one", newPlugin().installers().iterator().next());
        Plugin plugin = newPlugin();

        for (Step step : List.of(Step.DEPLOY, Step.START, Step.STOP, Step.UNDEPLOY)) {
            for (StepContext context : List.of(instance.step(), instance.stepWithoutRecipe())) {
                try {
                    Life.run(plugin, step, context, null);
                } catch (StepFailure failure) {
                    assertThat(failure.reason()).isNotNull().isNotEqualTo(Reason.NONE);
                    assertThat(failure.getMessage()).isNotBlank();
                }
            }
        }
    }

    @Test
    default void there_may_be_nothing_to_abandon(@TempDir Path folder) throws Exception {
        Plugin plugin = newPlugin();
        TestInstance instance = newInstance(folder, "one");

        for (Step step : Step.values()) {
            StepContext context = instance.step();
            assertThatCode(() -> plugin.abandon(context, step))
                    .as("nothing left of %s, before any step", step)
                    .doesNotThrowAnyException();
        }
        liveOnce(new Life(() -> plugin, instance), instance);
        for (Step step : Step.values()) {
            StepContext context = instance.step();
            assertThatCode(() -> newPlugin().abandon(context, step))
                    .as("nothing left of %s, after all steps", step)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    default void no_thread_is_left_after_the_steps(@TempDir Path folder) throws Exception {
        TestInstance instance = newInstance(folder, "one");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Plugin plugin = newPlugin();

        liveOnce(new Life(() -> plugin, instance), instance);

        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<Thread> left = threadsBeside(before);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            left = threadsBeside(before);
        }
        assertThat(left).isEmpty();
    }

    /** Takes all steps of a life. */
    private void liveOnce(Life life, TestInstance instance) throws Exception {
        for (Step step : Life.WHOLE) {
            life.take(step);
            if (step == Step.START) {
                assertStarted(instance);
            } else if (step == Step.STOP) {
                assertStopped(instance);
            }
        }
    }

    /** Those of this process that somebody here has begun: Java's own, which wait for processes, are in another group. */
    private static List<Thread> threadsBeside(Set<Thread> before) {
        ThreadGroup ours = Thread.currentThread().getThreadGroup();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> {
                    ThreadGroup group = thread.getThreadGroup();
                    return group != null && ours.parentOf(group);
                })
                .toList();
    }

    /** A task of which several run at the same time. */
    @FunctionalInterface
    interface NumberedTask<T> {

        /** Does the task with this number, from 0. */
        T run(int number) throws Exception;
    }

    /** What that many threads at the same time bring; fails as one of them does. */
    private static <T> List<T> atTheSameTime(int count, NumberedTask<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<T>> tasks = IntStream.range(0, count)
                    .mapToObj(i -> (Callable<T>) () -> task.run(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(60, TimeUnit.SECONDS);
        }
    }
}
