package net.roboconf.core.process;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ends processes: asks them first (SIGTERM), and after a grace does not ask any more (SIGKILL). What the processes start
 * meanwhile is found and ended too.
 */
public final class Ending {

    /** Even a killed process stays for a while when the kernel works for it. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    /** Most processes end at once; nobody has to look for long at one that does not. */
    private static final long FIRST_PAUSE = Duration.ofMillis(10).toNanos();

    private static final long LAST_PAUSE = Duration.ofMillis(100).toNanos();

    private final ProcessTable table;
    private final Duration grace;

    /**
     * Ends processes.
     *
     * @param grace how long a process has to end by itself
     */
    public Ending(ProcessTable table, Duration grace) {
        this.table = table;
        this.grace = grace;
    }

    /**
     * Ends what the search finds, again and again until it finds nothing that runs. Goes on when the thread is
     * interrupted, and leaves it interrupted.
     *
     * @param search chooses from all processes of the host; those that it found once are ended even if it does not find
     *     them again
     * @param meanwhile called many times while it waits
     * @return those that could not be ended; most often empty
     */
    public Set<ProcessHandle> end(
            Function<List<RunningProcess>, ? extends Collection<RunningProcess>> search, Runnable meanwhile) {
        boolean interrupted = Thread.interrupted();
        long begin = System.nanoTime();
        Set<ProcessHandle> asked = new HashSet<>();
        Set<ProcessHandle> left = find(search, asked);
        while (!left.isEmpty()
                && System.nanoTime() - begin < grace.plus(AFTER_KILL).toNanos()) {
            boolean kill = System.nanoTime() - begin >= grace.toNanos();
            for (ProcessHandle process : left) {
                if (kill) {
                    process.destroyForcibly();
                } else if (!asked.contains(process)) {
                    process.destroy();
                }
            }
            asked.addAll(left);
            long until = begin + grace.plus(kill ? AFTER_KILL : Duration.ZERO).toNanos();
            interrupted |= awaitEnd(left, until, meanwhile);
            // What they have started meanwhile is not known yet.
            left = find(search, asked);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left;
    }

    private Set<ProcessHandle> find(
            Function<List<RunningProcess>, ? extends Collection<RunningProcess>> search, Set<ProcessHandle> known) {
        List<RunningProcess> all = table.read();
        Set<ProcessHandle> wanted = new HashSet<>(known);
        search.apply(all).forEach(process -> wanted.add(process.handle()));
        return all.stream()
                .filter(process -> wanted.contains(process.handle()) && isOther(process))
                .map(RunningProcess::handle)
                .collect(Collectors.toSet());
    }

    /** Whether the thread was interrupted meanwhile. */
    private boolean awaitEnd(Set<ProcessHandle> processes, long until, Runnable meanwhile) {
        boolean interrupted = false;
        long pause = FIRST_PAUSE;
        while (processes.stream().anyMatch(this::runs) && System.nanoTime() - until < 0) {
            meanwhile.run();
            LockSupport.parkNanos(pause);
            interrupted |= Thread.interrupted();
            pause = Math.min(2 * pause, LAST_PAUSE);
        }
        meanwhile.run();
        return interrupted;
    }

    private boolean runs(ProcessHandle process) {
        return table.find(process.pid())
                .filter(found -> found.handle().equals(process))
                .isPresent();
    }

    /** Never this process itself, which would be the end of everything, nor process 1. */
    private static boolean isOther(RunningProcess process) {
        return process.pid() > 1 && process.pid() != ProcessHandle.current().pid();
    }
}
