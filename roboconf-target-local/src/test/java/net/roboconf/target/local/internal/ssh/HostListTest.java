package net.roboconf.target.local.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostListTest {

    @Test
    void addresses_ranges_names_and_ports_are_read_in_their_order() {
        assertThat(texts("10.0.0.5, 10.0.0.254-10.0.1.1, Pi-1.local:2222, [fe80::1]:2022,[::1]"))
                .containsExactly(
                        "10.0.0.5",
                        "10.0.0.254",
                        "10.0.0.255",
                        "10.0.1.0",
                        "10.0.1.1",
                        "pi-1.local:2222",
                        "[fe80::1]:2022",
                        "[::1]");
    }

    @Test
    void a_range_has_one_port_for_all_of_it_and_the_definition_one_for_all_others() {
        assertThat(HostList.parse("10.0.0.1-10.0.0.2:24, 10.0.0.9", 23))
                .containsExactly(
                        new HostAddress("10.0.0.1", 24),
                        new HostAddress("10.0.0.2", 24),
                        new HostAddress("10.0.0.9", 23));
    }

    @Test
    void a_host_that_is_named_twice_is_one() {
        assertThat(texts("10.0.0.1-10.0.0.3, 10.0.0.2, PI, pi")).hasSize(4);
    }

    @Test
    void what_is_no_host_says_what_is_wrong() {
        refused("10.0.0.9-10.0.0.3", "the range '10.0.0.9-10.0.0.3' ends before it begins");
        refused("10.0.0.0-10.1.0.0", "more than 4096 hosts");
        refused("10.0.0.256", "'10.0.0.256' is no IPv4 address");
        refused("10.0.0.1-10.0.0", "'10.0.0' is no IPv4 address");
        refused("my host", "'my host' is no host");
        refused("pi:70000", "no port from 1 to 65535");
    }

    @Test
    void the_address_that_the_agent_is_told_is_one_that_others_reach_it_by() {
        assertThat(HostAddress.parse("10.0.0.5").isPublicAddress()).isTrue();
        assertThat(HostAddress.parse("[fe80::5]").isPublicAddress()).isTrue();
        assertThat(HostAddress.parse("127.0.0.1:2222").isPublicAddress()).isFalse();
        assertThat(HostAddress.parse("pi.local").isPublicAddress()).isFalse();
    }

    private static List<String> texts(String hosts) {
        return HostList.parse(hosts, HostAddress.DEFAULT_PORT).stream()
                .map(HostAddress::toString)
                .toList();
    }

    private static void refused(String hosts, String message) {
        assertThatThrownBy(() -> HostList.parse(hosts, HostAddress.DEFAULT_PORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
