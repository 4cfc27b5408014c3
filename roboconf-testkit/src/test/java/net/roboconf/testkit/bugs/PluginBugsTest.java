package net.roboconf.testkit.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.Plugin;
import net.roboconf.core.plugin.Recipe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;
import net.roboconf.testkit.plugin.PluginFailureContract;
import net.roboconf.testkit.plugin.PluginInterruptionContract;
import net.roboconf.testkit.plugin.TestInstance;
import org.junit.jupiter.api.Test;

/** Bugs that are easily made in a plug-in are found by the contract. */
class PluginBugsTest {

    /** Runs the contract on a plug-in; each bug is a subclass of this. */
    static class Sound implements PluginFailureContract, PluginInterruptionContract {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin();
        }

        @Override
        public void writeRecipe(TestInstance instance) throws IOException {
            Files.deleteIfExists(instance.recipe().resolve("fail"));
            Files.deleteIfExists(instance.recipe().resolve("block"));
        }

        @Override
        public void writeFailingRecipe(TestInstance instance) throws IOException {
            instance.file("fail", "");
        }

        @Override
        public void writeBlockingRecipe(TestInstance instance) throws IOException {
            instance.file("block", "");
        }

        @Override
        public void assertStarted(TestInstance instance) {
            assertThat(instance.work().resolve("running")).exists();
        }
    }

    @Test
    void a_plug_in_without_a_bug_passes() {
        assertThat(ContractRun.failures(Sound.class)).isEmpty();
    }

    static class DeclaresAnother extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public Set<String> installers() {
                    return Set.of("small", "tiny");
                }
            };
        }
    }

    @Test
    void an_installer_that_is_not_declared_is_found() {
        assertThat(ContractRun.failures(DeclaresAnother.class)).containsExactly("its_bundle_declares_its_installers");
    }

    static class StartsOnlyOnce extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public void start(StepContext context) throws StepFailure, InterruptedException {
                    if (Files.exists(context.work().resolve("running"))) {
                        throw new StepFailure(Reason.STEP_FAILED, null, "It runs already", null);
                    }
                    super.start(context);
                }
            };
        }
    }

    @Test
    void a_step_that_cannot_be_repeated_is_found() {
        assertThat(ContractRun.failures(StartsOnlyOnce.class)).containsExactly("every_step_may_be_taken_again");
    }

    static class RemembersInAField extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                private boolean deployed;

                @Override
                public void deploy(StepContext context) throws StepFailure {
                    deployed = true;
                    super.deploy(context);
                }

                @Override
                public void start(StepContext context) throws StepFailure, InterruptedException {
                    if (!deployed) {
                        throw new StepFailure(Reason.STEP_FAILED, null, "It was never deployed", null);
                    }
                    super.start(context);
                }
            };
        }
    }

    @Test
    void state_in_a_field_is_found() {
        assertThat(ContractRun.failures(RemembersInAField.class))
                .contains("nothing_is_remembered_between_steps_but_in_the_work_folder");
    }

    static class SwallowsInterruptions extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public void start(StepContext context) throws StepFailure {
                    try {
                        super.start(context);
                    } catch (InterruptedException e) {
                        throw new StepFailure(Reason.STEP_FAILED, null, "Something went wrong", e);
                    }
                }
            };
        }
    }

    @Test
    void a_swallowed_interruption_is_found() {
        assertThat(ContractRun.failures(SwallowsInterruptions.class))
                .containsExactly("an_interrupted_step_ends_soon_and_says_that_it_was");
    }

    static class GivesNoReason extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public void start(StepContext context) throws StepFailure, InterruptedException {
                    if (Files.exists(context.recipe().resolve("fail"))) {
                        throw new StepFailure(Reason.NONE, null, "It failed", null);
                    }
                    super.start(context);
                }
            };
        }
    }

    @Test
    void a_failure_without_a_reason_is_found() {
        assertThat(ContractRun.failures(GivesNoReason.class))
                .containsExactly("a_failure_has_a_reason_and_a_sentence_for_people");
    }

    static class AbandonsNothingLoudly extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public void abandon(StepContext context, Step step) throws StepFailure {
                    if (!Files.exists(context.work().resolve("running"))) {
                        throw new StepFailure(Reason.STEP_FAILED, null, "There is nothing to abandon", null);
                    }
                }
            };
        }
    }

    @Test
    void a_plug_in_that_wants_something_to_abandon_is_found() {
        assertThat(ContractRun.failures(AbandonsNothingLoudly.class)).contains("there_may_be_nothing_to_abandon");
    }

    static class CleansUpTooMuch extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public void undeploy(StepContext context) throws StepFailure {
                    super.undeploy(context);
                    delete(context.work());
                }
            };
        }
    }

    @Test
    void a_deleted_work_folder_is_found() {
        assertThat(ContractRun.failures(CleansUpTooMuch.class)).contains("an_instance_lives_from_deploy_to_undeploy");
    }

    static class MakesEveryStepOptional extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public Set<Step> optionalSteps(Recipe recipe) {
                    return Set.of(Step.START, Step.CHECK);
                }
            };
        }
    }

    @Test
    void a_step_that_is_not_optional_is_found() {
        assertThat(ContractRun.failures(MakesEveryStepOptional.class))
                .containsExactly("check_and_reconfigure_are_the_only_steps_that_a_recipe_may_lack");
    }

    static class ReadsOnlyWhatItKnows extends Sound {

        @Override
        public Plugin newPlugin() {
            return new SmallPlugin() {
                @Override
                public boolean reads(String file) {
                    return "sh".equals(file.substring(file.lastIndexOf('.')).substring(1));
                }
            };
        }
    }

    @Test
    void a_name_that_nobody_thought_of_is_found() {
        assertThat(ContractRun.failures(ReadsOnlyWhatItKnows.class))
                .containsExactly("what_it_reads_of_a_recipe_is_said_at_once_and_always_the_same");
    }
}
