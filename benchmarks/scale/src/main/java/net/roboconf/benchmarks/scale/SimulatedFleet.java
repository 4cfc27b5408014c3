package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import net.roboconf.dm.internal.host.MessagingChoice;

/**
 * {@code benchmarks/fleet N}: one Deployment Manager with its real store in this process, N simulated servers with their
 * store, their balancer and the broker in another.
 */
final class SimulatedFleet {

    private SimulatedFleet() {}

    /** Prints a table, and as its last line one JSON object. */
    static void run(Path folder, int n) throws IOException, InterruptedException {
        Shape shape = Shape.STAR;
        int machines = shape.machines(n);
        double load = TimedManager.load();
        try (MachinesLink link = MachinesLink.start(3_000);
                TimedManager manager = new TimedManager(folder.resolve("data"))) {
            manager.connect(link, MessagingChoice.Decision.use(link, Map.of(), link), messaging -> {});
            double create = manager.create(shape, n, VirtualManager.HANDLER);
            long commits = manager.commits();
            long changes = manager.changes();
            double processor = MachinesProcess.processorSeconds();
            final Traffic before = Traffic.fromJson(link.passed().path("traffic"));
            double seconds = manager.start(shape.size(n));
            processor = MachinesProcess.processorSeconds() - processor;
            commits = manager.commits() - commits;
            changes = manager.changes() - changes;
            JsonNode passed = link.passed();
            Traffic traffic = Traffic.fromJson(passed.path("traffic")).since(before);
            ObjectNode json = Wire.JSON.createObjectNode();
            json.put("n", n);
            json.put("machines", machines);
            json.put("instances", shape.size(n));
            json.put("seconds", rounded(seconds));
            json.put("createSeconds", rounded(create));
            json.put("messagesPerMachine", rounded((double) traffic.all().published() / machines));
            json.put("deliveriesPerMachine", rounded((double) traffic.all().delivered() / machines));
            json.put("bytesPerMachine", Math.round((double) traffic.all().bytes() / machines));
            json.put("heartbeats", traffic.of("Heartbeat").delivered());
            json.put("dmHeapMegabytes", TimedManager.heapMegabytes());
            json.put("storeWrites", changes);
            json.put("storeWritesPerMachine", rounded((double) changes / machines));
            json.put("storeCommits", commits);
            json.put("dmProcessorSeconds", rounded(processor));
            json.put(
                    "machinesProcessorSeconds",
                    rounded(passed.path("processorSeconds").asDouble()));
            json.set("steps", passed.path("steps"));
            json.put("loadBefore", rounded(load));
            traffic.kinds()
                    .forEach((kind, count) -> System.out.printf(
                            "%-14s %10d published %10d delivered %12d bytes%n",
                            kind, count.published(), count.delivered(), count.bytes()));
            json.properties().forEach(entry -> System.out.printf("%-26s %s%n", entry.getKey(), entry.getValue()));
            System.out.println(Wire.JSON.writeValueAsString(json));
        }
    }

    static double rounded(double value) {
        return Math.round(value * 1_000) / 1e3;
    }
}
