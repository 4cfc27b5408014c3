package net.roboconf.plugin.mock.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepFailure;

/**
 * What one step plays: first it prints, then it takes its time or hangs, then it fails or not.
 *
 * @param step which
 * @param output printed; may have several lines; may be empty
 * @param delay before it ends
 * @param hangs whether it never ends by itself
 * @param fails whether each call fails
 * @param failTimes how many of the first calls fail
 * @param failOn which calls fail, counted from 1
 * @param failAfter how many calls succeed before all others fail; -1 for all
 * @param exitCode of a failure
 * @param message of a failure
 */
record MockStep(
        Step step,
        String output,
        Duration delay,
        boolean hangs,
        boolean fails,
        int failTimes,
        Set<Integer> failOn,
        int failAfter,
        int exitCode,
        String message) {

    /** What can be said of a step, with the value that stands for silence. */
    static final Map<String, String> KEYS = Map.of(
            "output", "",
            "delay", "0",
            "hang", "false",
            "fail", "false",
            "fail.times", "0",
            "fail.on", "",
            "fail.after", "-1",
            "fail.exit", "1",
            "fail.message", "");

    /** Whether it must know how often it was called. */
    boolean counts() {
        return failTimes > 0 || !failOn.isEmpty() || failAfter >= 0;
    }

    /**
     * Plays it.
     *
     * @param call which call this is, from 1; any number when it does not count
     */
    void play(StepContext context, int call) throws StepFailure, InterruptedException {
        output.lines().forEach(context.log()::line);
        if (hangs) {
            new CountDownLatch(1).await();
        }
        if (!delay.isZero()) {
            Thread.sleep(delay.toMillis());
        }
        if (fails(call)) {
            String which = counts() ? " (call " + call + ")" : "";
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    exitCode,
                    message.isEmpty() ? "The mock's " + step.recipeName() + " was told to fail" + which : message,
                    null);
        }
    }

    private boolean fails(int call) {
        return fails || call <= failTimes && counts() || failOn.contains(call) || failAfter >= 0 && call > failAfter;
    }
}
