package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.Shop.startMysql;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedAsk;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Signal;
import net.roboconf.core.messaging.SignalNumber;
import net.roboconf.core.model.InstancePath;
import org.junit.jupiter.api.Test;

/** What probes find is kept until the Deployment Manager has taken it. */
class SignalsTest {

    private static final InstancePath MYSQL = new InstancePath("/vm/mysql");

    private final EngineBench bench = new EngineBench();

    private void signal(String text) {
        bench.feed(new AgentEvent.Signalled(MYSQL, "load-is-high", text, 0));
    }

    private void acknowledge(long term, SignalNumber newest) {
        bench.receive(new ObservedAsk(EngineBench.ME, term, 1, 1, false, newest), MessagingListener.Delivery.MANAGER);
    }

    private static <M extends Message> M last(List<M> all) {
        return all.get(all.size() - 1);
    }

    private List<Signal> told() {
        return last(bench.sent(Observed.class)).signals();
    }

    private List<String> texts() {
        return told().stream().map(Signal::text).toList();
    }

    @Test
    void a_signal_is_on_the_disk_and_then_told_at_once() {
        signal("8.2");

        assertThat(bench.effects.stream()
                        .filter(effect -> effect instanceof AgentEffect.Store
                                || effect instanceof AgentEffect.Send send && send.message() instanceof Observed))
                .last()
                .isInstanceOf(AgentEffect.Send.class);
        assertThat(bench.effects).contains(new AgentEffect.Store(new Memo.Signalled(told().get(0)), true));
        assertThat(told()).singleElement().satisfies(signal -> {
            assertThat(signal.path()).isEqualTo(MYSQL);
            assertThat(signal.name()).isEqualTo("load-is-high");
            assertThat(signal.text()).isEqualTo("8.2");
            assertThat(signal.number().number()).isEqualTo(1);
            assertThat(signal.dropped()).isZero();
        });
    }

    @Test
    void signals_are_told_again_until_they_are_acknowledged() {
        signal("1");
        bench.pass(200);
        signal("2");
        SignalNumber second = told().get(1).number();
        bench.pass(200);
        signal("3");
        assertThat(texts()).containsExactly("1", "2", "3");

        bench.pass(200);
        bench.forgetEffects();
        acknowledge(1, second);

        assertThat(bench.sent(Observed.class))
                .as("an acknowledgement is no question")
                .isEmpty();
        signal("4");
        assertThat(texts()).containsExactly("3", "4");
    }

    @Test
    void signals_and_their_numbers_outlive_the_agent() {
        signal("1");
        signal("2");
        acknowledge(1, told().get(0).number());
        bench.forgetEffects();

        bench.restartAgent(false);

        assertThat(texts()).containsExactly("2");
        bench.pass(200);
        signal("3");
        assertThat(texts()).containsExactly("2", "3");
        assertThat(told().get(1).number()).isNotEqualTo(told().get(0).number());
        acknowledge(1, told().get(1).number());
        bench.forgetEffects();
        bench.restartAgent(false);
        assertThat(bench.sent(Observed.class)).isEmpty();
    }

    @Test
    void of_too_many_the_oldest_are_given_up_and_the_next_says_how_many() {
        bench.feed(new AgentEvent.Disconnected());
        for (int i = 1; i <= SignalRing.MOST + 3; i++) {
            signal("" + i);
            if (i == SignalRing.MOST + 2) {
                bench.restartAgent(false);
                bench.feed(new AgentEvent.Disconnected());
            }
        }
        bench.feed(new AgentEvent.Connected());

        bench.pass(200);
        assertThat(told()).hasSize(SignalRing.MOST);
        assertThat(told().get(0).text()).isEqualTo("4");
        assertThat(told()).extracting(Signal::dropped).startsWith(3L, 0L);
        assertThat(told().stream().skip(1)).allMatch(signal -> signal.dropped() == 0);
    }

    @Test
    void signals_that_never_came_this_far_have_had_their_numbers() {
        signal("1");
        bench.feed(new AgentEvent.Signalled(MYSQL, "load-is-high", "6", 4));

        bench.pass(200);
        assertThat(told()).extracting(signal -> signal.number().number()).containsExactly(1L, 6L);
        assertThat(told()).extracting(Signal::dropped).containsExactly(0L, 4L);
    }

    @Test
    void what_another_or_a_former_manager_acknowledges_does_not_count() {
        bench.receive(bench.order(new OrderVersion(5, 1)), MessagingListener.Delivery.MANAGER);
        bench.pass(200);
        signal("1");
        SignalNumber number = told().get(0).number();

        acknowledge(4, number);
        bench.receive(new ObservedAsk(EngineBench.ME, 5, 1, 1, false, number), "peer");
        bench.receive(new ObservedAsk(EngineBench.PEER, 5, 1, 1, false, number), MessagingListener.Delivery.MANAGER);
        acknowledge(5, new SignalNumber("another start", 7));

        bench.pass(200);
        signal("2");
        assertThat(texts()).containsExactly("1", "2");
    }

    @Test
    void heartbeats_name_the_newest_that_is_not_acknowledged() {
        startMysql(bench);
        bench.pass(5_000);
        assertThat(last(bench.sent(Heartbeat.class)).signals()).isNull();

        signal("1");
        signal("2");
        bench.pass(5_000);
        SignalNumber newest = told().get(1).number();
        assertThat(last(bench.sent(Heartbeat.class)).signals()).isEqualTo(newest);

        acknowledge(1, newest);
        bench.pass(5_000);
        assertThat(last(bench.sent(Heartbeat.class)).signals()).isNull();
    }
}
