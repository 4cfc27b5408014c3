package net.roboconf.dm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.Map;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.engine.DmTuning.Withdrawal;
import net.roboconf.dm.internal.store.PostgresDatabase;
import org.junit.jupiter.api.Test;

class DmConfigurationTest {

    private static DmConfiguration with(Map<String, ?> values) {
        return DmConfiguration.of(new Hashtable<String, Object>(values));
    }

    @Test
    void without_a_configuration_the_engine_has_its_usual_tuning() {
        DmConfiguration nothing = DmConfiguration.of(null);
        assertThat(nothing.tuning()).isEqualTo(DmTuning.DEFAULT);
        assertThat(nothing.messaging()).isNull();
        assertThat(nothing.data()).isNull();
        assertThat(nothing.rehearses()).isTrue();
    }

    @Test
    void blank_values_are_as_none() {
        DmConfiguration blank = with(Map.of("data", "  ", "silence.policy", "", "random-ports.forbidden", " "));
        assertThat(blank.tuning()).isEqualTo(DmTuning.DEFAULT);
        assertThat(blank.data()).isNull();
    }

    @Test
    void values_are_read() {
        DmConfiguration read = with(Map.of(
                "messaging", "rabbitmq",
                "data", " /var/lib/roboconf ",
                "silence.withdraw-after", "90",
                "rehearsal", "False",
                "silence.policy", " Keep ",
                "random-ports.forbidden", "35197, 40000"));
        assertThat(read.messaging()).isEqualTo("rabbitmq");
        assertThat(read.data()).isEqualTo("/var/lib/roboconf");
        assertThat(read.rehearses()).isFalse();
        DmTuning tuning = read.tuning();
        assertThat(tuning.withdrawAfter()).isEqualTo(90_000);
        assertThat(tuning.withdrawal()).isEqualTo(Withdrawal.KEEP);
        assertThat(tuning.forbiddenPorts()).containsExactlyInAnyOrder(35_197, 40_000);
    }

    @Test
    void what_cannot_be_used_is_named_with_what_can() {
        assertThatThrownBy(() -> with(Map.of("silence.withdraw-after", "5")).tuning())
                .hasMessageContaining("silence.withdraw-after = 5");
        assertThatThrownBy(() -> with(Map.of("silence.withdraw-after", "soon")).tuning())
                .hasMessageContaining("silence.withdraw-after = soon");
        assertThatThrownBy(() -> with(Map.of("silence.policy", "never")).tuning())
                .hasMessageContaining("withdraw-last-too");
        assertThatThrownBy(() -> with(Map.of("random-ports.forbidden", "http")).tuning())
                .hasMessageContaining("numbers");
        assertThatThrownBy(() -> with(Map.of("rehearsal", "maybe")).rehearses()).hasMessageContaining("true or false");
    }

    @Test
    void the_store_is_the_embedded_one_unless_a_database_is_described() throws Exception {
        assertThat(with(Map.of()).database()).isNull();
        assertThat(with(Map.of("store", "Embedded")).database()).isNull();
        PostgresDatabase database = with(Map.of(
                        "messaging", "rabbitmq",
                        "store", "postgresql",
                        "store.url", "jdbc:postgresql://db:5432/roboconf",
                        "store.user", "someone",
                        "store.password", "secret"))
                .database();
        assertThat(database)
                .isEqualTo(new PostgresDatabase("jdbc:postgresql://db:5432/roboconf", "someone", "secret"))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void a_database_is_refused_without_a_broker_that_outlives_this_process() {
        assertThatThrownBy(() -> with(Map.of("store", "postgresql")).database())
                .hasMessageContaining("messaging = rabbitmq");
        assertThatThrownBy(() -> with(Map.of("store", "postgresql", "messaging", "Embedded"))
                        .database())
                .hasMessageContaining("messaging = rabbitmq");
    }

    @Test
    void what_a_database_needs_is_named() {
        assertThatThrownBy(() -> with(Map.of("store", "oracle")).database())
                .hasMessageContaining("embedded or postgresql");
        assertThatThrownBy(() -> with(Map.of("store", "postgresql", "messaging", "rabbitmq"))
                        .database())
                .hasMessageContaining("store.url");
        assertThatThrownBy(() -> with(Map.of()).address()).hasMessageContaining("address is not set");
        assertThatThrownBy(() -> with(Map.of(
                                "messaging", "rabbitmq",
                                "store", "postgresql",
                                "store.url", "jdbc:postgresql://db:5432/roboconf",
                                "store.user", "someone",
                                "store.password-file", "/nowhere/password"))
                        .database())
                .hasMessageContaining("store.password-file = /nowhere/password")
                .hasMessageContaining("cannot be read");
    }
}
