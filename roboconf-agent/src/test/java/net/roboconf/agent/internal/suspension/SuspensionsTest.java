package net.roboconf.agent.internal.suspension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.roboconf.core.osgi.ServiceOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class SuspensionsTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir
    private Path folder;

    private long clock = Instant.parse("2030-01-01T12:00:00Z").toEpochMilli();

    private Suspensions open() {
        return Suspensions.open(folder.resolve("suspended.json"), () -> clock);
    }

    private static RecordedCall call(String bundle, String what) {
        return new RecordedCall(bundle, "1.0.0", Set.of(bundle), what, RecordedCall.NOT_SEEN);
    }

    private static ServiceOrigin origin(String bundle, String version) {
        return new ServiceOrigin(bundle, Version.parseVersion(version), 0, 1);
    }

    private boolean isSuspended(String bundle) {
        return open().of(origin(bundle, "1")).isPresent();
    }

    private long suspend() throws IOException {
        Suspension one =
                open().suspend(List.of(call("shell", "start of /vm/shop"))).get(0);
        return one.until() - one.since();
    }

    @Test
    void one_says_why_and_until_when() throws IOException {
        open().suspend(List.of(call("shell", "start of /vm/shop"), call("shell", "stop of /vm/bank")));
        assertThat(open().of(origin("shell", "1")).orElseThrow().why())
                .isEqualTo(
                        "it is suspended until 2030-01-01T13:00:00Z, because start of /vm/shop, stop of /vm/bank ran in"
                                + " it when the process of its agent ran out of memory");
    }

    @Test
    void several_name_each_other() throws IOException {
        open().suspend(List.of(call("shell", "start of /vm/shop"), call("files", "start of /vm/page")));
        assertThat(open().of(origin("shell", "1")).orElseThrow().why())
                .endsWith(", if it was not because of files 1.0.0");
        assertThat(open().of(origin("files", "1")).orElseThrow().others()).containsExactly("shell 1.0.0");
    }

    @Test
    void another_version_is_not_suspended() throws IOException {
        suspend();
        assertThat(open().of(origin("shell", "1.0.1"))).isEmpty();
    }

    @Test
    void it_outlives_restarts_and_ends_by_itself() throws IOException {
        suspend();
        clock += HOUR - 1;
        assertThat(isSuspended("shell")).isTrue();
        clock += 1;
        assertThat(isSuspended("shell")).isFalse();
    }

    @Test
    void each_further_time_is_twice_as_long_up_to_a_day() throws IOException {
        for (long hours : new long[] {1, 2, 4, 8, 16, 24, 24}) {
            assertThat(suspend()).isEqualTo(hours * HOUR);
            clock += hours * HOUR;
        }
    }

    @Test
    void what_is_over_for_a_day_counts_no_more() throws IOException {
        suspend();
        clock += HOUR + DAY + 1;
        assertThat(suspend()).isEqualTo(HOUR);
    }

    @Test
    void what_was_lifted_stays_so_and_counts() throws IOException {
        suspend();
        open().lift(suspension -> suspension.bundle().equals("shell"));
        assertThat(isSuspended("shell")).isFalse();
        assertThat(suspend()).isEqualTo(2 * HOUR);
    }

    @Test
    void lifting_another_one_changes_nothing() throws IOException {
        suspend();
        open().lift(suspension -> suspension.bundle().equals("files"));
        assertThat(isSuspended("shell")).isTrue();
    }

    @Test
    void clock_that_is_set_back_makes_it_no_longer_than_it_was_to_be() throws IOException {
        suspend();
        clock -= 400 * DAY;
        Suspensions later = open();
        assertThat(later.left(later.of(origin("shell", "1")).orElseThrow())).isEqualTo(HOUR);
    }

    @Test
    void damaged_file_suspends_nothing() throws IOException {
        suspend();
        Files.writeString(folder.resolve("suspended.json"), "[ {");
        assertThat(isSuspended("shell")).isFalse();
        assertThat(suspend()).isEqualTo(HOUR);
    }
}
