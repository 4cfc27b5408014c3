package net.roboconf.core.plugin;

/** Takes what a step prints. May be called from any thread while the step runs. */
@FunctionalInterface
public interface StepLog {

    /**
     * Adds one line.
     *
     * @param line without its line end; long lines are cut
     */
    void line(String line);
}
