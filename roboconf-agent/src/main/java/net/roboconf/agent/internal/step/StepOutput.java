package net.roboconf.agent.internal.step;

import java.util.ArrayDeque;
import java.util.Deque;
import net.roboconf.agent.internal.engine.Lengths;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.osgi.ServiceOrigin;
import net.roboconf.core.plugin.StepLog;

/** What one run of a step prints: into its instance's log, and its end into the step's report. Thread-safe. */
final class StepOutput implements StepLog, AutoCloseable {

    /** No line that people read is longer; a program that prints megabytes without a line end must not fill the memory. */
    private static final int LONGEST_LINE = 4_000;

    private final StepLogFile file;
    private final Deque<String> tail = new ArrayDeque<>();
    private int tailLength;
    private ServiceOrigin inside;
    private String remark = "";

    /** @param inside whose code is run first */
    StepOutput(StepLogFile file, ServiceOrigin inside) {
        this.file = file;
        this.inside = inside;
    }

    @Override
    public synchronized void line(String line) {
        String kept = line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, LONGEST_LINE) + " … (" + (line.length() - LONGEST_LINE) + " characters cut)";
        file.write(kept);
        tail.addLast(kept);
        tailLength += kept.length() + 1;
        while (tailLength - tail.peekFirst().length() - 1 >= StepReport.OUTPUT_LIMIT) {
            tailLength -= tail.removeFirst().length() + 1;
        }
    }

    /** From now on the code of another bundle is run. */
    synchronized void inside(ServiceOrigin origin) {
        inside = origin;
    }

    /** Whose code is run: that of the plug-in, or of somebody whom the step asks besides. */
    synchronized ServiceOrigin inside() {
        return inside;
    }

    /** People are told something of a step that succeeds. */
    synchronized void remark(String text) {
        remark = text;
    }

    /** What people are told of a step that succeeded; empty when there is nothing. */
    synchronized String remark() {
        return remark;
    }

    /** Notes in the log, not in the output, that a step begins. A check says nothing: there are too many of them. */
    synchronized void begin(StepOrder order) {
        if (order.step() != Step.CHECK) {
            file.write("-- " + order.step().recipeName() + " begins (" + order.stepId() + ")");
        }
    }

    /** Notes in the log, not in the output, how a step ended. */
    synchronized void end(Step step, StepReport report) {
        if (!report.succeeded()) {
            file.write("-- " + step.recipeName() + " ended after " + Lengths.text(report.duration()) + ": "
                    + report.outcome() + ": " + report.message());
        } else if (step != Step.CHECK) {
            file.write("-- " + step.recipeName() + " ended well after " + Lengths.text(report.duration()));
        }
    }

    /** The last lines; {@link StepReport} cuts them to its limit. */
    synchronized String tail() {
        return String.join("\n", tail);
    }

    /** Whatever is printed from now on is left out of the log. */
    @Override
    public synchronized void close() {
        file.close();
    }
}
