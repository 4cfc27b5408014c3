package net.roboconf.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The processes of this host, read from {@code /proc}. Processes come and go while it is read: one that cannot be read
 * is passed over.
 */
public final class ProcessTable {

    private final Path proc;

    /**
     * Reads from there.
     *
     * @param proc most often {@code /proc}
     */
    public ProcessTable(Path proc) {
        this.proc = proc;
    }

    /** All that run now. */
    public List<RunningProcess> read() {
        List<RunningProcess> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, ProcessTable::isNumber)) {
            for (Path entry : entries) {
                find(Long.parseLong(entry.getFileName().toString())).ifPresent(all::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("The processes of this host cannot be read from " + proc, e);
        }
        return all;
    }

    /** The process that has this number now. */
    public Optional<RunningProcess> find(long pid) {
        // The handle first: if the number changes hands while we read, the handle is of the old one and hits nobody.
        return ProcessHandle.of(pid).flatMap(handle -> {
            try {
                return parse(handle, Files.readString(file(pid, "stat"), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                return Optional.empty(); // it has ended
            }
        });
    }

    /** Whether the process was started with this mark. False when that must not be read. */
    public boolean carries(RunningProcess process, Mark mark) {
        try {
            return mark.isIn(Files.readAllBytes(file(process.pid(), "environ")));
        } catch (IOException e) {
            return false; // it has ended, or belongs to somebody else
        }
    }

    /** Whether the process was started with the mark's variable, but with another value. False when that must not be read. */
    public boolean carriesOther(RunningProcess process, Mark mark) {
        try {
            byte[] environment = Files.readAllBytes(file(process.pid(), "environ"));
            return Mark.value(environment, mark.variable())
                    .filter(value -> !value.equals(mark.value()))
                    .isPresent();
        } catch (IOException e) {
            return false; // it has ended, or belongs to somebody else
        }
    }

    /**
     * The chosen processes, what is below them, and what is in a session or group that one of them leads.
     *
     * @param all as {@link #read()} gave them
     */
    public static Set<RunningProcess> withDescendants(List<RunningProcess> all, Predicate<RunningProcess> chosen) {
        Map<Long, List<RunningProcess>> below = new HashMap<>();
        for (RunningProcess process : all) {
            below.computeIfAbsent(process.parent(), k -> new ArrayList<>()).add(process);
            below.computeIfAbsent(process.session(), k -> new ArrayList<>()).add(process);
            below.computeIfAbsent(process.group(), k -> new ArrayList<>()).add(process);
        }
        Set<RunningProcess> found = new HashSet<>();
        List<RunningProcess> open = new ArrayList<>(all.stream().filter(chosen).toList());
        while (!open.isEmpty()) {
            RunningProcess next = open.remove(open.size() - 1);
            if (found.add(next)) {
                open.addAll(below.getOrDefault(next.pid(), List.of()));
            }
        }
        return found;
    }

    private static Optional<RunningProcess> parse(ProcessHandle handle, String stat) {
        // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        char state = fields[0].charAt(0);
        if (state == 'Z' || state == 'X') {
            return Optional.empty();
        }
        return Optional.of(new RunningProcess(
                handle,
                handle.pid(),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19])));
    }

    private Path file(long pid, String name) {
        return proc.resolve(Long.toString(pid)).resolve(name);
    }

    private static boolean isNumber(Path entry) {
        return entry.getFileName().toString().chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
