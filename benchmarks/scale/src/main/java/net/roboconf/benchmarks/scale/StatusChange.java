package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.store.SqliteStore;
import net.roboconf.dm.internal.store.StateStore;
import net.roboconf.dm.internal.store.StoreException;

/**
 * {@code benchmarks/fleet --status-change N}: what it costs to store that one instance has another state, when the store has
 * 100 instances and when it has N, in turn.
 */
final class StatusChange {

    private static final int FEW = 100;
    private static final int ON_A_MACHINE = 10;
    private static final int CHANGES = 2_000;
    private static final int WARM_UP = 200;

    private StatusChange() {}

    /** One store, and what was measured with it. */
    private static final class Filled implements AutoCloseable {
        final int instances;
        final StateStore store;
        final long[] nanoseconds = new long[CHANGES];
        long bytes;

        Filled(Path folder, int instances) throws StoreException {
            this.instances = instances;
            store = SqliteStore.open(folder);
            store.load();
            List<Change> group = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                group.add(observed(i, InstanceState.DEPLOYED_STARTED, 1));
                if (group.size() == 1_000 || i == instances - 1) {
                    store.commit(group);
                    group.clear();
                }
            }
        }

        void change(int number) throws StoreException, IOException {
            InstanceState state = number % 2 == 0 ? InstanceState.DEPLOYED_STOPPED : InstanceState.DEPLOYED_STARTED;
            // Each is started more often than before, so that no two rows are the same.
            List<Change> one = List.of(observed((int) (number * 7_919L % instances), state, WARM_UP + number + 2));
            long written = written();
            long began = System.nanoTime();
            store.commit(one);
            long took = System.nanoTime() - began;
            if (number >= 0) {
                nanoseconds[number] = took;
                bytes += written() - written;
            }
        }

        @Override
        public void close() {
            store.close();
        }

        double microseconds(double quantile) {
            long[] sorted = nanoseconds.clone();
            Arrays.sort(sorted);
            return sorted[(int) (quantile * (CHANGES - 1))] / 1e3;
        }
    }

    private static Change observed(int number, InstanceState state, long starts) {
        int place = Math.abs(number);
        MachineKey machine = new MachineKey("machine%013d".formatted(place / ON_A_MACHINE));
        InstancePath path = new InstancePath("/machine-" + place / ON_A_MACHINE + "/server-" + place % ON_A_MACHINE);
        return new Change.PutObserved(
                machine,
                new ObservedInstance(
                        path,
                        state,
                        Reason.NONE,
                        "",
                        1_700_000_000_000L,
                        0,
                        null,
                        starts,
                        Map.of("Server.ip", "10.0.0.1", "Server.port", "8080"),
                        List.of(),
                        null));
    }

    /** What this process has handed to the system to be written so far, in bytes. */
    private static long written() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
            return lines.filter(line -> line.startsWith("wchar:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("wchar:".length()).strip()))
                    .sum();
        }
    }

    /** Prints a table, and as its last line one JSON object. */
    static void run(Path folder, int n) throws IOException, StoreException {
        ObjectNode json = Wire.JSON.createObjectNode();
        try (Filled few = new Filled(folder.resolve("few"), FEW);
                Filled many = new Filled(folder.resolve("many"), n)) {
            for (int number = -WARM_UP; number < CHANGES; number++) {
                few.change(number);
                many.change(number);
            }
            print(few, many, json);
        }
        System.out.println(Wire.JSON.writeValueAsString(json));
    }

    private static void print(Filled few, Filled many, ObjectNode json) {
        System.out.printf("%10s %10s %10s %14s%n", "instances", "p50 µs", "p99 µs", "bytes written");
        for (Filled one : List.of(few, many)) {
            System.out.printf(
                    Locale.ROOT,
                    "%10d %10.0f %10.0f %14d%n",
                    one.instances,
                    one.microseconds(0.5),
                    one.microseconds(0.99),
                    one.bytes / CHANGES);
            ObjectNode of = json.putObject(Integer.toString(one.instances));
            of.put("p50Microseconds", Math.round(one.microseconds(0.5)));
            of.put("p99Microseconds", Math.round(one.microseconds(0.99)));
            of.put("bytesWritten", one.bytes / CHANGES);
        }
        json.put("changes", CHANGES);
        json.put("ratioP50", SimulatedFleet.rounded(many.microseconds(0.5) / few.microseconds(0.5)));
    }
}
