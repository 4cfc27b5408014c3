package net.roboconf.core.process;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Ends processes: asks them first (SIGTERM), and after a grace does not ask any more (SIGKILL). What the processes start
 * meanwhile is found and ended too.
 */
public final class Ending {

    /** Even a killed process stays for a while when the kernel works for it. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(20);

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
        Set<ProcessHandle> asked = new HashSet<>();
        Set<ProcessHandle> left = Set.of();
        boolean interrupted = false;
        long begin = System.nanoTime();
        boolean kill = false;
        do {
            List<RunningProcess> all = table.read();
            Set<ProcessHandle> found = new HashSet<>(asked);
            search.apply(all).forEach(process -> found.add(process.handle()));
            left = new HashSet<>();
            for (RunningProcess process : all) {
                if (found.contains(process.handle()) && isOther(process)) {
                    left.add(process.handle());
                }
            }
            kill = System.nanoTime() - begin >= grace.toNanos();
            for (ProcessHandle process : left) {
                if (kill) {
                    process.destroyForcibly();
                } else if (asked.add(process)) {
                    process.destroy();
                }
            }
            asked.addAll(left);
            meanwhile.run();
            interrupted |= pauseUnless(left.isEmpty());
        } while (!left.isEmpty()
                && System.nanoTime() - begin < grace.plus(AFTER_KILL).toNanos());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left;
    }

    /** Never this process itself, which would be the end of everything, nor process 1. */
    private static boolean isOther(RunningProcess process) {
        return process.pid() > 1 && process.pid() != ProcessHandle.current().pid();
    }

    private static boolean pauseUnless(boolean done) {
        if (done) {
            return false;
        }
        try {
            Thread.sleep(PAUSE.toMillis());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
