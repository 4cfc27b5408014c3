package net.roboconf.core.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

class SignalTest {

    private static final InstancePath PATH = new InstancePath("/vm/tomcat");

    private static Signal signal(String name, String text) {
        return new Signal(new SignalNumber("boot", 1), 5, PATH, name, text, 0);
    }

    private static Observed observed(List<Signal> signals) {
        return new Observed(
                new MachineKey("m"),
                1,
                "boot",
                1,
                OrderVersion.NONE,
                "10.0.0.1",
                List.of(),
                Map.of(),
                List.of(),
                signals,
                null);
    }

    @Test
    void what_is_too_long_is_cut() {
        Signal signal = signal("n".repeat(1_000), "t".repeat(100_000));

        assertThat(signal.name()).hasSize(Signal.NAME_LIMIT);
        assertThat(signal.text()).hasSize(Signal.TEXT_LIMIT);
    }

    /** A handler's output is anything; what could not be written would break the agent's memory. */
    @Test
    void half_a_character_can_be_said_all_the_same() throws MessageFormatException {
        MessageCodec codec = new MessageCodec();
        Observed odd = observed(List.of(signal("\ud83d", "t".repeat(Signal.TEXT_LIMIT - 1) + "\ud83d\ude00")));

        assertThat(codec.decode(codec.encode(odd))).isEqualTo(odd);
        assertThat(odd.signals().get(0).text()).endsWith("t?");
    }

    @Test
    void no_signals_cost_nothing() throws MessageFormatException {
        MessageCodec codec = new MessageCodec();

        assertThat(new String(codec.encode(observed(List.of())))).doesNotContain("signal");
        assertThat(new String(codec.encode(new ObservedAsk(new MachineKey("m"), 1, 1, 1, false, null))))
                .doesNotContain("signal");
        assertThat(new String(codec.encode(
                        new Heartbeat(new MachineKey("m"), 1, "b", 1, OrderVersion.NONE, "a", Map.of(), 0, null))))
                .doesNotContain("signal");
    }

    @Test
    void numbers_of_different_starts_cannot_be_compared() {
        SignalNumber third = new SignalNumber("boot", 3);

        assertThat(new SignalNumber("boot", 3).isUpTo(third)).isTrue();
        assertThat(new SignalNumber("boot", 4).isUpTo(third)).isFalse();
        assertThat(new SignalNumber("other", 1).isUpTo(third)).isFalse();
    }
}
