package net.roboconf.agent.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    @Test
    void tasks_run_one_at_a_time_in_their_order_on_a_pool_of_many_threads() throws InterruptedException {
        try (AgentThreads threads = new AgentThreads()) {
            int many = 20_000;
            List<Integer> ran = new ArrayList<>();
            AtomicInteger inside = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(many);
            SerialExecutor serial = new SerialExecutor(threads.steps());
            for (int i = 0; i < many; i++) {
                int number = i;
                serial.execute(() -> {
                    // Not synchronized: the executor alone keeps the threads apart.
                    if (inside.getAndIncrement() == 0) {
                        ran.add(number);
                    }
                    inside.decrementAndGet();
                    done.countDown();
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).isEqualTo(IntStream.range(0, many).boxed().toList());
        }
    }

    @Test
    void others_have_their_turn_after_each_task() {
        Queue<Runnable> pool = new ArrayDeque<>();
        List<String> ran = new ArrayList<>();
        SerialExecutor one = new SerialExecutor(pool::add);
        SerialExecutor other = new SerialExecutor(pool::add);
        one.execute(() -> ran.add("one 1"));
        one.execute(() -> ran.add("one 2"));
        other.execute(() -> ran.add("other 1"));
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
        assertThat(ran).containsExactly("one 1", "other 1", "one 2");
    }

    @Test
    void a_task_that_throws_keeps_no_other_from_running() {
        Queue<Runnable> pool = new ArrayDeque<>();
        List<String> ran = new ArrayList<>();
        SerialExecutor serial = new SerialExecutor(pool::add);
        serial.execute(() -> {
            throw new IllegalStateException("a bug");
        });
        serial.execute(() -> ran.add("second"));
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
        assertThat(ran).containsExactly("second");
    }

    @Test
    void a_pool_that_has_ended_refuses_tasks() {
        AgentThreads threads = new AgentThreads();
        SerialExecutor serial = new SerialExecutor(threads.loops());
        threads.close();
        assertThatThrownBy(() -> serial.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void a_pool_takes_more_tasks_than_it_has_threads_and_runs_all() throws InterruptedException {
        try (AgentThreads threads = new AgentThreads()) {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(500);
            AtomicInteger most = new AtomicInteger();
            AtomicInteger inside = new AtomicInteger();
            for (int i = 0; i < 500; i++) {
                threads.steps().execute(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    } finally {
                        inside.decrementAndGet();
                        done.countDown();
                    }
                });
            }
            release.countDown();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(most.get()).isBetween(1, 64);
        }
    }
}
