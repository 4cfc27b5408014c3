package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.internal.state.StoredMessaging;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelocationsTest {

    private static final MessagingSettings A = new MessagingSettings("embedded", Map.of());
    private static final MessagingSettings B = new MessagingSettings("rabbitmq", Map.of("host", "b", "password", "p"));

    private final Bench bench = new Bench();

    @BeforeEach
    void deploy() {
        bench.handle(new DmEvent.Entered(A));
        bench.setUp(Sketch.lamp(2));
        bench.deployAll();
        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.stored.messaging()).isEqualTo(new StoredMessaging(0, List.of(A)));
        bench.log.clear();
    }

    /** What the surroundings say when something else is to be used, and is entered at once. */
    private void enter(MessagingSettings place) {
        bench.agents.values().forEach(agent -> agent.left = true);
        bench.handle(new DmEvent.Disconnected());
        bench.handle(new DmEvent.LeftConnected(true));
        bench.handle(new DmEvent.AccountsLost());
        bench.handle(new DmEvent.Entered(place));
        bench.handle(new DmEvent.Connected());
        bench.handle(new DmEvent.InboxDrained());
    }

    private void come(FakeAgent agent, long number) {
        agent.left = false;
        agent.relocation = number;
        agent.heartbeat();
    }

    private List<DmEffect.Relocate> told(FakeAgent agent) {
        return bench.log.stream()
                .filter(DmEffect.Relocate.class::isInstance)
                .map(DmEffect.Relocate.class::cast)
                .filter(effect -> effect.account().machine().equals(agent.key))
                .toList();
    }

    private List<MessagingSettings> keptOpen() {
        return bench.log.stream()
                .filter(DmEffect.KeepOpen.class::isInstance)
                .map(effect -> ((DmEffect.KeepOpen) effect).used())
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private String notice() {
        return bench.engine.picture().relocation();
    }

    @Test
    void who_is_heard_at_the_old_place_is_told_with_growing_delays_until_it_has_come() {
        enter(B);
        FakeAgent db = bench.agent("/db");
        assertThat(bench.stored.messaging()).isEqualTo(new StoredMessaging(1, List.of(B, A)));
        assertThat(keptOpen()).containsExactly(B, A);

        db.heartbeat();
        assertThat(told(db)).singleElement().satisfies(effect -> {
            assertThat(effect.number()).isEqualTo(1);
            assertThat(effect.to()).isEqualTo(B);
            assertThat(effect.account().password()).isEqualTo("secret");
        });
        bench.pass(40_000);
        assertThat(told(db)).hasSize(4);

        come(db, 1);
        bench.pass(60_000);
        assertThat(told(db)).hasSize(4);
        assertThat(told(bench.agent("/app-1"))).hasSizeGreaterThan(4);
    }

    @Test
    void the_old_place_is_given_up_when_all_have_come() {
        enter(B);
        bench.pass(5_000);
        assertThat(notice())
                .contains("embedded is needed until all agents have come to rabbitmq at b")
                .contains("shop /app-1", "shop /db", "shop /front");
        List<FakeAgent> all = List.copyOf(bench.agents.values());
        all.subList(1, all.size()).forEach(agent -> come(agent, 1));
        assertThat(keptOpen()).containsExactly(B, A);

        come(all.get(0), 1);

        assertThat(keptOpen()).containsExactly(B);
        assertThat(bench.stored.messaging()).isEqualTo(new StoredMessaging(1, List.of(B)));
        assertThat(notice()).isEmpty();
        assertThat(bench.told).anyMatch(event -> event.message().contains("All agents have come to rabbitmq at b"));
    }

    @Test
    void to_be_heard_is_not_enough_before_the_agent_has_taken_the_newest_relocation() {
        enter(B);
        bench.agents.values().forEach(agent -> come(agent, 0));
        assertThat(keptOpen()).containsExactly(B, A);
        assertThat(told(bench.agent("/db"))).hasSize(1);

        // Back again: what was said before must not send anybody away from here any more.
        enter(A);
        assertThat(bench.stored.messaging()).isEqualTo(new StoredMessaging(2, List.of(A, B)));
        bench.agents.values().forEach(agent -> come(agent, 1));
        assertThat(keptOpen()).containsExactly(A, B);
        bench.agents.values().forEach(agent -> come(agent, 2));
        assertThat(keptOpen()).containsExactly(A);
    }

    @Test
    void nobody_is_told_before_it_has_an_account_there() {
        bench.holdAccounts = true;
        enter(B);
        bench.pass(20_000);
        assertThat(told(bench.agent("/db"))).isEmpty();
        bench.handle(new DmEvent.AccountsEnsured(bench.agents.keySet()));
        bench.pass(5_000);
        assertThat(told(bench.agent("/db"))).hasSize(1);
    }

    @Test
    void a_machine_that_is_lost_keeps_the_old_place_open_and_one_that_is_gone_does_not() {
        enter(B);
        FakeAgent lost = bench.agent("/app-1");
        bench.agents.values().stream().filter(agent -> agent != lost).forEach(agent -> come(agent, 1));
        bench.pass(20_000, agent -> agent != lost);
        assertThat(bench.machine("/app-1").facts().agent()).isEqualTo(AgentStatus.LOST);
        assertThat(keptOpen()).containsExactly(B, A);
        assertThat(notice()).contains("Not heard there yet: shop /app-1").doesNotContain("/db");

        bench.done(new Command.ForceUndeploy("shop", new InstancePath("/app-1")));
        bench.pass(60_000, agent -> agent != lost);

        assertThat(keptOpen()).containsExactly(B);
    }

    @Test
    void what_was_left_is_known_after_a_restart_and_given_up_when_all_were_heard_again() {
        enter(B);
        bench.agents.values().forEach(agent -> come(agent, agent == bench.agent("/db") ? 0 : 1));
        bench.log.clear();

        bench.restart();

        assertThat(keptOpen()).containsExactly(B, A);
        bench.handle(new DmEvent.Entered(B));
        bench.pass(5_000);
        assertThat(keptOpen()).containsExactly(B, A);
        assertThat(told(bench.agent("/db"))).hasSize(1);
        come(bench.agent("/db"), 1);
        assertThat(keptOpen()).containsExactly(B);
    }

    @Test
    void nobody_is_told_to_go_where_this_one_has_not_been_itself() {
        enter(B);
        bench.log.clear();
        bench.agents.values().forEach(agent -> agent.left = true);
        bench.restart();
        bench.pass(20_000);
        assertThat(told(bench.agent("/db"))).isEmpty();
        bench.handle(new DmEvent.Entered(B));
        bench.pass(5_000);
        assertThat(told(bench.agent("/db"))).hasSize(1);
    }

    @Test
    void agents_inside_this_process_come_by_themselves() {
        enter(B);
        for (FakeAgent agent : bench.agents.values()) {
            bench.handle(new DmEvent.Received(
                    new Heartbeat(
                            agent.key,
                            agent.epoch,
                            agent.bootId,
                            agent.sequence,
                            agent.accepted,
                            agent.address,
                            Map.of(),
                            0,
                            null),
                    Delivery.MANAGER));
        }
        assertThat(keptOpen()).containsExactly(B);
    }

    @Test
    void numbers_that_a_restored_store_has_forgotten_are_passed() {
        come(bench.agent("/db"), 7);
        assertThat(bench.stored.messaging().number()).isEqualTo(7);
        enter(B);
        assertThat(bench.stored.messaging().number()).isEqualTo(8);
        come(bench.agent("/db"), 20);
        assertThat(bench.stored.messaging().number()).isEqualTo(21);
        come(bench.agent("/db"), Long.MAX_VALUE);
        assertThat(bench.stored.messaging().number()).isEqualTo(21);
    }

    @Test
    void orders_reach_who_is_at_the_old_place_also_while_the_new_one_cannot_be_reached() {
        bench.agents.values().forEach(agent -> agent.left = true);
        bench.handle(new DmEvent.Disconnected());
        bench.handle(new DmEvent.LeftConnected(true));
        bench.pass(5_000);
        bench.log.clear();
        bench.expect("/app-1/tomcat", InstanceState.DEPLOYED_STOPPED);
        assertThat(bench.sent(Desired.class))
                .anyMatch(desired -> desired.machine().equals(bench.key("/app-1")));
        assertThat(bench.state("/app-1/tomcat")).isEqualTo(InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void silence_counts_only_where_messages_can_pass() {
        enter(B);
        bench.pass(5_000);
        come(bench.agent("/db"), 1);
        bench.handle(new DmEvent.LeftConnected(false));
        bench.handle(new DmEvent.InboxDrained());
        bench.pass(30_000, agent -> false);
        assertThat(bench.machine("/app-1").facts().agent()).isEqualTo(AgentStatus.CONNECTED);
        assertThat(bench.machine("/db").facts().agent()).isEqualTo(AgentStatus.LOST);
    }

    @Test
    void without_machines_nothing_is_left_behind() {
        bench.undeployAll();
        bench.pass(60_000);
        enter(B);
        assertThat(bench.stored.messaging()).isEqualTo(new StoredMessaging(1, List.of(B)));
    }
}
