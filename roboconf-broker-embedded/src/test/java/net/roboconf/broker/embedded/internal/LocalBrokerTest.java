package net.roboconf.broker.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import net.roboconf.core.messaging.Accounts;
import net.roboconf.core.model.MachineKey;
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
}
