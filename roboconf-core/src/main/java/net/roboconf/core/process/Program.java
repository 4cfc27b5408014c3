package net.roboconf.core.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What to run.
 *
 * @param command the program, looked up in the {@code PATH} when it has no slash, and its arguments; not empty
 * @param folder where it runs; exists
 * @param environment what it finds in its environment, beside what it inherits; names are those that a shell can have,
 *     values hold no NUL
 * @param inherits which variables of this process's own environment it inherits
 * @param mark by which it and all that it starts are found again; put into its environment
 * @param memory a folder that exists, used by this program alone while it runs: holds what is needed to find it after a
 *     crash
 */
public record Program(
        List<String> command,
        Path folder,
        Map<String, String> environment,
        Predicate<String> inherits,
        Mark mark,
        Path memory) {

    /** Makes the collections immutable. */
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
