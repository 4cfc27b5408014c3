package net.roboconf.dm.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private Instant now = Instant.EPOCH;
    private final LoginThrottle throttle = new LoginThrottle(() -> now);

    private void fail(String user, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(user, "here");
        }
    }

    private Duration wait(String user) {
        return throttle.waitFor(user, "here");
    }

    @Test
    void mistyping_costs_nothing() {
        fail("jo", 2);

        assertThat(wait("jo")).isZero();
    }

    @Test
    void wait_doubles_up_to_its_limit() {
        fail("jo", 3);
        assertThat(wait("jo")).isEqualTo(Duration.ofSeconds(1));
        fail("jo", 1);
        assertThat(wait("jo")).isEqualTo(Duration.ofSeconds(2));
        fail("jo", 1);
        assertThat(wait("jo")).isEqualTo(Duration.ofSeconds(4));
        fail("jo", 100);
        assertThat(wait("jo")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void wait_ends() {
        fail("jo", 3);
        now = now.plusSeconds(1);

        assertThat(wait("jo")).isZero();
    }

    @Test
    void right_password_forgets() {
        fail("jo", 5);
        throttle.succeeded("jo", "here");
        fail("jo", 2);

        assertThat(wait("jo")).isZero();
    }

    @Test
    void others_do_not_wait() {
        fail("jo", 5);

        assertThat(wait("al")).isZero();
        assertThat(throttle.waitFor("jo", "there")).isZero();
    }

    @Test
    void long_ago_is_forgotten() {
        fail("jo", 5);
        now = now.plus(LoginThrottle.FORGET).plusSeconds(1);
        fail("jo", 1);

        assertThat(wait("jo")).isZero();
    }

    @Test
    void memory_is_bounded_and_the_newest_stay() {
        fail("jo", 5);
        for (int i = 0; i < LoginThrottle.REMEMBERED; i++) {
            fail("user" + i, 4);
        }

        assertThat(wait("jo")).isZero();
        assertThat(wait("user0")).isPositive();
    }
}
