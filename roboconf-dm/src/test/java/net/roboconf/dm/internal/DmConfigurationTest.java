package net.roboconf.dm.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.engine.DmTuning.Withdrawal;
import org.junit.jupiter.api.Test;

class DmConfigurationTest {

    @Test
    void the_defaults_of_the_configuration_are_those_of_the_engine() {
        assertThat(DmConfiguration.tuning(60, "withdraw", "")).isEqualTo(DmTuning.DEFAULT);
    }

    @Test
    void values_are_read() {
        DmTuning tuning = DmConfiguration.tuning(90, " Keep ", "35197, 40000");
        assertThat(tuning.withdrawAfter()).isEqualTo(90_000);
        assertThat(tuning.withdrawal()).isEqualTo(Withdrawal.KEEP);
        assertThat(tuning.forbiddenPorts()).containsExactlyInAnyOrder(35_197, 40_000);
    }

    @Test
    void what_cannot_be_used_is_named_with_what_can() {
        assertThatThrownBy(() -> DmConfiguration.tuning(5, "keep", null))
                .hasMessageContaining("silence.withdraw-after = 5");
        assertThatThrownBy(() -> DmConfiguration.tuning(60, "never", null)).hasMessageContaining("withdraw-last-too");
        assertThatThrownBy(() -> DmConfiguration.tuning(60, "keep", "http")).hasMessageContaining("numbers");
    }
}
