package net.roboconf.broker.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.RabbitMqMessaging;
import net.roboconf.testkit.messaging.RecordingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {

    @TempDir
    private Path folder;

    private LocalBroker start(int port) throws IOException {
        return LocalBroker.start(folder, port, new SecureRandom());
    }

    private static int portOf(LocalBroker broker) {
        return Integer.parseInt(broker.managerSettings().get("port"));
    }

    @Test
    void a_chosen_port_is_the_same_after_a_restart() throws IOException {
        int first;
        try (LocalBroker broker = start(0)) {
            first = portOf(broker);
        }
        // Somebody took it in between: the search for a free one would come to another.
        try (ServerSocket other = new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
                LocalBroker broker = start(0)) {
            assertThat(portOf(broker)).isEqualTo(first).isEqualTo(other.getLocalPort());
        }
    }

    @Test
    void a_port_that_is_taken_is_reported_and_used_once_it_is_free() throws IOException {
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (LocalBroker broker = start(other.getLocalPort());
                Accounts accounts = broker.accounts()) {
            assertThatThrownBy(() -> accounts.ensure(List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + other.getLocalPort());

            other.close();
            accounts.ensure(List.of());

            assertThat(LoopbackPort.isFree(portOf(broker))).isFalse();
        }
    }

    @Test
    void it_listens_only_when_accounts_were_ensured() throws IOException {
        try (LocalBroker broker = start(0);
                Accounts accounts = broker.accounts()) {
            assertThat(LoopbackPort.isFree(portOf(broker))).isTrue();

            accounts.ensure(List.of());

            assertThat(LoopbackPort.isFree(portOf(broker))).isFalse();
        }
    }

    @Test
    void a_machine_cannot_have_an_account_named_like_the_managers() throws IOException {
        try (LocalBroker broker = start(0);
                Accounts accounts = broker.accounts()) {
            Accounts.Account impostor = new Accounts.Account(new MachineKey("dm"), "app", "secret");

            assertThatThrownBy(() -> accounts.ensure(List.of(impostor))).hasMessageContaining("'dm'");
        }
    }

    @Test
    void an_agent_comes_back_by_itself_when_the_manager_is_started_again() throws IOException {
        Accounts.Account account = new Accounts.Account(new MachineKey("m1"), "app", "secret");
        RecordingListener managerHears = new RecordingListener();
        RecordingListener agentHears = new RecordingListener();
        LocalBroker first = start(0);
        first.accounts().ensure(List.of(account));
        try (Messaging agent = agentOf(account, first, agentHears)) {
            try (Messaging manager = managerOf(first, managerHears)) {
                manager.serve(Set.of("app"));
                agentHears.awaitConnections(1);
            }
            first.close();
            agentHears.awaitLosses(1);

            // Settings of agents do not change: the port and the password are as they were.
            try (LocalBroker second = start(0)) {
                second.accounts().ensure(List.of(account));
                try (Messaging manager = managerOf(second, managerHears)) {
                    manager.serve(Set.of("app"));
                    agentHears.awaitConnections(2);
                    agent.publish(new Address.Manager(), new Call("back", account.machine(), new Call.Ping()));
                    managerHears.awaitId("back");
                }
            }
        }
    }

    private static Messaging managerOf(LocalBroker broker, RecordingListener listener) {
        return new RabbitMqMessaging().open(new Participant.Manager(1), broker.managerSettings(), listener);
    }

    private static Messaging agentOf(Accounts.Account account, LocalBroker broker, RecordingListener listener) {
        return new RabbitMqMessaging()
                .open(
                        new Participant.Agent(account.machine(), account.application()),
                        broker.accounts().settingsFor(account),
                        listener);
    }
}
