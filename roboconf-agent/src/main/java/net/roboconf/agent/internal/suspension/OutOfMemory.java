package net.roboconf.agent.internal.suspension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process remembers from one run to the next about running out of memory.
 *
 * <p>The Java virtual machine ends at the first {@code OutOfMemoryError} ({@code -XX:+ExitOnOutOfMemoryError}): what goes on
 * after one is in no known state. The launcher sees that by the exit code, leaves a mark, and starts it again. Whoever finds
 * the mark suspends the plug-ins whose calls had not returned: {@link RunningCalls} has them. No mark is left when the
 * process is killed, by a person or by the kernel: that says nothing about a plug-in.
 *
 * <p>Where several plug-ins were running, those are spared that are known to have allocated little, as one does that waits
 * for a script; all others are suspended.
 *
 * @param running the calls of this run
 * @param suspensions those of this run and of earlier ones
 */
public record OutOfMemory(RunningCalls running, Suspensions suspensions) implements AutoCloseable {

    /** Left by {@code bin/supervise} in Karaf's data folder. */
    static final String MARK = "out-of-memory";

    private static final String FOLDER = "plug-ins";
    private static final String RUNNING = "running";
    private static final String SUSPENDED = "suspended.json";

    /** Whose calls have allocated less than this part of the heap, freed or not, cannot have filled it. */
    private static final int LITTLE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);

    /** Remembers nothing. */
    public static OutOfMemory forgotten() {
        return new OutOfMemory(RunningCalls.unrecorded(), Suspensions.none());
    }

    /**
     * Takes in how the last run ended. To be called before any plug-in is. Does without what cannot be read or written.
     *
     * @param data Karaf's data folder
     * @param timer must outlive this
     * @param wallClock milliseconds since 1970
     * @param heap the most that the heap may take, in bytes
     */
    public static OutOfMemory open(
            Path data, ThreadMeter meter, ScheduledExecutorService timer, LongSupplier wallClock, long heap) {
        Path folder = data.resolve(FOLDER);
        Suspensions suspensions = Suspensions.open(folder.resolve(SUSPENDED), wallClock);
        try {
            Files.createDirectories(folder);
            Path running = folder.resolve(RUNNING);
            if (Files.exists(data.resolve(MARK))) {
                learn(RunningCalls.read(running), suspensions, heap);
                Files.delete(data.resolve(MARK));
            }
            return new OutOfMemory(RunningCalls.open(running, meter, timer), suspensions);
        } catch (IOException e) {
            LOG.warn(
                    "What is to be remembered of plug-ins cannot be read or written in {} ({}): should this process run out"
                            + " of memory, its next run will not know which plug-in was running",
                    folder,
                    e.toString());
            return new OutOfMemory(RunningCalls.unrecorded(), suspensions);
        }
    }

    private static void learn(List<RecordedCall> calls, Suspensions suspensions, long heap) throws IOException {
        List<RecordedCall> suspects = suspects(calls, heap);
        if (suspects.isEmpty()) {
            LOG.error(
                    "The last run of this process ended because it was out of memory, while no plug-in was running. Should"
                            + " that happen again, give it more: EXTRA_JAVA_OPTS=-Xmx…");
        }
        for (Suspension each : suspensions.suspend(suspects)) {
            LOG.error(
                    "The last run of this process ended because it was out of memory. The plug-in {} {} is not used: {}. {}.",
                    each.bundle(),
                    each.version(),
                    each.why(),
                    Suspension.REMEDY);
        }
    }

    /** Those of the calls whose plug-ins may have been the cause. */
    static List<RecordedCall> suspects(List<RecordedCall> calls, long heap) {
        Collection<List<RecordedCall>> plugins = calls.stream()
                .collect(Collectors.groupingBy(RecordedCall::plugin))
                .values();
        List<RecordedCall> suspects = new ArrayList<>();
        plugins.stream().filter(ofOne -> !isInnocent(ofOne, heap)).forEach(suspects::addAll);
        // What a plug-in allocates in threads of its own is not seen.
        return suspects.isEmpty() ? calls : suspects;
    }

    private static boolean isInnocent(List<RecordedCall> calls, long heap) {
        return calls.stream().noneMatch(call -> call.allocated() == RecordedCall.NOT_SEEN)
                && calls.stream().mapToLong(RecordedCall::allocated).sum() < heap / LITTLE;
    }

    @Override
    public void close() {
        running.close();
    }
}
