package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.Verdict;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.engine.TargetCall.Kind;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static AgentStatus agent(Bench bench, String path) {
        return bench.machine(path).facts().agent();
    }

    @Test
    void a_silent_agent_is_lost_within_fifteen_seconds_and_its_software_keeps_its_state() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        MachineKey silent = bench.key("/app-1");
        bench.pass(15_000, agent -> !agent.key.equals(silent));
        assertThat(bench.shown().get("/app-1").reason()).isEqualTo(Reason.AGENT_LOST);
        assertThat(bench.state("/app-1/tomcat")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.sent(Verdict.class)).isEmpty();
        bench.pass(6_000);
        assertThat(agent(bench, "/app-1")).isEqualTo(AgentStatus.CONNECTED);
        assertThat(bench.shown().get("/app-1").reason()).isEqualTo(Reason.NONE);
    }

    @Test
    void what_a_lost_agent_exports_is_withdrawn_later_when_others_remain() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        MachineKey silent = bench.key("/app-1");
        bench.pass(59_000, agent -> !agent.key.equals(silent));
        assertThat(bench.sent(Verdict.class)).isEmpty();
        bench.pass(10_000, agent -> !agent.key.equals(silent));
        assertThat(bench.sent(Verdict.class)).singleElement().satisfies(verdict -> {
            assertThat(verdict.machine()).isEqualTo(silent);
            assertThat(verdict.gone()).isFalse();
        });
        assertThat(bench.calls(Kind.TERMINATE)).isEmpty();
        assertThat(bench.state("/app-1/tomcat")).isEqualTo(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void a_voided_agent_that_returns_is_told_and_counts_again_in_its_next_epoch() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        FakeAgent silent = bench.agent("/app-1");
        bench.deliver = message -> !(message instanceof Verdict);
        bench.pass(90_000, agent -> agent != silent);
        bench.deliver = message -> true;
        bench.pass(6_000);
        assertThat(silent.epoch).isEqualTo(2);
        assertThat(bench.machine("/app-1").facts().report().epoch()).isEqualTo(2);
        assertThat(agent(bench, "/app-1")).isEqualTo(AgentStatus.CONNECTED);
    }

    @Test
    void the_last_that_satisfies_a_mandatory_import_is_never_withdrawn() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        MachineKey silent = bench.key("/db");
        bench.pass(600_000, agent -> !agent.key.equals(silent));
        assertThat(agent(bench, "/db")).isEqualTo(AgentStatus.LOST);
        assertThat(bench.sent(Verdict.class)).isEmpty();
    }

    @Test
    void policies_decide_about_withdrawal() {
        Bench kept = new Bench();
        kept.tuning = DmTuning.DEFAULT.withWithdrawal(60_000, DmTuning.Withdrawal.KEEP);
        assertThat(verdictsAfterSilence(kept, "/app-1")).isZero();
        Bench all = new Bench();
        all.tuning = DmTuning.DEFAULT.withWithdrawal(60_000, DmTuning.Withdrawal.WITHDRAW_LAST_TOO);
        assertThat(verdictsAfterSilence(all, "/db")).isOne();
    }

    private static long verdictsAfterSilence(Bench bench, String path) {
        bench.start();
        bench.setUp(Sketch.lamp(2));
        bench.deployAll();
        MachineKey silent = bench.key(path);
        bench.pass(90_000, agent -> !agent.key.equals(silent));
        return bench.sent(Verdict.class).count();
    }

    @Test
    void many_silent_together_are_unreachable_and_nothing_is_withdrawn() {
        Bench bench = Bench.with(Sketch.lamp(8));
        bench.deployAll();
        Set<MachineKey> silent = bench.agents.keySet().stream().limit(4).collect(Collectors.toSet());
        bench.pass(600_000, agent -> !silent.contains(agent.key));
        assertThat(bench.sent(Verdict.class)).isEmpty();
        assertThat(bench.shown().values().stream().filter(shown -> shown.reason() == Reason.AGENT_UNREACHABLE))
                .hasSize(4);
        bench.pass(10_000);
        assertThat(bench.shown().values()).allMatch(shown -> shown.reason() == Reason.NONE);
    }

    @Test
    void silence_does_not_count_while_disconnected_or_behind() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        bench.handle(new DmEvent.Disconnected());
        bench.pass(300_000, agent -> false);
        assertThat(agent(bench, "/db")).isEqualTo(AgentStatus.CONNECTED);
        bench.handle(new DmEvent.Connected());
        bench.pass(300_000, agent -> false);
        assertThat(agent(bench, "/db")).as("the inbox is not drained").isEqualTo(AgentStatus.CONNECTED);
        bench.handle(new DmEvent.InboxDrained());
        bench.pass(10_000, agent -> false);
        assertThat(agent(bench, "/db")).as("the grace starts anew").isEqualTo(AgentStatus.CONNECTED);
        bench.pass(5_000, agent -> false);
        assertThat(agent(bench, "/db")).isEqualTo(AgentStatus.UNREACHABLE);
    }

    @Test
    void a_silent_agent_from_before_a_restart_is_noticed_too() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        MachineKey silent = bench.key("/app-1");
        bench.agents.remove(silent);
        bench.restart();
        bench.pass(16_000);
        assertThat(agent(bench, "/app-1")).isEqualTo(AgentStatus.LOST);
    }

    @Test
    void two_agents_under_one_key_are_reported_and_given_no_orders_until_one_is_gone() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        FakeAgent one = bench.agent("/db");
        FakeAgent two = bench.twin(one, "other-boot");
        for (int i = 0; i < 3; i++) {
            two.heartbeat();
            one.heartbeat();
        }
        assertThat(bench.shown().get("/db").reason()).isEqualTo(Reason.DUPLICATE_AGENT);
        assertThat(bench.sent(ObservedAsk.class).filter(ObservedAsk::rivals))
                .as("both are told to change nothing")
                .isNotEmpty()
                .allMatch(ask -> ask.machine().equals(one.key));
        long before = bench.sent(Desired.class)
                .filter(desired -> desired.machine().equals(one.key))
                .count();
        bench.expect("/db/mysql", InstanceState.DEPLOYED_STOPPED);
        bench.pass(10_000);
        assertThat(bench.sent(Desired.class).filter(desired -> desired.machine().equals(one.key)))
                .hasSize((int) before);
        bench.pass(30_000);
        assertThat(bench.shown().get("/db").reason()).isEqualTo(Reason.NONE);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STOPPED);
        long told = bench.sent(ObservedAsk.class).filter(ObservedAsk::rivals).count();
        bench.pass(20_000);
        assertThat(bench.sent(ObservedAsk.class).filter(ObservedAsk::rivals)).hasSize((int) told);
    }

    @Test
    void an_agent_that_starts_anew_is_no_rival_of_itself() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        FakeAgent agent = bench.agent("/db");
        for (int start = 0; start < 5; start++) {
            agent.epoch++;
            agent.sequence = 0;
            agent.bootId = "start-" + start;
            agent.observe();
            bench.pass(1_000);
        }
        assertThat(agent(bench, "/db")).isEqualTo(AgentStatus.CONNECTED);
    }

    @Test
    void an_agent_with_a_wiped_disk_is_told_of_its_higher_epoch() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        FakeAgent agent = bench.agent("/db");
        agent.epoch = 7;
        agent.observe();
        agent.epoch = 1;
        agent.sequence = 0;
        agent.bootId = "after-the-wipe";
        agent.heartbeat();
        assertThat(agent.epoch).isEqualTo(8);
        assertThat(bench.machine("/db").facts().report().epoch()).isEqualTo(8);
    }
}
