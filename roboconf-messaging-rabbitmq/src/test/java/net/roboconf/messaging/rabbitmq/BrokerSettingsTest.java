package net.roboconf.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.roboconf.messaging.rabbitmq.BrokerSettings.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerSettingsTest {

    @Test
    void nothing_leads_to_a_fresh_rabbitmq_on_this_host() {
        BrokerSettings settings = BrokerSettings.parse(Map.of());

        assertThat(settings.nodes()).containsExactly(new Node("localhost", 5672));
        assertThat(settings.virtualHost()).isEqualTo("/");
        assertThat(settings.username()).isEqualTo("guest");
        assertThat(settings.domain()).isEqualTo("roboconf");
        assertThat(settings.management().url()).hasToString("http://localhost:15672/");
    }

    @Test
    void a_cluster_has_several_nodes() {
        BrokerSettings settings =
                BrokerSettings.parse(Map.of("host", "a, b:1000 ,[::1]:2000, ::1,[fe80::1]", "port", "3000"));

        assertThat(settings.nodes())
                .isEqualTo(List.of(
                        new Node("a", 3000),
                        new Node("b", 1000),
                        new Node("::1", 2000),
                        new Node("::1", 3000),
                        new Node("fe80::1", 3000)));
        assertThat(settings.where()).isEqualTo("a:3000, b:1000, [::1]:2000, [::1]:3000, [fe80::1]:3000");
    }

    @Test
    void the_managements_login_is_the_brokers_unless_there_is_another() {
        Map<String, String> login = Map.of("username", "u", "password", "p");

        assertThat(BrokerSettings.parse(login).management().username()).isEqualTo("u");
        assertThat(BrokerSettings.parse(Map.of("username", "u", "management-username", "admin"))
                        .management()
                        .username())
                .isEqualTo("admin");
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0",
        "port, 65536",
        "port, amqp",
        "host, 'a,,b'",
        "host, a:0",
        "host, ''",
        "management-url, localhost:15672",
        "management-url, 'http:// x'",
        "tls, true"
    })
    void a_value_that_cannot_be_used_is_named(String key, String value) {
        assertThatThrownBy(() -> BrokerSettings.parse(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void passwords_are_not_shown() {
        BrokerSettings settings = BrokerSettings.parse(Map.of("password", "hush", "management-password", "hush"));

        assertThat(settings + " " + settings.management()).doesNotContain("hush");
    }
}
