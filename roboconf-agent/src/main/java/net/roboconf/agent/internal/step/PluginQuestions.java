package net.roboconf.agent.internal.step;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.roboconf.core.osgi.ServiceOrigin;

/**
 * Asks plug-ins what they must answer quickly. What a plug-in does instead hurts only the one who asks: he is told what it
 * did, with the name of the plug-in. Thread-safe.
 */
public final class PluginQuestions {

    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final Duration grace;
    private final StuckThreads stuck;

    /**
     * Nothing is asked yet.
     *
     * @param timer for time limits
     * @param limit how long an answer may take before the thread is interrupted
     * @param grace how long it may take after that before the one who asks is told to wait no longer
     * @param stuck counts the threads that do not come back
     */
    public PluginQuestions(ScheduledExecutorService timer, Duration limit, Duration grace, StuckThreads stuck) {
        this.timer = timer;
        this.limit = limit;
        this.grace = grace;
        this.stuck = stuck;
    }

    /**
     * Asks, on this thread.
     *
     * @param question must have an answer: null is none
     * @param givenUp called with the reason, on a timer's thread, when the plug-in does not return; when it does all the
     *     same, this method throws
     * @throws NoAnswerException when the plug-in throws, answers null, or takes too long; its message is for people
     * @throws InterruptedException when the thread was interrupted by others
     */
    public <T> T ask(PluginUse use, PluginUse.Question<T> question, Consumer<String> givenUp)
            throws NoAnswerException, InterruptedException {
        Watch watch = new Watch(use.origin(), givenUp);
        T answer = null;
        Throwable thrown = null;
        try {
            answer = use.ask("a question about a recipe", question);
        } catch (Throwable e) {
            // Even a class that cannot be linked must end this question and nothing else.
            thrown = e;
        } finally {
            watch.leave();
        }
        if (watch.cutOff()) {
            throw new NoAnswerException(watch.late(), thrown);
        }
        if (thrown instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (thrown != null) {
            throw new NoAnswerException("The plug-in " + use.origin() + " failed: " + thrown, thrown);
        }
        if (answer == null) {
            throw new NoAnswerException("The plug-in " + use.origin() + " answered nothing", null);
        }
        return answer;
    }

    /** Sees to one question. */
    private final class Watch {

        private final Thread thread = Thread.currentThread();
        private final ServiceOrigin origin;
        private final Consumer<String> givenUp;
        private final ScheduledFuture<?> atLimit;

        // Guarded by this.
        private boolean left;
        private boolean interrupted;
        private boolean counted;

        Watch(ServiceOrigin origin, Consumer<String> givenUp) {
            this.origin = origin;
            this.givenUp = givenUp;
            atLimit = timer.schedule(this::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void interrupt() {
            if (!left) {
                interrupted = true;
                thread.interrupt();
                timer.schedule(this::giveUp, grace.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void giveUp() {
            synchronized (this) {
                if (left) {
                    return;
                }
                counted = true;
                stuck.add(origin);
            }
            givenUp.accept(late() + ", and has not returned since it was told to");
        }

        /** From here on no interrupt of this watch can reach the thread. */
        synchronized void leave() {
            left = true;
            atLimit.cancel(false);
            if (interrupted) {
                Thread.interrupted();
            }
            if (counted) {
                stuck.remove(origin);
            }
        }

        synchronized boolean cutOff() {
            return interrupted;
        }

        String late() {
            return "The plug-in " + origin + " did not answer within " + limit.toSeconds()
                    + " s what it has to do with the recipe";
        }
    }
}
