package net.roboconf.plugin.mock.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.roboconf.core.lifecycle.Step;

/**
 * How often steps were called since the deploy, for scripts that want some calls to fail: in a file of the work folder,
 * which outlives the agent and is gone after an undeploy. One byte per call.
 */
final class CallCounts {

    private final Path work;

    CallCounts(Path work) {
        this.work = work;
    }

    /** Counts a call of the step; how many there were, this one included. */
    int count(Step step) throws IOException {
        Path file = work.resolve("mock." + step.recipeName() + ".calls");
        Files.writeString(file, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return (int) Files.size(file);
    }
}
