package net.roboconf.target.local.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import net.roboconf.target.local.internal.host.HostSockets;
import org.junit.jupiter.api.Test;

class LoopbackAddressesTest {

    @Test
    void each_machine_gets_an_address_of_its_own() throws IOException {
        try (LoopbackAddresses addresses = new LoopbackAddresses(address -> false)) {
            Set<String> given = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                given.add(addresses.claim(true));
            }

            assertThat(given).hasSize(300).allMatch(address -> address.matches("127\\.0\\.[1-9][0-9]*\\.[1-9][0-9]*"));
            assertThat(given).noneMatch(address -> address.endsWith(".255"));
        }
    }

    @Test
    void two_deployment_managers_never_give_out_the_same_one() throws IOException {
        try (LoopbackAddresses one = new LoopbackAddresses(address -> false);
                LoopbackAddresses other = new LoopbackAddresses(address -> false)) {
            Set<String> given = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                given.add(one.claim(true));
                given.add(other.claim(true));
            }

            assertThat(given).hasSize(40);
        }
    }

    @Test
    void what_others_use_is_passed_over() throws IOException {
        try (LoopbackAddresses addresses = new LoopbackAddresses(address -> !address.startsWith("127.0.250."))) {
            assertThat(addresses.claim(true)).startsWith("127.0.250.");
        }
    }

    @Test
    void an_address_that_was_given_back_is_given_out_again() throws IOException {
        try (LoopbackAddresses addresses = new LoopbackAddresses(address -> !address.startsWith("127.0.251."))) {
            String address = addresses.claim(true);
            addresses.release(address);
            addresses.release(address);

            assertThat(addresses.claim(true)).isEqualTo(address);
        }
    }

    @Test
    void the_address_of_a_machine_that_exists_is_not_given_out() throws IOException {
        try (LoopbackAddresses addresses = new LoopbackAddresses(address -> !address.startsWith("127.0.252."))) {
            addresses.reclaim("127.0.252.1", true);
            addresses.reclaim("127.0.252.1", true);

            assertThat(addresses.claim(true)).isEqualTo("127.0.252.2");
        }
    }

    @Test
    void simulated_machines_ask_nobody() throws IOException {
        try (LoopbackAddresses addresses = new LoopbackAddresses(address -> true)) {
            assertThat(addresses.claim(false)).isEqualTo("127.0.1.1");
            assertThat(addresses.claim(false)).isEqualTo("127.0.1.2");
        }
    }

    @Test
    void what_listens_on_an_address_is_seen() throws IOException {
        HostSockets sockets = new HostSockets(Path.of("/proc"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.253.7"))) {
            assertThat(socket.isBound()).isTrue();
            assertThat(sockets.listening("127.0.253.7")).hasSize(1);
            assertThat(sockets.listening("127.0.253.8")).isEmpty();
        }
        assertThat(sockets.listening("127.0.253.7")).isEmpty();
    }
}
