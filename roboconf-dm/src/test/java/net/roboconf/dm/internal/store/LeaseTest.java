package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private long now = 1_000;
    private final Table table = new Table();

    /** A database with the same clock, which can be cut off, or slow. */
    private final class Table implements LeaseTable {
        private long turn;
        private long expires;
        private boolean cutOff;
        private long takes;

        private void answer() throws SQLException {
            now += takes;
            if (cutOff) {
                throw new SQLException("cut off");
            }
        }

        @Override
        public Seen look() throws SQLException {
            answer();
            return new Seen("", expires - now);
        }

        @Override
        public OptionalLong take() throws SQLException {
            answer();
            if (expires > now) {
                return OptionalLong.empty();
            }
            expires = now + Lease.EXPIRES_AFTER;
            return OptionalLong.of(++turn);
        }

        @Override
        public boolean renew(long ofTurn) throws SQLException {
            answer();
            if (ofTurn != turn) {
                return false;
            }
            expires = now + Lease.EXPIRES_AFTER;
            return true;
        }

        @Override
        public void release(long ofTurn) throws SQLException {
            answer();
            if (ofTurn == turn) {
                expires = now;
            }
        }
    }

    private Lease taken() throws SQLException {
        return Lease.take(table, () -> now).orElseThrow();
    }

    @Test
    void it_is_taken_by_one_alone() throws Exception {
        taken();
        assertThat(Lease.take(table, () -> now)).isEmpty();
    }

    @Test
    void renewed_every_three_seconds_it_lasts() throws Exception {
        Lease lease = taken();
        for (int i = 0; i < 100; i++) {
            now += Lease.RENEWED_EVERY;
            assertThat(lease.renew()).isEqualTo(Lease.RENEWED_EVERY);
            assertThat(lease.isHeld()).isTrue();
        }
        assertThat(Lease.take(table, () -> now)).isEmpty();
    }

    @Test
    void its_holder_stops_before_another_can_take_it() throws Exception {
        Lease lease = taken();
        table.cutOff = true;
        now += Lease.RENEWED_EVERY;
        while (lease.renew() >= 0) {
            now += Lease.RETRIED_AFTER;
        }
        assertThat(now).isEqualTo(1_000 + Lease.STOPS_AFTER);
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.over()).contains("not renewed");
        table.cutOff = false;
        assertThat(Lease.take(table, () -> now)).isEmpty();
        now += Lease.EXPIRES_AFTER - Lease.STOPS_AFTER;
        assertThat(Lease.take(table, () -> now)).isPresent();
    }

    @Test
    void the_time_counts_from_before_the_database_was_asked() throws Exception {
        table.takes = 1_500;
        Lease lease = taken();
        now += Lease.STOPS_AFTER - 1_500;
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void an_answer_that_comes_too_late_does_not_bring_it_back() throws Exception {
        Lease lease = taken();
        now += Lease.STOPS_AFTER - 1;
        table.takes = 500;
        assertThat(lease.renew()).isNegative();
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void a_process_that_was_suspended_finds_it_over_as_soon_as_it_looks() throws Exception {
        Lease lease = taken();
        now += 60_000;
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.renew()).isNegative();
        assertThat(table.expires).isLessThan(now);
    }

    @Test
    void who_finds_that_another_has_it_stops_at_once() throws Exception {
        Lease lease = taken();
        table.turn++;
        assertThat(lease.renew()).isNegative();
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.over()).contains("another");
    }

    @Test
    void given_back_it_is_free_at_once_and_acts_no_more() throws Exception {
        Lease lease = taken();
        lease.release();
        assertThat(lease.isHeld()).isFalse();
        assertThat(taken().turn()).isGreaterThan(lease.turn());
    }

    @Test
    void a_late_release_takes_nothing_from_the_next() throws Exception {
        Lease old = taken();
        now += Lease.EXPIRES_AFTER;
        taken();
        old.release();
        assertThat(Lease.take(table, () -> now)).isEmpty();
    }
}
