package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.Shop.mysql;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.DesiredScripts;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedScripts;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.Sha256;
import org.junit.jupiter.api.Test;

/** The scripts of the machine's target run once, before anything else. */
class MachineScriptsTest {

    private static final RecipeRef FILES = new RecipeRef(Sha256.of(new byte[] {1}), 1);

    private final EngineBench bench = new EngineBench();

    private List<AgentEffect.RunScripts> runs() {
        return bench.effects.stream()
                .filter(AgentEffect.RunScripts.class::isInstance)
                .map(AgentEffect.RunScripts.class::cast)
                .toList();
    }

    private void end(Reason outcome) {
        List<AgentEffect.RunScripts> runs = runs();
        bench.feed(new AgentEvent.ScriptsEnded(runs.get(runs.size() - 1).id(), outcome, "agent.script.sh exited 1"));
        bench.pass(1_000);
    }

    private ObservedScripts told() {
        List<Observed> all = bench.sent(Observed.class);
        return all.get(all.size() - 1).scripts();
    }

    private void wantMysql(long attempt) {
        bench.scripts = new DesiredScripts(FILES, attempt);
        bench.want(mysql(InstanceState.DEPLOYED_STARTED));
    }

    @Test
    void nothing_is_deployed_before_they_have_succeeded() {
        wantMysql(0);

        assertThat(runs()).singleElement().satisfies(run -> {
            assertThat(run.files()).isEqualTo(FILES);
            assertThat(run.machine()).isEqualTo(EngineBench.MACHINE);
        });
        assertThat(bench.running()).isEmpty();
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.PARENT_NOT_STARTED);
        assertThat(bench.observed("/vm/mysql").message()).contains("run first");

        end(Reason.NONE);

        assertThat(bench.running()).containsExactly(Step.DEPLOY + " /vm/mysql");
        assertThat(told().succeeded()).isTrue();
    }

    @Test
    void they_run_on_a_machine_without_instances_too() {
        bench.scripts = new DesiredScripts(FILES, 0);
        bench.order();

        assertThat(runs()).hasSize(1);
    }

    @Test
    void a_failure_is_told_and_they_run_again_for_a_new_attempt_only() {
        wantMysql(0);
        end(Reason.STEP_FAILED);

        assertThat(told())
                .extracting(ObservedScripts::outcome, ObservedScripts::message, ObservedScripts::attempt)
                .containsExactly(Reason.STEP_FAILED, "agent.script.sh exited 1", 0L);
        assertThat(bench.observed("/vm/mysql").message()).contains("have failed");
        wantMysql(0);
        bench.restartAgent(false);
        bench.pass(60_000);
        assertThat(runs()).hasSize(1);

        wantMysql(1);

        assertThat(runs()).hasSize(2);
        end(Reason.NONE);
        assertThat(bench.running()).containsExactly(Step.DEPLOY + " /vm/mysql");
    }

    @Test
    void after_a_crash_they_run_again_unless_they_had_succeeded() {
        wantMysql(0);
        bench.restartAgent(false);
        assertThat(runs()).hasSize(2);
        end(Reason.NONE);

        bench.restartAgent(true);
        wantMysql(1);

        assertThat(runs()).hasSize(2);
        assertThat(told().succeeded()).isTrue();
    }

    @Test
    void the_end_of_a_run_that_a_crash_cut_off_counts_for_nothing() {
        wantMysql(0);
        AgentEffect.RunScripts first = runs().get(0);
        bench.restartAgent(false);

        bench.feed(new AgentEvent.ScriptsEnded(first.id(), Reason.NONE, ""));

        assertThat(bench.running()).isEmpty();
    }
}
