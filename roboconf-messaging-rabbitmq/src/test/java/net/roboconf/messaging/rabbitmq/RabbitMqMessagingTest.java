package net.roboconf.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.Subscription;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.testing.RabbitNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RabbitMqMessagingTest {

    private static final MachineKey ONE = new MachineKey("one");
    private static final MachineKey TWO = new MachineKey("two");
    private static RabbitNode node;

    private final List<Messaging> open = new ArrayList<>();
    private final RecordingListener managerHears = new RecordingListener();
    private final RecordingListener oneHears = new RecordingListener();
    private final RecordingListener twoHears = new RecordingListener();

    @BeforeAll
    static void startBroker() {
        node = RabbitNode.started();
    }

    @AfterAll
    static void endBroker() {
        node.close();
    }

    @AfterEach
    void close() {
        open.forEach(Messaging::close);
    }

    private Messaging open(Participant self, MessagingListener listener) {
        Messaging messaging = new RabbitMqMessaging().open(self, node.settings(), listener);
        open.add(messaging);
        return messaging;
    }

    private static Call call(String id) {
        return new Call(id, ONE, new Call.Ping());
    }

    private static List<String> ids(RecordingListener listener) {
        return listener.deliveries().stream()
                .map(delivery -> ((Call) delivery.message()).id())
                .toList();
    }

    @Test
    void orders_and_reports_reach_whom_they_are_for() {
        Messaging manager = open(new Participant.Manager(1), managerHears);
        manager.serve(Set.of("my app"));
        managerHears.awaitLine("connected");
        Messaging agent = open(new Participant.Agent(ONE, "my app"), oneHears);
        oneHears.awaitLine("connected");
        open(new Participant.Agent(TWO, "my app"), twoHears);
        twoHears.awaitLine("connected");

        manager.publish(new Address.Machine(ONE), call("order"));
        manager.publish(new Address.Everyone("my app"), call("verdict"));
        agent.publish(new Address.Manager(), call("report"));
        agent.publish(new Address.Peer("my app", TWO), call("peer"));

        oneHears.await(told -> told.size() == 3);
        twoHears.await(told -> told.size() == 3);
        managerHears.await(told -> told.size() == 2);
        assertThat(ids(oneHears)).containsExactly("order", "verdict");
        assertThat(ids(twoHears)).containsExactlyInAnyOrder("verdict", "peer");
        assertThat(ids(managerHears)).containsExactly("report");
    }

    @Test
    void agents_in_one_process_share_a_connection_and_hear_what_they_subscribe_to() {
        Messaging manager = open(new Participant.Manager(1), managerHears);
        manager.serve(Set.of("app"));
        Messaging one = manager.share(new Participant.Agent(ONE, "app"), oneHears);
        Messaging two = manager.share(new Participant.Agent(TWO, "app"), twoHears);
        one.subscribe(Set.of(new Subscription.ExportsOf("app", "MySQL")));
        two.subscribe(Set.of(new Subscription.ExportsOf("app", "MySQL"), new Subscription.AsksFor("app", "Tomcat")));
        oneHears.awaitLine("connected");
        twoHears.awaitLine("connected");

        one.publish(new Address.Exporters("app", "Tomcat"), call("ask"));
        two.publish(new Address.Importers("app", "MySQL"), call("exports"));

        oneHears.await(told -> told.size() == 2);
        twoHears.await(told -> told.size() == 3);
        assertThat(ids(oneHears)).containsExactly("exports");
        assertThat(ids(twoHears)).containsExactly("ask", "exports");
        assertThat(manager.published()).isEqualTo(2);
    }
}
