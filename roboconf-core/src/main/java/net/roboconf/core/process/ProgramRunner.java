package net.roboconf.core.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs to their end, within a time limit, as the page of this package explains. May be used by many threads.
 */
public final class ProgramRunner {

    /** The file in a program's memory that holds its number, ended by a line end. */
    static final String NUMBER = "process";

    private static final Pattern NUMBER_FORM = Pattern.compile("[0-9]{1,18}\n");
    private static final String PIPE = "output";
    private static final Logger LOG = LoggerFactory.getLogger(ProgramRunner.class);

    /**
     * Begins as leader of a new session. Writes its number down, reads the environment from its input and becomes the
     * program. Nothing needs to be forced to disk: what a kernel's crash loses here, it has ended as well.
     */
    private static final List<String> LAUNCHER = List.of(
            "setsid",
            "sh",
            "-c",
            "echo $$ >\"$1\" || exit 125; . /dev/stdin || exit 125; shift; exec \"$@\" </dev/null",
            "roboconf");

    /** How often a running program's output is looked at: people follow it, and a full pipe makes the program wait. */
    private static final long LOOK_MILLIS = 10;

    /** No pipe holds more: reading this much after a program's end reads all that it wrote. */
    private static final int PIPE_BYTES = 1 << 20;

    private final ProcessTable table;
    private final Ending ending;

    /**
     * Runs programs.
     *
     * @param grace how long a program that passed its limit or was cancelled has to end by itself
     */
    public ProgramRunner(ProcessTable table, Duration grace) {
        this.table = table;
        this.ending = new Ending(table, grace);
    }

    /** For this host, with a grace of 5 s. */
    public static ProgramRunner ofThisHost() {
        return new ProgramRunner(new ProcessTable(Path.of("/proc")), Duration.ofSeconds(5));
    }

    /**
     * Runs a program and waits for its end. What it leaves running lives on, unless its time was over or the thread was
     * interrupted: then everything that it started is ended before this returns.
     *
     * @param output takes each line that it prints, both streams; called on this thread; long lines are cut
     * @throws IOException when the program could not be begun
     * @throws InterruptedException when the thread was interrupted; the program has been ended
     */
    public Outcome run(Program program, Duration limit, Consumer<String> output)
            throws IOException, InterruptedException {
        Path number = program.memory().resolve(NUMBER);
        Files.deleteIfExists(number);
        OutputLines lines = new OutputLines(output);
        try (OutputPipe pipe = OutputPipe.open(program.memory().resolve(PIPE))) {
            Process process = start(program, number, pipe);
            boolean ended;
            try {
                sendEnvironment(program, process);
                ended = await(process, limit, pipe, lines);
            } catch (InterruptedException | IOException | RuntimeException e) {
                end(program.mark(), process.toHandle(), pipe, lines);
                throw e;
            }
            if (!ended) {
                end(program.mark(), process.toHandle(), pipe, lines);
            }
            pipe.read(lines, PIPE_BYTES);
            lines.finish();
            if (!ended) {
                return new Outcome.TimedOut(lines.tail());
            }
            handOver(program, pipe);
            return new Outcome.Ended(process.exitValue(), lines.tail());
        } finally {
            Files.deleteIfExists(number);
        }
    }

    /**
     * Ends what is left of a program after a crash of the process that ran it, with everything that it started. Returns
     * when nothing is left.
     *
     * @param mark that the program had
     * @param memory that the program had
     * @throws IOException when something is left that could not be ended, or the memory cannot be read
     */
    public void abandon(Mark mark, Path memory) throws IOException {
        Path number = memory.resolve(NUMBER);
        long leader = Files.exists(number) ? parse(Files.readString(number, StandardCharsets.US_ASCII)) : 0;
        Collection<ProcessHandle> left = ending.end(all -> find(all, mark, leader, null), () -> {});
        Files.deleteIfExists(number);
        Files.deleteIfExists(memory.resolve(PIPE));
        if (!left.isEmpty()) {
            throw new IOException("These processes of an earlier run could not be ended: " + numbers(left));
        }
    }

    private static Process start(Program program, Path number, OutputPipe pipe) throws IOException {
        List<String> command = new ArrayList<>(LAUNCHER);
        command.add(number.toString());
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(program.folder().toFile());
        builder.environment().keySet().removeIf(name -> !program.inherits().test(name));
        builder.environment().put(program.mark().variable(), program.mark().value());
        builder.redirectErrorStream(true);
        builder.redirectOutput(pipe.redirect());
        return Starting.start(builder);
    }

    private static void sendEnvironment(Program program, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(EnvironmentText.of(program.environment()));
        } catch (IOException e) {
            // The launcher has ended before it read everything; its exit code and output say why.
            LOG.debug("The environment of {} was not read to its end", program.command(), e);
        }
    }

    /** Whether the process ended within its time. */
    private static boolean await(Process process, Duration limit, OutputPipe pipe, OutputLines lines)
            throws InterruptedException, IOException {
        long begin = System.nanoTime();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int read = pipe.read(lines, PIPE_BYTES);
            if (!process.isAlive()) {
                return true;
            }
            if (System.nanoTime() - begin >= limit.toNanos()) {
                return false;
            }
            if (read == 0 && process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
    }

    private static void handOver(Program program, OutputPipe pipe) {
        try {
            pipe.handOver(program.inherits());
        } catch (IOException e) {
            LOG.warn(
                    "Nobody reads the output of what {} may have left running, which then ends with its next line: {}",
                    program.command(),
                    e.getMessage());
        }
    }

    private void end(Mark mark, ProcessHandle leader, OutputPipe pipe, OutputLines lines) {
        Collection<ProcessHandle> left = ending.end(all -> find(all, mark, leader.pid(), leader), () -> {
            try {
                pipe.read(lines, PIPE_BYTES);
            } catch (IOException e) {
                LOG.debug("The last output could not be read", e);
            }
        });
        if (!left.isEmpty()) {
            LOG.warn("These processes of a step that was cut off could not be ended: {}", numbers(left));
        }
    }

    /**
     * All of a program's processes.
     *
     * @param leader the number of its session and group; 0 when it is not known
     * @param known the leader itself when it is known for certain, null otherwise
     */
    private Collection<RunningProcess> find(List<RunningProcess> all, Mark mark, long leader, ProcessHandle known) {
        List<RunningProcess> marked =
                all.stream().filter(process -> table.carries(process, mark)).toList();
        // While one process of a group runs, no new one gets the group's number: one that is ours vouches for all.
        boolean vouched = marked.stream().anyMatch(process -> isOf(process, leader))
                || all.stream().anyMatch(process -> process.handle().equals(known));
        return ProcessTable.withDescendants(
                all, process -> marked.contains(process) || vouched && isOf(process, leader));
    }

    /** In a container, what was started from outside has 0 for a group and a session, as if that were one that is not known. */
    private static boolean isOf(RunningProcess process, long leader) {
        return leader != 0 && (process.pid() == leader || process.group() == leader || process.session() == leader);
    }

    private static long parse(String number) {
        // Without its line end it may be cut off: the launcher was killed before it began the program.
        return NUMBER_FORM.matcher(number).matches() ? Long.parseLong(number.strip()) : 0;
    }

    private static String numbers(Collection<ProcessHandle> processes) {
        return processes.stream().map(ProcessHandle::pid).sorted().toList().toString();
    }
}
