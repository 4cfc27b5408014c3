package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import net.roboconf.core.lifecycle.Step;

/** {@code benchmarks/fleet --shape SHAPE N}: what a deployment costs in messages, bytes, steps and changes. */
final class CountedFleet {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CountedFleet() {}

    /** Prints a table, and as its last line one JSON object. */
    static void run(Shape shape, int n, long seed) throws IOException {
        int machines = shape.machines(n);
        System.out.printf(
                "%-11s %-14s %10s %10s %12s %12s %8s %8s%n",
                "arrival", "message", "published", "delivered", "per machine", "bytes/mach.", "updates", "changes");
        ObjectNode json = JSON.createObjectNode();
        json.put("shape", shape.name().toLowerCase(Locale.ROOT));
        json.put("n", n);
        json.put("machines", machines);
        json.put("seed", seed);
        for (CountedRun.Arrival arrival : CountedRun.Arrival.values()) {
            String name = arrival.name().toLowerCase(Locale.ROOT);
            CountedRun.Costs costs = CountedRun.deploy(shape, n, arrival, seed);
            costs.traffic().kinds().forEach((kind, count) -> print(name, kind, count, machines, "", ""));
            long updates = costs.begun(Step.UPDATE) + costs.begun(Step.RECONFIGURE);
            long changes =
                    costs.changes().values().stream().mapToLong(Long::longValue).sum();
            Traffic.Count all = costs.traffic().all();
            print(name, "all but beats", all, machines, Long.toString(updates), Long.toString(changes));
            ObjectNode of = json.putObject(name);
            of.put("virtualMilliseconds", costs.milliseconds());
            of.put("published", all.published());
            of.put("delivered", all.delivered());
            of.put("deliveriesPerMachine", (double) all.delivered() / machines);
            of.put("bytesPerMachine", (double) all.bytes() / machines);
            of.put("deliveriesBetweenAgents", betweenAgents(costs.traffic()));
            of.put("updates", updates);
            of.put("storeWrites", changes);
        }
        System.out.println(JSON.writeValueAsString(json));
    }

    /** What agents deliver to each other about exports. */
    static long betweenAgents(Traffic traffic) {
        return traffic.of("Exports").delivered()
                + traffic.of("ExportsAck").delivered()
                + traffic.of("ExportsAsk").delivered();
    }

    private static void print(
            String arrival, String kind, Traffic.Count count, int machines, String updates, String changes) {
        System.out.printf(
                Locale.ROOT,
                "%-11s %-14s %10d %10d %12.1f %12.0f %8s %8s%n",
                arrival,
                kind,
                count.published(),
                count.delivered(),
                (double) count.delivered() / machines,
                (double) count.bytes() / machines,
                updates,
                changes);
    }
}
