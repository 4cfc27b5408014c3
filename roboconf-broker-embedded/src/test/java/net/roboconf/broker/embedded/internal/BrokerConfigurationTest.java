package net.roboconf.broker.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerConfigurationTest {

    private static BrokerConfiguration with(Map<String, ?> values) {
        return BrokerConfiguration.of(new Hashtable<String, Object>(values));
    }

    @Test
    void without_a_word_there_is_a_broker_on_a_port_of_its_choice() {
        assertThat(with(Map.of())).isEqualTo(new BrokerConfiguration(true, 0));
        assertThat(with(Map.of("enabled", " ", "port", ""))).isEqualTo(new BrokerConfiguration(true, 0));
    }

    @Test
    void values_are_read() {
        assertThat(with(Map.of("enabled", " False ", "port", " 5690 ")))
                .isEqualTo(new BrokerConfiguration(false, 5690));
        assertThat(with(Map.of("enabled", true, "port", 5691))).isEqualTo(new BrokerConfiguration(true, 5691));
    }

    @Test
    void what_cannot_be_used_is_named_with_what_can() {
        assertThatThrownBy(() -> with(Map.of("enabled", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("enabled = yes: write true or false");
        for (String port : new String[] {"-1", "65536", "amqp"}) {
            assertThatThrownBy(() -> with(Map.of("port", port)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port = " + port + ": write a number up to 65535, or 0 to have one chosen");
        }
    }
}
