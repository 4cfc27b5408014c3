package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The benchmark {@code benchmarks/hot-swap}: a plug-in is dropped into the folder {@code deploy/} of an agent's process and
 * deleted again, N times. Measures from the file's arrival until the Deployment Manager shows over REST that an instance is
 * served by it, and from its deletion until the instance, which runs on, says {@code PLUGIN_MISSING}.
 *
 * <p>Arguments: a folder that does not exist yet, the checkout, N, the plug-in's bundle, then settings as {@link Demo} takes
 * them.
 */
public final class HotSwap {

    private static final String APPLICATION = "swaps";
    private static final String VERSION = "1.0";
    private static final String MISSING = "PLUGIN_MISSING";
    private static final long LOOK_NANOS = 5_000_000;
    private static final double LIMIT_SECONDS = 60;

    private final Rest rest;

    private HotSwap(Rest rest) {
        this.rest = rest;
    }

    /** Prints a table, and as its last line one JSON object. */
    public static void main(String[] args) throws IOException, Rest.Unreachable {
        int swaps = Integer.parseInt(args[2]);
        Path plugin = Path.of(args[3]);
        Measured.on(
                Path.of(args[0]), Path.of(args[1]), List.of(args).subList(4, args.length), installation -> new HotSwap(
                                installation.rest())
                        .measure(installation, plugin, swaps));
    }

    private void measure(Installation installation, Path plugin, int swaps) throws IOException, Rest.Unreachable {
        Path archive = installation.folder().resolve("swaps.zip");
        Files.write(archive, template(installation.folder().resolve("record")));
        good(rest.upload("/templates", archive, "application/zip"));
        good(rest.send(
                "POST",
                "/applications",
                Map.of("name", APPLICATION, "template", APPLICATION, "version", VERSION, "description", "")));
        good(rest.send("POST", "/applications/" + APPLICATION + "/actions/deploy"));
        await(instance -> instance.path("reason").asText().equals(MISSING));
        Path deploy = deployFolder(installation).resolve("swap.jar");
        double[] dropped = new double[swaps];
        double[] deleted = new double[swaps];
        for (int i = 0; i < swaps; i++) {
            Path aside = installation.folder().resolve("swap.jar");
            Files.copy(plugin, aside, StandardCopyOption.REPLACE_EXISTING);
            long begin = System.nanoTime();
            Files.move(aside, deploy, StandardCopyOption.ATOMIC_MOVE);
            await(instance -> instance.path("actual").asText().equals("DEPLOYED_STARTED")
                    && instance.path("reason").asText().equals("NONE"));
            dropped[i] = (System.nanoTime() - begin) / 1e6;
            begin = System.nanoTime();
            Files.delete(deploy);
            await(instance -> instance.path("reason").asText().equals(MISSING));
            deleted[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(dropped);
        Arrays.sort(deleted);
        System.out.printf(
                Locale.ROOT,
                "%d swaps, milliseconds: dropped until served p50 %.0f, p99 %.0f; deleted until said to be missing p50 %.0f,"
                        + " p99 %.0f%n",
                swaps,
                p50(dropped),
                p99(dropped),
                p50(deleted),
                p99(deleted));
        System.out.printf(
                Locale.ROOT,
                "{\"n\":%d,\"droppedMillisecondsP50\":%.0f,\"droppedMillisecondsP99\":%.0f,"
                        + "\"deletedMillisecondsP50\":%.0f,\"deletedMillisecondsP99\":%.0f}%n",
                swaps,
                p50(dropped),
                p99(dropped),
                p50(deleted),
                p99(deleted));
    }

    private static double p50(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static double p99(double[] sorted) {
        return sorted[sorted.length * 99 / 100];
    }

    private static byte[] template(Path record) {
        return Zip.of(Map.of(
                "descriptor/application.properties",
                "name = " + APPLICATION + "\nversion = " + VERSION + "\ndsl-id = roboconf-1.0\n"
                        + "graph-entry-point = swaps.graph\ninstance-entry-point = swaps.instances\n",
                "graph/swaps.graph",
                "Machine {\n    installer: target;\n    children: Software;\n}\nSoftware {\n    installer: swap;\n}\n",
                "graph/Machine/target.properties",
                "id: swaps\nname: A process of this host\nhandler: local\nmode: process\n",
                "graph/Software/readme",
                "Nothing is read.\n",
                "instances/swaps.instances",
                "instance of Machine {\n    name: machine;\n    instance of Software {\n        name: software;\n"
                        + "        data.record: " + record + ";\n    }\n}\n"));
    }

    private static Path deployFolder(Installation installation) throws IOException {
        try (var machines = Files.newDirectoryStream(
                installation.home().resolve("machines"), entry -> Files.exists(entry.resolve("agent.pid")))) {
            return machines.iterator().next().resolve("deploy");
        }
    }

    private void await(Predicate<JsonNode> as) throws Rest.Unreachable {
        long began = System.nanoTime();
        while (true) {
            JsonNode instances = good(rest.send("GET", "/applications/" + APPLICATION + "/instances"))
                    .json();
            for (JsonNode instance : instances) {
                if (instance.path("component").asText().equals("Software") && as.test(instance)) {
                    return;
                }
            }
            if (System.nanoTime() - began > LIMIT_SECONDS * 1e9) {
                throw new Trouble("Not after " + Math.round(LIMIT_SECONDS) + " seconds: " + instances);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static Rest.Answer good(Rest.Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble(answer.problem());
        }
        return answer;
    }
}
