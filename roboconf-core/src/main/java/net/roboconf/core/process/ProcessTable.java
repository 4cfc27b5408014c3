package net.roboconf.core.process;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The processes of this host, read from {@code /proc}. Processes come and go while it is read: one that cannot be read
 * is passed over.
 */
public final class ProcessTable {

    /**
     * In {@code /proc/PID/stat}, counted from the state: where the environment begins; the next is where it ends. Both are 0
     * while it is not there yet (proc(5), fields 50 and 51).
     */
    private static final int ENVIRONMENT = 47;

    /** How often, a millisecond apart, a process is looked at again that is just being replaced by another program. */
    private static final int LOOKS = 200;

    /** How often a waiting process, which cannot be in the middle of that, is looked at again. */
    private static final int LOOKS_AT_EMPTY = 5;

    /** In the same file: what the process is, bit by bit (proc(5), field 9). */
    private static final int FLAGS = 6;

    /** The bit of a thread of the kernel, which has no environment. A session of 0 says less: containers have it, too. */
    private static final long KERNEL_THREAD = 0x0020_0000;

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
            return mark.isIn(environment(process));
        } catch (IOException e) {
            return false; // it has ended, or belongs to somebody else
        }
    }

    /** Whether the process was started with the mark's variable, but with another value. False when that must not be read. */
    public boolean carriesOther(RunningProcess process, Mark mark) {
        try {
            return Mark.value(environment(process), mark.variable())
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

    /**
     * While a program takes the place of another (execve), the process seems to have no environment for a moment, and is
     * looked at again. One that seems to have an empty environment most often has.
     */
    private byte[] environment(RunningProcess process) throws IOException {
        byte[] environment = readEnvironment(process);
        int empty = 0;
        for (int i = 0; i < LOOKS && empty < LOOKS_AT_EMPTY && environment.length == 0; i++) {
            String[] fields = fields(Files.readString(file(process.pid(), "stat"), StandardCharsets.ISO_8859_1));
            if (isOver(fields) || isOfKernel(fields)) {
                break;
            }
            String start = fields[ENVIRONMENT];
            String end = fields[ENVIRONMENT + 1];
            empty = start.equals(end) && !start.equals("0") && isWaiting(fields) ? empty + 1 : 0;
            LockSupport.parkNanos(1_000_000);
            environment = readEnvironment(process);
        }
        return environment;
    }

    private byte[] readEnvironment(RunningProcess process) throws IOException {
        try (InputStream in = Files.newInputStream(file(process.pid(), "environ"))) {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                return new byte[0]; // the program that it was when this was opened is no more
            }
        }
    }

    private static String[] fields(String stat) {
        // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    private static boolean isOver(String[] fields) {
        char state = fields[0].charAt(0);
        return state == 'Z' || state == 'X';
    }

    private static boolean isOfKernel(String[] fields) {
        return (Long.parseLong(fields[FLAGS]) & KERNEL_THREAD) != 0;
    }

    private static boolean isWaiting(String[] fields) {
        return fields[0].charAt(0) == 'S';
    }

    private static Optional<RunningProcess> parse(ProcessHandle handle, String stat) {
        String[] fields = fields(stat);
        if (isOver(fields)) {
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
