package net.roboconf.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plug-in must do when a step takes long and its time is over, or a person cancels it. */
public interface PluginInterruptionContract extends PluginContract {

    /** Writes, over the recipe that succeeds, one whose start takes a minute at least. */
    void writeBlockingRecipe(TestInstance instance) throws IOException;

    /** Waits until that start is in the middle of its work: until it has printed something, unless overridden. */
    default void awaitBlocked(TestInstance instance, int linesBefore) throws Exception {
        Eventually.holds("output", () -> instance.log().size() > linesBefore);
    }

    /** Looks whether anything is left of the start that was interrupted. Does nothing where nothing can be seen. */
    default void assertNothingLeft(TestInstance instance) throws Exception {}

    /** How soon after its interruption a step must have ended. */
    default Duration grace() {
        return Duration.ofSeconds(15);
    }

    @Test
    default void an_interrupted_step_ends_soon_and_says_that_it_was(@TempDir Path folder) throws Exception {
        Plugin plugin = newPlugin();
        TestInstance instance = newInstance(folder, "one");
        Attempt attempt = blocked(plugin, instance);

        attempt.interrupt(grace());

        assertThat(attempt.thrown()).isInstanceOf(InterruptedException.class);
        assertNothingLeft(instance);
    }

    @Test
    default void a_step_that_was_interrupted_can_be_abandoned_and_taken_again(@TempDir Path folder) throws Exception {
        Plugin plugin = newPlugin();
        TestInstance instance = newInstance(folder, "one");
        blocked(plugin, instance).interrupt(grace());

        assertThatCode(() -> newPlugin().abandon(instance.step(), Step.START)).doesNotThrowAnyException();
        writeRecipe(instance);

        Life life = new Life(this::newPlugin, instance);
        life.take(Step.START);
        assertStarted(instance);
        life.take(Step.STOP);
        life.take(Step.UNDEPLOY);
    }

    @Test
    default void a_step_that_takes_long_keeps_no_other_instance_waiting(@TempDir Path folder) throws Exception {
        Plugin plugin = newPlugin();
        TestInstance slow = newInstance(folder, "slow");
        TestInstance other = newInstance(folder, "other");
        Attempt attempt = blocked(plugin, slow);
        try {
            Life life = new Life(() -> plugin, other);
            for (Step step : Life.WHOLE) {
                life.take(step);
            }
            assertThat(attempt.isRunning()).isTrue();
        } finally {
            attempt.interrupt(grace());
        }
    }

    /** A start that is in the middle of its work. */
    private Attempt blocked(Plugin plugin, TestInstance instance) throws Exception {
        new Life(() -> plugin, instance).take(Step.DEPLOY);
        writeBlockingRecipe(instance);
        int lines = instance.log().size();
        Attempt attempt = new Attempt(plugin, instance);
        try {
            awaitBlocked(instance, lines);
        } catch (AssertionError e) {
            attempt.interrupt(grace());
            throw e;
        }
        return attempt;
    }
}
