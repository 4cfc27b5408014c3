package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.engine.TargetCall.Kind;
import net.roboconf.dm.internal.state.StoredScripts;
import net.roboconf.dm.internal.state.StoredTarget;
import org.junit.jupiter.api.Test;

/** The scripts of a target run here, then on the machine, before anything is deployed on it. */
class TargetScriptsTest {

    private static final String FOR_MANAGER = "local.dm.configure.script.sh";
    private static final String FOR_AGENT = "agent.script.sh";
    private static final Sha256 CONTENT = Sha256.of(new byte[] {1});

    private static Bench bench(String... files) {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.done(new Command.PutTargets(List.of(target(files))));
        return bench;
    }

    private static StoredTarget target(String... files) {
        boolean sent = List.of(files).contains(FOR_AGENT);
        return new StoredTarget(
                "t",
                Map.of("handler", "local"),
                null,
                new StoredScripts(
                        List.of(files).stream()
                                .map(file -> new RecipeManifest.File(file, 1, CONTENT, true))
                                .toList(),
                        sent ? new RecipeRef(CONTENT, 1) : null));
    }

    private static void retry(Bench bench) {
        bench.done(new Command.Retry("shop", new InstancePath("/db")));
    }

    @Test
    void nothing_is_ordered_before_the_scripts_of_the_manager_have_succeeded() {
        Bench bench = bench(FOR_MANAGER);
        bench.hold = call -> call.kind() == Kind.CONFIGURE;
        bench.deployAll();

        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::reason)
                .containsExactly(InstanceState.DEPLOYING, Reason.MACHINE_CREATING);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.WAITING_FOR_ANCESTOR);
        assertThat(bench.sent(Desired.class)).isEmpty();

        List.copyOf(bench.heldCalls).forEach(bench::answer);

        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.calls(Kind.CONFIGURE)).hasSize(3);
    }

    @Test
    void they_are_told_what_the_agent_says_of_its_address_when_it_has_said_so() {
        Bench bench = bench(FOR_MANAGER);
        bench.scriptFailure = "it exited 1";
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        retry(bench);

        assertThat(bench.calls(Kind.CONFIGURE))
                .extracting(TargetCall::address)
                .containsExactly(null, bench.agent("/db").address);
    }

    @Test
    void a_failed_script_of_the_manager_is_a_problem_until_somebody_retries() {
        Bench bench = bench(FOR_MANAGER);
        bench.scriptFailure = "it exited 1";
        bench.deployAll();

        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::reason, Shown::message)
                .containsExactly(InstanceState.PROBLEM, Reason.STEP_FAILED, "it exited 1");
        bench.restart();
        bench.pass(600_000);
        assertThat(bench.calls(Kind.CONFIGURE))
                .as("by itself it does not run again")
                .hasSize(3);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.PROBLEM);

        bench.scriptFailure = null;
        retry(bench);

        assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.calls(Kind.CREATE)).as("the machine stays").hasSize(3);
    }

    @Test
    void after_a_crash_they_run_again_and_never_after_they_have_succeeded() {
        Bench bench = bench(FOR_MANAGER);
        bench.hold = call -> call.kind() == Kind.CONFIGURE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        bench.hold = call -> false;

        bench.restart();

        assertThat(bench.calls(Kind.CONFIGURE)).hasSize(2);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        bench.restart();
        bench.pass(60_000);
        assertThat(bench.calls(Kind.CONFIGURE)).hasSize(2);
    }

    @Test
    void a_machine_whose_script_failed_can_be_undeployed_at_once() {
        Bench bench = bench(FOR_MANAGER);
        bench.scriptFailure = "it exited 1";
        bench.deployAll();

        bench.undeployAll();
        bench.pass(60_000);

        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
        assertThat(bench.provider).isEmpty();
    }

    @Test
    void a_machine_is_started_when_its_agent_has_run_its_scripts() {
        Bench bench = bench(FOR_AGENT);
        bench.deployAll();

        assertThat(bench.lastOrder("/db").scripts().files()).isEqualTo(new RecipeRef(CONTENT, 1));
        assertThat(bench.calls(Kind.CONFIGURE)).isEmpty();
        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void a_failed_script_of_the_agent_is_a_problem_of_the_machine_and_a_retry_is_a_new_attempt() {
        Bench bench = bench(FOR_AGENT);
        bench.agentsComeUp = false;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        bench.expect("/db/mysql", InstanceState.DEPLOYED_STARTED);
        FakeAgent agent = bench.boot(bench.key("/db"));
        agent.scriptsEnd = Reason.STEP_FAILED;
        agent.heartbeat();

        assertThat(bench.shown().get("/db").state()).isEqualTo(InstanceState.PROBLEM);
        assertThat(bench.shown().get("/db").reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(bench.shown().get("/db").message()).startsWith("agent.script.sh exited 3: no route; mend it");

        agent.scriptsEnd = Reason.NONE;
        retry(bench);
        bench.pass(1_000);

        assertThat(bench.lastOrder("/db").scripts().attempt()).isEqualTo(1);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void a_machine_keeps_the_scripts_that_it_was_made_with() {
        Bench bench = bench(FOR_AGENT);
        bench.deployAll();
        bench.done(new Command.PutTargets(List.of(target(FOR_MANAGER, FOR_AGENT))));
        bench.pass(60_000);

        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.calls(Kind.CONFIGURE)).isEmpty();
    }

    @Test
    void other_properties_leave_the_files_of_a_definition_as_they_are() {
        Bench bench = bench(FOR_AGENT);
        bench.done(new Command.PutTarget(new StoredTarget("t", Map.of("handler", "local", "mode", "x"), null, null)));

        assertThat(bench.engine.picture().targets().get("t").scripts().paths()).containsExactly(FOR_AGENT);
    }
}
