package net.roboconf.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.plugin.StepFailure;

/**
 * Decides what runs a script: the interpreter of its first line ({@code #!…}) when it is executable, else bash. Looks
 * first whether that is on the machine: the kernel's own answer names the script instead of what is missing.
 */
final class Interpreter {

    private static final int FIRST_LINE = 256;
    private static final String BASH = "bash";

    private final List<Path> searchPath;

    /**
     * Looks for programs there.
     *
     * @param path as in the variable {@code PATH}
     */
    Interpreter(String path) {
        this.searchPath = Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The command that runs this script. */
    List<String> command(Path script) throws StepFailure, IOException {
        byte[] start;
        try (InputStream content = Files.newInputStream(script)) {
            start = content.readNBytes(FIRST_LINE);
        }
        boolean program = start.length > 1 && start[0] == 0x7f && start[1] == 'E';
        boolean named = start.length > 1 && start[0] == '#' && start[1] == '!';
        if (Files.isExecutable(script) && (program || named)) {
            if (named) {
                require(script, new String(start, 2, start.length - 2, StandardCharsets.UTF_8));
            }
            return List.of(script.toString());
        }
        if (find(BASH).isEmpty()) {
            throw missing(script, BASH);
        }
        return List.of(BASH, script.toString());
    }

    private void require(Path script, String text) throws StepFailure {
        String line = text.lines().findFirst().orElse("");
        // String.lines() takes a lone carriage return for a line end as well.
        if (text.startsWith(line + "\r")) {
            throw new StepFailure(
                    Reason.STEP_FAILED,
                    null,
                    script.getFileName()
                            + " has line ends of Windows (CR LF), which no interpreter takes in the line '#!" + line
                            + "': save it with LF.",
                    null);
        }
        List<String> words = Arrays.stream(line.strip().split("[ \t]+")).toList();
        String interpreter = words.get(0);
        if (interpreter.endsWith("/env")) {
            interpreter = words.stream()
                    .skip(1)
                    .filter(word -> !word.startsWith("-") && !word.contains("="))
                    .findFirst()
                    .orElse(interpreter);
        }
        if (find(interpreter).isEmpty()) {
            throw missing(script, interpreter);
        }
    }

    private Optional<Path> find(String program) {
        Stream<Path> places = program.contains("/")
                ? Stream.of(Path.of(program))
                : searchPath.stream().map(folder -> folder.resolve(program));
        return places.filter(Files::isExecutable).findFirst();
    }

    private static StepFailure missing(Path script, String interpreter) {
        return new StepFailure(
                Reason.TOOL_MISSING,
                null,
                script.getFileName() + " is run by '" + interpreter + "', which is not on this machine: install it.",
                null);
    }
}
