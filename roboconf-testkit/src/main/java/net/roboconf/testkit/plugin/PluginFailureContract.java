package net.roboconf.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.StepFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plug-in must do when a recipe fails. */
public interface PluginFailureContract extends PluginContract {

    /** Writes, over the recipe that succeeds, one whose start fails each time. */
    void writeFailingRecipe(TestInstance instance) throws IOException;

    @Test
    default void a_failure_has_a_reason_and_a_sentence_for_people(@TempDir Path folder) throws Exception {
        Plugin plugin = newPlugin();
        TestInstance instance = newInstance(folder, "one");
        new Life(() -> plugin, instance).take(Step.DEPLOY);
        writeFailingRecipe(instance);

        for (int attempt = 1; attempt <= 2; attempt++) {
            Throwable thrown = catchThrowable(() -> plugin.start(instance.step()));

            assertThat(thrown).isInstanceOf(StepFailure.class);
            StepFailure failure = (StepFailure) thrown;
            assertThat(failure.reason()).isNotNull().isNotEqualTo(Reason.NONE);
            assertThat(failure.getMessage()).isNotBlank().doesNotStartWith("java.");
        }
    }

    @Test
    default void a_recipe_that_was_mended_goes_on_where_it_failed(@TempDir Path folder) throws Exception {
        Plugin plugin = newPlugin();
        TestInstance instance = newInstance(folder, "one");
        Life life = new Life(() -> plugin, instance);
        life.take(Step.DEPLOY);
        writeFailingRecipe(instance);
        assertThat(catchThrowable(() -> life.take(Step.START))).isInstanceOf(StepFailure.class);

        writeRecipe(instance);

        life.take(Step.START);
        assertStarted(instance);
        life.take(Step.STOP);
        life.take(Step.UNDEPLOY);
    }
}
