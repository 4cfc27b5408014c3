package net.roboconf.agent.internal.probe;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.ProbeFailure;

/** One look within its time limit: the thread is interrupted past it, so that a handler that waits for ever returns. */
final class TimedLook {

    /** Handlers mostly know when their time is over, and say it better. */
    private static final long GRACE_MILLIS = 100;

    private final Thread thread = Thread.currentThread();

    // Guarded by this.
    private boolean left;
    private boolean interrupted;

    private TimedLook() {}

    /**
     * Looks, on this thread.
     *
     * @param limit at least a millisecond
     * @throws InterruptedException when others interrupted the thread
     */
    static void look(
            ProbeHandler handler, String text, StepContext context, Duration limit, ScheduledExecutorService timer)
            throws ProbeFailure, InterruptedException {
        TimedLook look = new TimedLook();
        ScheduledFuture<?> end =
                timer.schedule(look::interrupt, limit.toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
        Throwable thrown = null;
        try {
            handler.look(text, with(context, limit));
        } catch (Throwable e) {
            thrown = e;
        } finally {
            end.cancel(false);
            look.leave();
        }
        if (look.wasInterrupted()) {
            throw new ProbeFailure("an end of the probe", "none within " + limit.toMillis() + " ms");
        }
        rethrow(thrown);
    }

    private static void rethrow(Throwable thrown) throws ProbeFailure, InterruptedException {
        if (thrown instanceof ProbeFailure failure) {
            throw failure;
        } else if (thrown instanceof InterruptedException interrupt) {
            throw interrupt;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        } else if (thrown instanceof Error error) {
            throw error;
        } else if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    private static StepContext with(StepContext context, Duration limit) {
        return new StepContext(
                context.application(),
                context.path(),
                context.component(),
                context.installer(),
                context.exports(),
                context.ancestors(),
                context.imports(),
                context.data(),
                context.recipe(),
                context.work(),
                context.stepId(),
                limit,
                context.log());
    }

    private synchronized void interrupt() {
        if (!left) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** From here on no interrupt of this look can reach the thread. */
    private synchronized void leave() {
        left = true;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    private synchronized boolean wasInterrupted() {
        return interrupted;
    }
}
