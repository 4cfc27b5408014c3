package net.roboconf.core.target.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {

    private final AtomicLong clock = new AtomicLong(5);

    @Test
    void a_burst_of_one_second_goes_at_once_and_then_evenly() {
        RequestRate rate = new RequestRate(4, clock::get);

        for (int i = 0; i < 4; i++) {
            assertThat(rate.reserve()).isNotPositive();
        }

        assertThat(rate.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(rate.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void no_second_has_more_than_twice_its_share_and_none_after_the_first_more_than_that() {
        RequestRate rate = new RequestRate(10, clock::get);
        int[] perSecond = new int[20];

        for (int i = 0; i < 100; i++) {
            long turn = Math.max(0, rate.reserve());
            perSecond[(int) (turn / TimeUnit.SECONDS.toNanos(1))]++;
        }

        assertThat(perSecond[0]).isLessThanOrEqualTo(20);
        for (int second = 1; second < perSecond.length; second++) {
            assertThat(perSecond[second]).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void a_pause_saves_up_no_more_than_one_second() {
        RequestRate rate = new RequestRate(2, clock::get);
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertThat(rate.reserve()).isNotPositive();
        assertThat(rate.reserve()).isNotPositive();
        assertThat(rate.reserve()).isPositive();
    }

    @Test
    void definitions_of_one_account_share_its_rate() {
        RequestRate.Accounts accounts = new RequestRate.Accounts();

        assertThat(accounts.of("me@cloud", 5)).isSameAs(accounts.of("me@cloud", 7));
        assertThat(accounts.of("you@cloud", 5)).isNotSameAs(accounts.of("me@cloud", 5));
    }
}
