package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.internal.engine.TargetCall.Kind;
import net.roboconf.dm.internal.state.Change;
import org.junit.jupiter.api.Test;

class MachineLifeTest {

    private static final InstancePath DB = new InstancePath("/db");

    @Test
    void the_key_is_stored_before_an_account_or_a_machine_is_made() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey key = bench.key("/db");
        int stored = indexOf(
                bench,
                effect -> effect instanceof DmEffect.Store store
                        && store.change() instanceof Change.PutMachine put
                        && put.machine().key().equals(key));
        int account = indexOf(bench, effect -> effect instanceof DmEffect.EnsureAccounts);
        int call = indexOf(bench, effect -> effect instanceof DmEffect.CallTarget);
        assertThat(stored).isLessThan(account).isNotNegative();
        assertThat(account).isLessThan(call);
    }

    private static int indexOf(Bench bench, Predicate<DmEffect> what) {
        for (int i = 0; i < bench.log.size(); i++) {
            if (what.test(bench.log.get(i))) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void a_second_order_while_one_runs_doubles_nothing() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.deployAll();
        bench.deployAll();
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        assertThat(bench.calls(Kind.CREATE)).hasSize(3);
        bench.hold = call -> false;
        List.copyOf(bench.heldCalls).forEach(bench::answer);
        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.provider).hasSize(3);
    }

    @Test
    void after_a_crash_during_creation_the_machine_is_found_again() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> true;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey key = bench.key("/db");
        bench.provider.put(key, "made-before-the-crash");
        bench.hold = call -> false;
        bench.restart();
        assertThat(bench.machine("/db").facts().machine().machineId()).isEqualTo("made-before-the-crash");
        assertThat(bench.calls(Kind.CREATE)).hasSize(1);
        assertThat(bench.key("/db")).isEqualTo(key);
    }

    @Test
    void after_a_crash_before_creation_the_machine_is_made_with_the_same_key() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> true;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey key = bench.key("/db");
        bench.hold = call -> false;
        bench.restart();
        assertThat(bench.provider).containsOnlyKeys(key);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void after_a_crash_a_machine_that_is_not_wanted_any_more_is_watched_as_long_as_it_may_appear() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey key = bench.key("/db");
        bench.hold = call -> false;
        bench.handle(new DmEvent.Disconnected());
        bench.stored.apply(
                new Change.PutInstance(bench.stored.instances("shop").get(DB).expecting(InstanceState.NOT_DEPLOYED)));
        bench.restart();
        bench.pass(500_000);
        assertThat(bench.shown().get("/db").state()).isEqualTo(InstanceState.UNDEPLOYING);
        assertThat(bench.shown().get("/db").message()).contains("watched");
        bench.provider.put(key, "made-long-after-the-crash");
        bench.pass(10_000);
        assertThat(bench.provider).isEmpty();
        bench.pass(200_000);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
        assertThat(bench.calls(Kind.CREATE)).hasSize(1);
    }

    @Test
    void a_machine_that_went_is_watched_as_long_as_a_creation_that_was_cut_off_may_make_it_again() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey key = bench.key("/db");
        bench.hold = call -> false;
        bench.restart();
        bench.expect("/db", InstanceState.NOT_DEPLOYED);
        bench.pass(20_000);
        assertThat(bench.provider).isEmpty();
        assertThat(bench.shown().get("/db").message()).contains("watched");
        bench.restart();
        bench.pass(20_000);
        assertThat(bench.shown().get("/db").message()).contains("watched");
        bench.provider.put(key, "made-again");
        bench.pass(660_000);
        assertThat(bench.provider).isEmpty();
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void a_refusal_of_a_repeated_creation_is_not_believed_before_it_is_known_what_the_first_has_done() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey key = bench.key("/db");
        bench.restart();
        assertThat(bench.calls(Kind.CREATE)).as("the first, and its repetition").hasSize(2);
        bench.provider.put(key, "made-by-the-first");
        bench.pass(700_000);
        bench.handle(new DmEvent.TargetFailed(
                bench.heldCalls.get(bench.heldCalls.size() - 1).id(), "Quota", false));
        bench.pass(100_000);
        assertThat(bench.key("/db")).isEqualTo(key);
        assertThat(bench.machine("/db").facts().machine().machineId()).isEqualTo("made-by-the-first");
    }

    @Test
    void a_refusal_counts_when_a_creation_that_was_cut_off_can_have_no_effect_any_more() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        bench.restart();
        bench.pass(700_000);
        for (int refusal = 0; refusal < 2; refusal++) {
            assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYING);
            bench.handle(new DmEvent.TargetFailed(
                    bench.heldCalls.get(bench.heldCalls.size() - 1).id(), "Quota", false));
            bench.pass(100_000);
        }
        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::message)
                .containsExactly(InstanceState.PROBLEM, "Quota");
    }

    @Test
    void a_machine_that_an_early_creation_makes_right_after_its_termination_is_terminated_again() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey key = bench.key("/db");
        bench.provider.put(key, "made");
        bench.hold = call -> call.kind() == Kind.STATUS;
        bench.restart();
        bench.expect("/db", InstanceState.NOT_DEPLOYED);
        bench.pass(2_000);
        assertThat(bench.calls(Kind.TERMINATE)).hasSize(1);
        bench.provider.put(key, "made again");
        bench.hold = call -> false;
        bench.handle(new DmEvent.MachineIs(
                bench.heldCalls.get(bench.heldCalls.size() - 1).id(), MachineStatus.RUNNING));
        bench.pass(10_000);
        assertThat(bench.provider).isEmpty();
    }

    @Test
    void nothing_is_watched_for_where_creations_end_with_the_deployment_manager() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.lateCreation = 0;
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        bench.hold = call -> false;
        bench.restart();
        bench.expect("/db", InstanceState.NOT_DEPLOYED);
        bench.pass(2_000);
        assertThat(bench.provider).isEmpty();
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void the_words_of_a_provider_that_refuses_are_shown_and_a_retry_makes_another_machine() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> true;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        MachineKey refused = bench.key("/db");
        bench.handle(new DmEvent.TargetFailed(bench.heldCalls.get(0).id(), "Quota exceeded: 10 of 10", false));
        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::reason, Shown::message)
                .containsExactly(InstanceState.PROBLEM, Reason.TARGET_FAILED, "Quota exceeded: 10 of 10");
        assertThat(bench.accounts).isEmpty();
        bench.pass(600_000);
        assertThat(bench.calls(Kind.CREATE))
                .as("nothing is tried without being asked")
                .hasSize(1);
        bench.restart();
        assertThat(bench.state("/db")).as("also after a restart").isEqualTo(InstanceState.PROBLEM);
        bench.hold = call -> false;
        bench.done(new Command.Retry("shop", DB));
        assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.key("/db")).isNotEqualTo(refused);
    }

    @Test
    void a_creation_whose_answer_is_lost_is_looked_for_before_it_is_repeated() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.hold = call -> call.kind() == Kind.CREATE;
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        TargetCall create = bench.heldCalls.get(0);
        bench.provider.put(create.key(), "made-all-the-same");
        bench.handle(new DmEvent.TargetFailed(create.id(), "connection timed out", true));
        assertThat(bench.shown().get("/db").message()).isEqualTo("connection timed out");
        bench.pass(2_000);
        assertThat(bench.calls(Kind.CREATE)).hasSize(1);
        assertThat(bench.machine("/db").facts().machine().machineId()).isEqualTo("made-all-the-same");
    }

    @Test
    void a_late_answer_changes_nothing() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        Set<InstanceState> before = bench.states();
        bench.calls(Kind.CREATE)
                .toList()
                .forEach(call -> bench.handle(new DmEvent.TargetFailed(call.id(), "too late", false)));
        assertThat(bench.states()).isEqualTo(before);
    }

    @Test
    void a_machine_goes_only_when_nothing_is_deployed_on_it_any_more() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        FakeAgent agent = bench.agent("/db");
        agent.works = false;
        bench.expect("/db", InstanceState.NOT_DEPLOYED);
        bench.pass(5_000);
        assertThat(bench.calls(Kind.TERMINATE)).isEmpty();
        agent.become("/db/mysql", InstanceState.NOT_DEPLOYED);
        assertThat(bench.calls(Kind.TERMINATE)).hasSize(1);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
        assertThat(bench.sent(Verdict.class).filter(Verdict::gone)).hasSize(1);
    }

    @Test
    void a_machine_whose_termination_fails_is_terminated_again_until_it_is_gone() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.hold = call -> call.kind() == Kind.TERMINATE;
        bench.expect("/db", InstanceState.NOT_DEPLOYED);
        bench.pass(200);
        bench.handle(new DmEvent.TargetFailed(bench.heldCalls.get(0).id(), "API is down", false));
        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::reason, Shown::message)
                .containsExactly(InstanceState.UNDEPLOYING, Reason.TARGET_FAILED, "API is down");
        bench.hold = call -> false;
        bench.pass(60_000);
        assertThat(bench.provider).hasSize(2);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void a_refused_termination_is_not_forgotten_when_the_broker_has_the_account() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        MachineKey key = bench.key("/db");
        bench.holdAccounts = true;
        bench.hold = call -> call.kind() == Kind.TERMINATE;
        bench.restart();
        bench.expect("/db", InstanceState.NOT_DEPLOYED);
        bench.pass(200);
        bench.handle(new DmEvent.TargetFailed(bench.heldCalls.get(0).id(), "try later", false));
        bench.handle(new DmEvent.AccountsEnsured(Set.of(key)));
        bench.hold = call -> false;
        bench.pass(60_000);
        assertThat(bench.provider).doesNotContainKey(key);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void a_machine_deployed_again_while_it_goes_is_made_anew() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        MachineKey first = bench.key("/db");
        bench.hold = call -> call.kind() == Kind.TERMINATE;
        bench.expect("/db", InstanceState.NOT_DEPLOYED);
        bench.pass(200);
        bench.done(new Command.ChangeAll("shop", DB, Command.Bulk.DEPLOY_AND_START));
        bench.hold = call -> false;
        bench.answer(bench.heldCalls.get(0));
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.key("/db")).isNotEqualTo(first);
        assertThat(bench.accounts).hasSize(3).doesNotContain(first);
    }

    @Test
    void a_lost_machine_that_vanished_at_its_provider_is_a_problem_and_is_not_replaced_by_itself() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        MachineKey key = bench.key("/db");
        bench.provider.remove(key);
        bench.pass(30_000, agent -> !agent.key.equals(key));
        assertThat(bench.shown().get("/db").state()).isEqualTo(InstanceState.PROBLEM);
        assertThat(bench.shown().get("/db").message()).contains("does not exist any more");
        assertThat(bench.sent(Verdict.class).filter(Verdict::gone)).hasSize(1);
        assertThat(bench.calls(Kind.CREATE)).hasSize(3);
        bench.agents.remove(key);
        bench.done(new Command.Retry("shop", DB));
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void a_lost_machine_says_what_its_target_knows() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        MachineKey key = bench.key("/db");
        bench.hold = call -> call.kind() == Kind.STATUS;
        bench.pass(60_000, agent -> !agent.key.equals(key));
        bench.handle(new DmEvent.TargetFailed(bench.heldCalls.get(0).id(), "The host cannot be reached", false));
        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::reason)
                .containsExactly(InstanceState.DEPLOYED_STARTED, Reason.AGENT_LOST);
        assertThat(bench.shown().get("/db").message())
                .contains("does not report", "keeps its last known state. The host cannot be reached");
    }

    @Test
    void only_a_lost_machine_can_be_destroyed_by_force() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        assertThat(bench.ask(new Command.ForceUndeploy("shop", DB)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.REFUSED_STATE));
        MachineKey key = bench.key("/db");
        bench.pass(20_000, agent -> !agent.key.equals(key));
        assertThat(bench.shown().get("/db").reason()).isEqualTo(Reason.AGENT_LOST);
        bench.done(new Command.ForceUndeploy("shop", DB));
        bench.pass(3_000, agent -> !agent.key.equals(key));
        assertThat(bench.provider).doesNotContainKey(key);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void a_machine_without_target_says_what_to_do_and_is_made_when_one_is_associated() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.done(new Command.AssociateTarget("shop", "@VM", null));
        bench.deployAll();
        assertThat(bench.shown().get("/db").reason()).isEqualTo(Reason.TARGET_MISSING);
        assertThat(bench.shown().get("/db").message()).contains("associate").contains("/db");
        bench.done(new Command.AssociateTarget("shop", "", "t"));
        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void nothing_is_ordered_while_a_machine_comes_up_and_what_was_ordered_waits_for_it() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.agentsComeUp = false;
        bench.deployAll();
        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::reason)
                .containsExactly(InstanceState.DEPLOYING, Reason.AGENT_NOT_CONNECTED);
        assertThat(bench.shown().get("/db/mysql"))
                .extracting(Shown::state, Shown::reason)
                .containsExactly(InstanceState.WAITING_FOR_ANCESTOR, Reason.PARENT_NOT_STARTED);
        assertThat(bench.sent(Desired.class)).isEmpty();
        bench.boot(bench.key("/db")).heartbeat();
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void a_machine_that_is_not_wanted_before_its_agent_came_is_destroyed_at_once() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.agentsComeUp = false;
        bench.deployAll();
        bench.undeployAll();
        bench.pass(5_000);
        assertThat(bench.provider).isEmpty();
        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
    }
}
