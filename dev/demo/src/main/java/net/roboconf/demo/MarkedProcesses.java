package net.roboconf.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processes of an installation: those in whose environment a variable of ours ({@code ROBOCONF_…}, {@code KARAF_…})
 * names its folder or something below, but for that which tells {@code ./demo} where it is. Whatever is started below an agent has such a variable, whoever its parent is now.
 */
public final class MarkedProcesses {

    private static final Pattern OURS =
            Pattern.compile("(ROBOCONF|KARAF)_(?!DEMO_FOLDER=)[A-Z_]*=(.*)", Pattern.DOTALL);

    private final String folder;
    private final String exceptVariable;

    /**
     * Those of this folder.
     *
     * @param folder absolute
     */
    public MarkedProcesses(Path folder) {
        this(folder.toString(), null);
    }

    private MarkedProcesses(String folder, String exceptVariable) {
        this.folder = folder;
        this.exceptVariable = exceptVariable;
    }

    /** Those among them that do not have this variable. */
    public MarkedProcesses without(String variable) {
        return new MarkedProcesses(folder, variable);
    }

    /** Those that live now, this process left out. */
    public List<ProcessHandle> all() {
        List<ProcessHandle> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
                    .filter(this::isMarked)
                    .map(folder ->
                            ProcessHandle.of(Long.parseLong(folder.getFileName().toString())))
                    .flatMap(Optional::stream)
                    .filter(process -> process.pid() != ProcessHandle.current().pid())
                    .forEach(found::add);
        } catch (IOException e) {
            throw new Trouble("/proc cannot be read, so processes cannot be found: " + e.getMessage(), e);
        }
        return found;
    }

    /** Those among them that run a program of this name. */
    public List<ProcessHandle> running(String program) {
        return all().stream()
                .filter(process -> process.info()
                        .command()
                        .map(Path::of)
                        .filter(command -> command.getFileName().toString().equals(program))
                        .isPresent())
                .toList();
    }

    /** The value of a variable in the environment of a process; empty when it has none, or has ended. */
    static Optional<String> variable(ProcessHandle process, String name) {
        try {
            return environment(Path.of("/proc", Long.toString(process.pid()))).stream()
                    .filter(variable -> variable.startsWith(name + "="))
                    .map(variable -> variable.substring(name.length() + 1))
                    .findFirst();
        } catch (IOException e) {
            // It has ended: it is nobody's any more.
            return Optional.empty();
        }
    }

    private static List<String> environment(Path folder) throws IOException {
        String environment = new String(Files.readAllBytes(folder.resolve("environ")), StandardCharsets.ISO_8859_1);
        return List.of(environment.split("\0"));
    }

    private boolean isMarked(Path folder) {
        try {
            boolean marked = false;
            for (String variable : environment(folder)) {
                if (exceptVariable != null && variable.startsWith(exceptVariable + "=")) {
                    return false;
                }
                marked |= isOurs(variable);
            }
            return marked;
        } catch (IOException e) {
            // It has just ended, or it is somebody else's: not ours in either case.
            return false;
        }
    }

    private boolean isOurs(String variable) {
        Matcher ours = OURS.matcher(variable);
        return ours.matches() && (ours.group(2).equals(folder) || ours.group(2).startsWith(folder + "/"));
    }
}
