package net.roboconf.dm.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.core.osgi.ExtensionKind;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.osgi.UnusedExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ArrivalsTest {

    private final ExecutorService work = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final Arrivals<String> arrivals = arrivals(60_000);

    private Arrivals<String> arrivals(long patience) {
        Arrivals.User<String> user = new Arrivals.User<>() {
            @Override
            public void came(ServiceOrigin origin, String said) {
                heard.add("came " + said);
            }

            @Override
            public void went(long serviceId) {
                heard.add("went " + serviceId);
            }
        };
        return new Arrivals<>(ExtensionKind.TARGET, user, work, timer, patience, changes::incrementAndGet);
    }

    @AfterEach
    void end() {
        release.countDown();
        work.shutdownNow();
        timer.shutdownNow();
    }

    private static void comes(Arrivals<String> arrivals, long id, Callable<String> question) {
        arrivals.came(new ServiceOrigin("bundle" + id, new Version(1, 0, 0), 0, id), Set.of("rack"), question);
    }

    private String next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    /** Waits for the end of what was begun. */
    private void settle() throws InterruptedException {
        work.shutdown();
        assertThat(work.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> reasons(Arrivals<String> arrivals) {
        List<String> reasons = new ArrayList<>();
        for (UnusedExtension unused : arrivals.unused()) {
            reasons.add(unused.who() + ": " + unused.why());
        }
        return reasons;
    }

    @Test
    void one_that_never_answers_keeps_no_other_one_out_is_told_and_is_used_when_it_answers() throws Exception {
        Arrivals<String> impatient = arrivals(0);
        comes(impatient, 1, () -> {
            release.await();
            return "slow";
        });
        comes(impatient, 2, () -> "quick");
        assertThat(next()).isEqualTo("came quick");
        while (!reasons(impatient)
                .equals(List.of("bundle1 1.0.0 (target rack): it has not said within 0 s what it is"))) {
            Thread.onSpinWait();
        }
        release.countDown();
        assertThat(next()).isEqualTo("came slow");
        assertThat(reasons(impatient)).isEmpty();
    }

    @Test
    void one_that_throws_or_cannot_be_linked_is_told_and_never_used() throws Exception {
        comes(arrivals, 1, () -> {
            throw new NoSuchMethodError("gone");
        });
        comes(arrivals, 2, () -> {
            throw new IllegalArgumentException("it does not say its handler");
        });
        settle();
        assertThat(reasons(arrivals))
                .containsExactly(
                        "bundle1 1.0.0 (target rack): it cannot be used: java.lang.NoSuchMethodError: gone",
                        "bundle2 1.0.0 (target rack): it cannot be used: it does not say its handler");
        arrivals.went(1);
        arrivals.went(2);
        assertThat(heard).isEmpty();
        assertThat(reasons(arrivals)).isEmpty();
        assertThat(changes).hasValue(4);
    }

    @Test
    void one_that_goes_is_told_to_its_user() throws Exception {
        comes(arrivals, 7, () -> "rack");
        assertThat(next()).isEqualTo("came rack");
        arrivals.went(7);
        assertThat(next()).isEqualTo("went 7");
    }

    @Test
    void one_that_goes_before_it_has_answered_is_never_used() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        comes(arrivals, 7, () -> {
            asked.countDown();
            release.await();
            return "rack";
        });
        asked.await();
        arrivals.went(7);
        release.countDown();
        settle();
        assertThat(heard).isEmpty();
    }
}
