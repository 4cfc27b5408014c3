package net.roboconf.agent.internal.host;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All threads that the agents of one process use, however many agents there are. Each pool grows when there is work and
 * lets idle threads go.
 */
public final class AgentThreads implements AutoCloseable {

    /** Engines compute for microseconds at a time; more threads than processors would only take turns. */
    private static final int LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Steps wait for programs most of the time. An agent with more instances than this lets some wait their turn. */
    private static final int STEPS = 64;

    /** Transfers of blobs: an agent has one at a time. */
    private static final int TRANSFERS = 4;

    private static final long IDLE_SECONDS = 15;
    private static final long END_SECONDS = 15;

    private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);

    private final ThreadPoolExecutor loops = pool("roboconf-agent", LOOPS);
    private final ThreadPoolExecutor steps = pool("roboconf-step", STEPS);
    private final ThreadPoolExecutor transfers = pool("roboconf-transfer", TRANSFERS);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("roboconf-timer"));

    /** Without any thread yet. */
    public AgentThreads() {
        // Most time limits never come: their entries must not pile up until they would have.
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** For engines; tasks must be short. */
    public Executor loops() {
        return loops;
    }

    /** For steps; tasks may block. */
    public Executor steps() {
        return steps;
    }

    /**
     * Has steps use more threads than usual, as long as some of theirs do not come back. For any thread.
     *
     * @param more 0 or more
     */
    public void addSteps(int more) {
        steps.setMaximumPoolSize(STEPS + more);
    }

    /** For transfers of blobs; tasks may block. */
    public Executor transfers() {
        return transfers;
    }

    /** For everything that has its time; tasks must only hand something over. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Ends all threads; those who use them have been closed before. */
    @Override
    public void close() {
        timer.shutdownNow();
        List<ExecutorService> pools = List.of(loops, transfers, steps, timer);
        pools.forEach(ExecutorService::shutdownNow);
        try {
            for (ExecutorService pool : pools) {
                if (!pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("Some threads of {} did not end", pool);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A pool that starts a thread only when all are busy, and lets tasks wait only when it has the most threads it may
     * have; the pools of the platform do one or the other.
     */
    private static ThreadPoolExecutor pool(String name, int size) {
        WaitingTasks waiting = new WaitingTasks();
        return new ThreadPoolExecutor(0, size, IDLE_SECONDS, TimeUnit.SECONDS, waiting, named(name), (task, pool) -> {
            if (pool.isShutdown()) {
                throw new RejectedExecutionException("The threads " + name + " have ended");
            }
            waiting.put(task);
        });
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Takes a task at the front door only when an idle thread waits for it. */
    private static final class WaitingTasks extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
