package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisionSettingsTest {

    private static Supervision with(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SupervisionSettings.overlay(Supervision.DEFAULT, settings);
    }

    @Test
    void nothing_said_changes_nothing() {
        assertThat(with()).isEqualTo(Supervision.DEFAULT);
    }

    @Test
    void each_setting_replaces_its_own_value_alone() {
        assertThat(with("step-time-limit", "2h").stepTimeLimit()).isEqualTo(7_200_000);
        assertThat(with("check-interval", "0s").checkInterval()).isZero();
        assertThat(with("restart-attempts", " 3 ").restartAttempts()).isEqualTo(3);
        assertThat(with("restart-delay", "500 ms").restartDelay()).isEqualTo(500);
        assertThat(with("restart-delay-max", "5m").restartDelayMax()).isEqualTo(300_000);
        assertThat(with("healthy-after", "30s")).isEqualTo(new Supervision(900_000, 5_000, 10, 1_000, 60_000, 30_000));
    }

    @Test
    void first_delay_that_is_longer_than_the_longest_takes_it_along() {
        assertThat(with("restart-delay", "5m").restartDelayMax()).isEqualTo(300_000);
    }

    @Test
    void data_of_an_instance_are_told_apart_by_their_prefix() {
        assertThat(SupervisionSettings.ofData(Map.of("supervision.check-interval", "1s", "ec2.elastic.ip", "x")))
                .isEqualTo(Map.of("check-interval", "1s"));
    }

    @ParameterizedTest
    @CsvSource({
        "step-time-limit, 15, such as 500ms",
        "step-time-limit, soon, such as 500ms",
        "step-time-limit, 0s, in no time",
        "step-time-limit, 9999999999h, at most 30 days",
        "check-interval, -1s, such as 500ms",
        "restart-attempts, many, from 0 (never)",
        "restart-attempts, 1000000, from 0 (never)",
        "restart-atempts, 3, restart-attempts"
    })
    void what_cannot_be_used_is_explained_and_left_out(String key, String value, String said) {
        assertThat(SupervisionSettings.problem(key, value))
                .hasValueSatisfying(why -> assertThat(why).contains(said));
        assertThat(with(key, value)).isEqualTo(Supervision.DEFAULT);
    }

    @Property(tries = 200)
    void any_text_gives_a_supervision(@ForAll @Size(max = 5) Map<String, String> settings, @ForAll String delay) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("restart-delay", delay);
        assertThat(SupervisionSettings.overlay(Supervision.DEFAULT, all)).isNotNull();
    }
}
