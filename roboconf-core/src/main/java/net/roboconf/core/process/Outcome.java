package net.roboconf.core.process;

import java.util.List;

/** How the run of a program ended. */
public sealed interface Outcome {

    /** The last lines of its output, at most 20, oldest first. */
    List<String> tail();

    /**
     * It ended by itself.
     *
     * @param exitCode as shells give it: 128 + n when signal n ended it
     * @param tail the last lines of its output
     */
    record Ended(int exitCode, List<String> tail) implements Outcome {}

    /**
     * It passed its time limit and was ended with all that it had started.
     *
     * @param tail the last lines of its output
     */
    record TimedOut(List<String> tail) implements Outcome {}
}
