package net.roboconf.core.target.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.core.target.TargetException;
import org.junit.jupiter.api.Test;

class RetryTest {

    private final List<Long> sleeps = new ArrayList<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final Retry retry = new Retry(4, Duration.ofMillis(100), Duration.ofMillis(250), sleeps::add, () -> 1);

    @Test
    void what_is_busy_is_asked_again_after_growing_delays() throws Exception {
        assertThat(retry.call(() -> succeedAt(4, null))).isEqualTo("done");
        assertThat(sleeps).containsExactly(100L, 200L, 250L);
    }

    @Test
    void the_provider_may_say_how_long_to_wait() throws Exception {
        assertThat(retry.call(() -> succeedAt(2, Duration.ofMillis(7)))).isEqualTo("done");
        assertThat(sleeps).containsExactly(7L);
    }

    @Test
    void the_last_failure_is_left_to_the_deployment_manager() {
        TargetException failure =
                catchThrowableOfType(TargetException.class, () -> retry.call(() -> succeedAt(9, null)));

        assertThat(failure).hasMessage("slow down");
        assertThat(failure.isOutcomeUnknown()).isTrue();
        assertThat(sent).hasValue(4);
    }

    @Test
    void a_provider_that_asks_for_too_long_a_pause_is_left_alone() {
        assertThatThrownBy(() -> retry.call(() -> succeedAt(2, Duration.ofMinutes(5))))
                .hasMessage("slow down");
        assertThat(sleeps).isEmpty();
    }

    @Test
    void a_refusal_is_not_repeated() {
        assertThatThrownBy(() -> retry.call(() -> {
                    sent.incrementAndGet();
                    throw TargetException.refused("no such image");
                }))
                .hasMessage("no such image");
        assertThat(sent).hasValue(1);
    }

    private String succeedAt(int attempt, Duration after) throws Retry.Busy {
        if (sent.incrementAndGet() < attempt) {
            throw new Retry.Busy("slow down", after, null);
        }
        return "done";
    }
}
