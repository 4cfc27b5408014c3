package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * {@code benchmarks/propagation N}: an export changes on one machine; how long until the {@code update} of an importer on
 * another machine begins, over RabbitMQ. In turn with each change a message as large goes from one bare client of RabbitMQ
 * to another over the same broker.
 */
final class Propagation {

    /** What is not counted: code that has never run, queues that are just made. */
    private static final int WARM_UP = 2_000;

    private static final double[] QUANTILES = {0.5, 0.99, 0.999};
    private static final String[] NAMES = {"p50", "p99", "p999"};

    private Propagation() {}

    /** Prints a table, and as its last line one JSON object. */
    static void run(Path folder, int n, Map<String, String> broker)
            throws IOException, InterruptedException, TimeoutException {
        long[] propagated = new long[n];
        long[] bare = new long[n];
        try (TwoMachines machines = new TwoMachines(folder, broker);
                BareBroker clients = new BareBroker(broker)) {
            machines.start();
            for (int i = -WARM_UP; i < n; i++) {
                TwoMachines.Change change = machines.change();
                long delivered = clients.deliver(change.bytes());
                if (i >= 0) {
                    propagated[i] = change.nanoseconds();
                    bare[i] = delivered;
                }
            }
        }
        report(n, propagated, bare);
    }

    private static void report(int n, long[] propagated, long[] bare) throws IOException {
        Arrays.sort(propagated);
        Arrays.sort(bare);
        ObjectNode json = Wire.JSON.createObjectNode();
        json.put("n", n);
        System.out.printf("%-6s %16s %16s %8s%n", "", "update, ms", "bare client, ms", "ratio");
        for (int i = 0; i < QUANTILES.length; i++) {
            double update = quantile(propagated, QUANTILES[i]) / 1e6;
            double delivery = quantile(bare, QUANTILES[i]) / 1e6;
            System.out.printf(Locale.ROOT, "%-6s %16.3f %16.3f %8.2f%n", NAMES[i], update, delivery, update / delivery);
            json.put(NAMES[i] + "Milliseconds", SimulatedFleet.rounded(update));
            json.put(NAMES[i] + "BareMilliseconds", SimulatedFleet.rounded(delivery));
            json.put(NAMES[i] + "Ratio", SimulatedFleet.rounded(update / delivery));
        }
        System.out.println(Wire.JSON.writeValueAsString(json));
    }

    private static long quantile(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
    }
}
