package net.roboconf.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.roboconf.core.messaging.MessagingSettings;
import net.roboconf.core.messaging.Relocate;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {

    private final AgentSettings settings = new AgentSettings(
            new MachineKey("k1"),
            "my app",
            new InstancePath("/vm 1"),
            "127.0.1.1",
            "rabbitmq",
            Map.of("password", "p"));

    @Property
    void what_was_written_is_read(@ForAll String password, @ForAll String option) {
        AgentSettings all = new AgentSettings(
                        new MachineKey("k1"),
                        "app",
                        new InstancePath("/vm"),
                        null,
                        "rabbitmq",
                        Map.of("server.password", password))
                .withOption("some.thing", option);

        assertThat(AgentSettings.parse(all.toText())).isEqualTo(all);
    }

    @Test
    void simulation_travels_as_an_option() {
        assertThat(settings.simulates()).isFalse();
        assertThat(AgentSettings.parse(
                        settings.withOption(AgentSettings.SIMULATE, "true").toText()))
                .satisfies(read -> assertThat(read.simulates()).isTrue())
                .isEqualTo(settings.withOption("simulate", "true"));
    }

    @Property
    void a_relocation_is_read_as_it_was_written(@ForAll String password) {
        AgentSettings moved = settings.relocated(new Relocate(
                settings.machine(), 3, new MessagingSettings("socket", Map.of("host", "h", "password", password))));

        assertThat(AgentSettings.parse(moved.toText())).isEqualTo(moved);
        assertThat(moved.previous()).isEqualTo(settings.place());
        assertThat(moved.toString() + moved.place() + moved.previous()).doesNotContain("password");
        assertThat(moved.settled().previous()).isNull();
        assertThat(moved.settled().place()).isEqualTo(moved.place());
    }

    @Test
    void a_number_that_is_none_is_named() {
        assertThatThrownBy(() -> AgentSettings.parse(settings.toText() + "messaging.relocation=x\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("messaging.relocation=x");
    }

    @Test
    void a_missing_line_is_named() {
        assertThatThrownBy(() -> AgentSettings.parse("machine=k1\napplication=app\npath=/vm\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("messaging.type");
    }

    @Test
    void the_password_is_not_in_its_text_for_logs() {
        assertThat(settings.toString()).doesNotContain("password").contains("k1", "/vm 1");
    }
}
