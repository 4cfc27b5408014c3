package net.roboconf.agent.internal.host;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one at a time, in order, on the threads of a pool that many share: what a thread of one's own would do,
 * without the thread. After each task the others that share the pool have their turn. Thread-safe. Bounded by those who
 * hand tasks over: each has a fixed number under way.
 */
public final class SerialExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor pool;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean active;

    /** On this pool, which must outlive it. */
    public SerialExecutor(Executor pool) {
        this.pool = pool;
    }

    /**
     * Hands a task over.
     *
     * @throws RejectedExecutionException when the pool has ended
     */
    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (active) {
                return;
            }
            active = true;
        }
        submit();
    }

    private void submit() {
        try {
            pool.execute(this::runOne);
        } catch (RejectedExecutionException e) {
            synchronized (tasks) {
                tasks.clear();
                active = false;
            }
            throw e;
        }
    }

    private void runOne() {
        Runnable task;
        synchronized (tasks) {
            task = tasks.remove();
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task of {} failed", Thread.currentThread().getName(), e);
        }
        synchronized (tasks) {
            if (tasks.isEmpty()) {
                active = false;
                return;
            }
        }
        submit();
    }
}
