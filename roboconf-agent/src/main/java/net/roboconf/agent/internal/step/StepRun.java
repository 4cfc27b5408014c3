package net.roboconf.agent.internal.step;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.roboconf.agent.internal.engine.Lengths;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.plugin.StepFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one step on a thread of the pool. Reports exactly once: when the plug-in returned, or when it did not though
 * it was told to and the grace is over. In the second case the thread is still inside the plug-in: {@link #left()} tells
 * when it came out.
 */
final class StepRun implements Runnable {

    /** What is done in the plug-in. */
    interface Work {

        void run() throws Exception;
    }

    /** Hears how it ended; called once. */
    interface Reporter {

        /** It ended; {@code inside} when the plug-in has not returned all the same. */
        void ended(StepReport report, boolean inside);
    }

    private record Ending(Reason reason, String message) {}

    private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);

    private final StepOrder order;
    private final StepOutput output;
    private final Work work;
    private final Reporter reporter;
    private final ScheduledExecutorService timer;
    private final Duration grace;
    private final LongSupplier wallClock;
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    // Guarded by this.
    private Thread thread;
    private Ending ending;
    private boolean reported;
    private long startedAt;
    private long startedNanos;

    StepRun(
            StepOrder order,
            StepOutput output,
            Work work,
            Reporter reporter,
            ScheduledExecutorService timer,
            Duration grace,
            LongSupplier wallClock) {
        this.order = order;
        this.output = output;
        this.work = work;
        this.reporter = reporter;
        this.timer = timer;
        this.grace = grace;
        this.wallClock = wallClock;
    }

    StepOrder order() {
        return order;
    }

    /** Completes when no thread is inside the plug-in any more. */
    CompletableFuture<Void> left() {
        return left;
    }

    /** Wants the step to end; only the first call counts. Returns at once. */
    void end(Reason reason, String message) {
        boolean notBegun;
        synchronized (this) {
            if (reported || ending != null) {
                return;
            }
            ending = new Ending(reason, message);
            notBegun = thread == null;
            if (!notBegun) {
                thread.interrupt();
                timer.schedule(this::giveUp, grace.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        if (notBegun) {
            left.complete(null);
            report(reason, message, null, false);
        }
    }

    private void giveUp() {
        Ending wanted;
        synchronized (this) {
            if (reported) {
                return;
            }
            wanted = ending;
        }
        String message =
                wanted.message() + "; the plug-in " + output.inside() + " has not returned " + grace.toSeconds()
                        + " s after it was told to, and no further step of the instance is run until it does";
        LOG.warn("{} {}: {}", order.path(), step(), message);
        report(wanted.reason(), message, null, true);
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        String poolName = Thread.currentThread().getName();
        Thread.currentThread().setName(poolName + " " + order.path() + " " + order.step());
        ScheduledFuture<?> limit = timer.schedule(
                () -> end(
                        Reason.STEP_TIMEOUT,
                        step() + " took longer than " + Lengths.text(order.timeLimit()) + " and was cut off"),
                order.timeLimit(),
                TimeUnit.MILLISECONDS);
        try {
            work.run();
            leave();
            report(Reason.NONE, output.remark(), null, false);
        } catch (StepFailure e) {
            leave();
            failed(reason(e), message(e), e.exitCode());
        } catch (InterruptedException e) {
            leave();
            failed(Reason.STEP_CANCELLED, step() + " was interrupted", null);
        } catch (Throwable e) {
            // Even a class that cannot be linked in the plug-in must end this step and nothing else.
            leave();
            LOG.warn("{} {} ended with what no plug-in should throw", order.path(), step(), e);
            failed(Reason.STEP_FAILED, step() + " failed in the plug-in " + output.inside() + ": " + e + hint(e), null);
        } finally {
            limit.cancel(false);
            Thread.currentThread().setName(poolName);
            left.complete(null);
        }
    }

    /** A plug-in must not say that it failed for no reason: it would count as success. */
    private static Reason reason(StepFailure failure) {
        return failure.reason() == null || failure.reason() == Reason.NONE ? Reason.STEP_FAILED : failure.reason();
    }

    private String message(StepFailure failure) {
        String said = failure.getMessage();
        return said == null || said.isBlank()
                ? step() + " failed, and the plug-in " + output.inside() + " does not say why"
                : said;
    }

    private static String hint(Throwable thrown) {
        return thrown instanceof LinkageError
                ? ". It was made for another version of Roboconf, or lacks a library: install one that fits"
                : "";
    }

    private String step() {
        return order.step().recipeName();
    }

    private synchronized boolean begin() {
        if (ending != null) {
            return false;
        }
        thread = Thread.currentThread();
        startedAt = wallClock.getAsLong();
        startedNanos = System.nanoTime();
        return true;
    }

    /** From here on no interrupt can reach the thread, which goes back to its pool. */
    private synchronized void leave() {
        thread = null;
        Thread.interrupted();
        if (ending == null) {
            ending = new Ending(null, "");
        }
    }

    private void failed(Reason reason, String message, Integer exitCode) {
        Ending wanted;
        synchronized (this) {
            wanted = ending;
        }
        if (wanted.reason() == null) {
            report(reason, message, exitCode, false);
        } else {
            report(wanted.reason(), wanted.message(), exitCode, false);
        }
    }

    private void report(Reason outcome, String message, Integer exitCode, boolean inside) {
        long began;
        long duration;
        synchronized (this) {
            if (reported) {
                return;
            }
            reported = true;
            began = startedAt == 0 ? wallClock.getAsLong() : startedAt;
            duration = startedAt == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        }
        StepReport report = new StepReport(order.step(), outcome, message, exitCode, output.tail(), began, duration);
        reporter.ended(report, inside);
    }
}
