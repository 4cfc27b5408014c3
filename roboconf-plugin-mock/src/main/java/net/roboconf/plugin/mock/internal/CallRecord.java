package net.roboconf.plugin.mock.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Step;

/**
 * What was called, one line per call, oldest first:
 *
 * <pre>
 * deploy
 * start
 * update DEPLOYED_STARTED MySQL /db/mysql
 * reconfigure Tomcat=3
 * </pre>
 */
final class CallRecord {

    /** In the work folder: it is gone after an undeploy. */
    static final String FILE = "mock.calls";

    private final Path file;

    CallRecord(Path work) {
        this.file = work.resolve(FILE);
    }

    void add(Step step, String details) throws IOException {
        Files.writeString(
                file, step.recipeName() + details + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** How often the step was called since the instance was deployed, this call included. */
    int count(Step step) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.filter(line -> line.split(" ", 2)[0].equals(step.recipeName()))
                    .count();
        }
    }
}
