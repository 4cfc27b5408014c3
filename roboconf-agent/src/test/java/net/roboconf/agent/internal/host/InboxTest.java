package net.roboconf.agent.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.roboconf.agent.internal.engine.AgentEvent;
import net.roboconf.agent.internal.engine.SignalRing;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessagingListener.Delivery;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final MachineKey MACHINE = new MachineKey("vm");

    private final Inbox inbox = new Inbox();
    private final List<Message> acknowledged = new ArrayList<>();

    private void receive(Message message, String sender) {
        inbox.add(new Delivery() {
            @Override
            public Message message() {
                return message;
            }

            @Override
            public String sender() {
                return sender;
            }

            @Override
            public void acknowledge() {
                acknowledged.add(message);
            }
        });
    }

    private static Desired desired(long term, long revision) {
        return new Desired(
                MACHINE,
                new OrderVersion(term, revision),
                "app",
                InstancePath.root("vm"),
                List.of(),
                null,
                List.of(),
                null);
    }

    private static Exports exports(String machine, String prefix, long sequence) {
        return new Exports(
                ExportsSubject.inside("app", prefix),
                new MachineKey(machine),
                new StatementVersion(1, sequence),
                List.of());
    }

    private static Call ping(int id) {
        return new Call(Integer.toString(id), MACHINE, new Call.Ping());
    }

    private List<Message> messages() {
        return inbox.take(Integer.MAX_VALUE).stream()
                .map(Inbox.Item::event)
                .filter(AgentEvent.Received.class::isInstance)
                .map(event -> ((AgentEvent.Received) event).message())
                .toList();
    }

    @Test
    void of_orders_only_the_newest_waits_whatever_comes_last() {
        receive(desired(1, 5), "dm");
        receive(desired(2, 1), "dm");
        receive(desired(1, 6), "dm");
        assertThat(acknowledged).containsExactly(desired(1, 5), desired(1, 6));
        assertThat(messages()).containsExactly(desired(2, 1));
        assertThat(acknowledged).hasSize(2);
    }

    @Test
    void statements_about_other_subjects_or_from_others_all_wait() {
        List<Message> all =
                List.of(exports("a", "Tomcat", 1), exports("b", "Tomcat", 1), exports("a", "MySQL", 2), desired(1, 1));
        all.forEach(message -> receive(message, "dm"));
        receive(exports("a", "Tomcat", 1), "a");
        assertThat(messages()).hasSize(5);
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void a_newer_statement_keeps_the_place_of_the_older() {
        receive(exports("a", "Tomcat", 1), "a");
        receive(ping(1), "dm");
        receive(exports("a", "Tomcat", 2), "a");
        assertThat(messages()).containsExactly(exports("a", "Tomcat", 2), ping(1));
    }

    private static AgentEvent signal(int number, long dropped) {
        return new AgentEvent.Signalled(new InstancePath("/vm/a"), "name", Integer.toString(number), dropped);
    }

    private List<AgentEvent> events(List<Inbox.Item> items) {
        return items.stream().map(Inbox.Item::event).toList();
    }

    @Test
    void of_too_many_signals_the_newest_wait_and_the_first_of_them_says_how_many_are_lost() {
        inbox.add(signal(1, 0));
        inbox.add(signal(2, 0));
        assertThat(events(inbox.take(1))).containsExactly(signal(1, 0));
        for (int i = 3; i <= SignalRing.MOST + 5; i++) {
            inbox.add(signal(i, 0));
        }
        inbox.add(new AgentEvent.Disconnected());

        List<AgentEvent> waiting = events(inbox.take(Integer.MAX_VALUE));
        assertThat(waiting).hasSize(SignalRing.MOST + 1).startsWith(signal(6, 4), signal(7, 0));
        inbox.add(signal(1, 0));
        assertThat(events(inbox.take(Integer.MAX_VALUE))).containsExactly(signal(1, 0));
    }

    @Test
    void signals_wait_for_the_next_engine() {
        inbox.add(new AgentEvent.Connected());
        inbox.add(signal(1, 0));
        receive(ping(1), "dm");

        assertThat(inbox.takeWhatEndsWithAnEngine()).hasSize(3);
        assertThat(events(inbox.take(Integer.MAX_VALUE))).containsExactly(signal(1, 0));
    }

    @Test
    void a_message_too_many_is_left_out_and_acknowledged_and_no_event_ever_is() {
        for (int i = 0; i < Inbox.MOST_MESSAGES; i++) {
            receive(ping(i), "dm");
        }
        receive(ping(-1), "dm");
        inbox.add(new AgentEvent.Connected());
        receive(desired(1, 1), "dm");
        assertThat(acknowledged).containsExactly(ping(-1));
        assertThat(inbox.take(Inbox.MOST_MESSAGES)).hasSize(Inbox.MOST_MESSAGES);
        receive(ping(-2), "dm");
        assertThat(inbox.take(Integer.MAX_VALUE)).hasSize(3);
        assertThat(inbox.isEmpty()).isTrue();
    }
}
