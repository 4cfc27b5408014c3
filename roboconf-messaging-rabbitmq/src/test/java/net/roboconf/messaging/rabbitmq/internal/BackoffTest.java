package net.roboconf.messaging.rabbitmq.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void delays_stay_in_their_range_and_differ() {
        List<Long> delays =
                LongStream.generate(backoff::next).limit(1_000).boxed().toList();

        assertThat(delays).allMatch(delay -> delay >= Backoff.SHORTEST && delay <= Backoff.LONGEST);
        assertThat(delays.stream().distinct()).hasSizeGreaterThan(500);
        assertThat(Collections.max(delays)).isGreaterThan(Backoff.LONGEST / 2);
    }

    @Test
    void the_first_delays_are_short_and_so_are_those_after_a_success() {
        assertThat(backoff.next()).isLessThanOrEqualTo(2 * Backoff.SHORTEST);
        LongStream.range(0, 20).forEach(i -> backoff.next());

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(2 * Backoff.SHORTEST);
    }
}
