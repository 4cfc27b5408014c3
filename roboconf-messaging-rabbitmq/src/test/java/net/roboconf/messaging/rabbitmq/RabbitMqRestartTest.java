package net.roboconf.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Accounts.Account;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.testing.RabbitNode;
import net.roboconf.testkit.messaging.RecordingListener;
import org.junit.jupiter.api.Test;

/** A whole RabbitMQ dies in the middle of work and comes back; it has a node of its own. */
class RabbitMqRestartTest {

    private static final MachineKey MACHINE = new MachineKey("m1");

    @Test
    void all_is_in_force_again_after_the_broker_was_killed() throws IOException {
        RabbitMqMessaging provider = new RabbitMqMessaging();
        RecordingListener managerHears = new RecordingListener();
        RecordingListener agentHears = new RecordingListener();
        try (RabbitNode node = RabbitNode.started();
                Accounts accounts = provider.accounts(node.settings());
                Messaging manager = provider.open(new Participant.Manager(1), node.settings(), managerHears)) {
            manager.serve(Set.of("app"));
            managerHears.awaitConnections(1);
            Account account = new Account(MACHINE, "app", "secret");
            accounts.ensure(List.of(account));
            try (Messaging agent =
                    provider.open(new Participant.Agent(MACHINE, "app"), accounts.settingsFor(account), agentHears)) {
                agentHears.awaitConnections(1);
                IntStream.range(0, 500).forEach(i -> agent.publish(new Address.Manager(), call("before")));

                node.kill();
                managerHears.awaitLosses(1);
                agentHears.awaitLosses(1);
                node.start();

                managerHears.awaitConnections(2);
                // Its account outlived the broker's death.
                agentHears.awaitConnections(2);
                agent.publish(new Address.Manager(), call("after"));
                manager.publish(new Address.Machine(MACHINE), call("order"));
                managerHears.awaitId("after");
                agentHears.awaitId("order");
                assertThat(agentHears.losses()).isEqualTo(1);
            }
        }
    }

    private static Call call(String id) {
        return new Call(id, MACHINE, new Call.Ping());
    }
}
