package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The benchmark {@code benchmarks/lamp-scale}: one database, N Tomcats and a load balancer with the graph of the lamp
 * example, agents inside the Deployment Manager, recipes played by the mock plug-in. Measures from the REST order, with no
 * agent and no queue existing, to the last instance seen started over REST; several times, with everything undeployed in
 * between; and once more with the agents connected already.
 *
 * <p>Arguments: a folder that does not exist yet, the checkout, N, then settings as {@link Demo} takes them.
 */
public final class LampScale {

    /** The first order finds code that has never run; what a Deployment Manager does all day is more like the last. */
    private static final int ROUNDS = 4;

    private LampScale() {}

    /** Prints a table, and as its last line one JSON object. */
    public static void main(String[] args) throws IOException, Rest.Unreachable {
        Path checkout = Path.of(args[1]);
        int count = Integer.parseInt(args[2]);
        Measured.on(
                Path.of(args[0]),
                checkout,
                List.of(args).subList(3, args.length),
                installation -> measure(installation, template(installation, checkout, count), count));
    }

    /** The example with N Tomcats, on machines that are made inside the Deployment Manager. */
    private static Path template(Installation installation, Path checkout, int count) throws IOException {
        Path example = checkout.resolve("examples/lamp");
        Path copy = installation.folder().resolve("lamp");
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(example.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.writeString(
                copy.resolve("graph/VM/target.properties"),
                "id: lamp\nname: Inside the Deployment Manager\nhandler: local\nmode: in-memory\nsimulate: true\n");
        try (Stream<Path> files = Files.list(copy.resolve("instances"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(file, text.replaceAll("count:\\s*[0-9]+;", "count: " + count + ";"));
            }
        }
        return copy;
    }

    /** One deployment, from the order to the last instance seen started. */
    private record Round(double seconds, double processorSeconds, double messagesPerMachine, long residentMegabytes) {

        void print(int count, String order) {
            System.out.printf(
                    Locale.ROOT,
                    "%8d %-9s %10.2f %12.2f %14.1f %12d%n",
                    count,
                    order,
                    seconds,
                    processorSeconds,
                    messagesPerMachine,
                    residentMegabytes);
        }
    }

    private static void measure(Installation installation, Path template, int count)
            throws IOException, Rest.Unreachable {
        Rest rest = installation.rest();
        Lamp lamp = new Lamp(rest);
        lamp.upload(template, installation.folder().resolve("lamp.zip"));
        lamp.create();
        System.out.printf(
                "%8s %-9s %10s %12s %14s %12s%n",
                "Tomcats", "order", "seconds", "processor s", "msgs/machine", "resident MB");
        int machines = count + 2;
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= ROUNDS; number++) {
            if (number > 1) {
                lamp.undeploy();
                until(rest, "NOT_DEPLOYED", 2 * machines);
            }
            rounds.add(round(installation, rest, lamp, machines));
            rounds.get(number - 1).print(count, number == 1 ? "first" : "again");
        }
        lamp.instances().stream()
                .map(Lamp.Instance::path)
                .filter(path -> path.lastIndexOf('/') > 0)
                .forEach(path -> lamp.act("undeploy", path));
        until(rest, "NOT_DEPLOYED", machines);
        Round connected = round(installation, rest, lamp, machines);
        connected.print(count, "agents on");
        long heap = Measured.heapMegabytes(installation);
        System.out.println("alive on the heap, with all agents: " + heap + " MB");
        Round first = rounds.get(0);
        Round last = rounds.get(ROUNDS - 1);
        System.out.printf(
                Locale.ROOT,
                "{\"n\":%d,\"seconds\":%.3f,\"secondsAgain\":%.3f,\"secondsConnected\":%.3f,\"processorSeconds\":%.2f,\"processorSecondsAgain\":%.2f,"
                        + "\"messagesPerMachine\":%.1f,\"residentMegabytes\":%d,\"dmHeapMegabytes\":%d}%n",
                count,
                first.seconds(),
                last.seconds(),
                connected.seconds(),
                first.processorSeconds(),
                last.processorSeconds(),
                first.messagesPerMachine(),
                first.residentMegabytes(),
                heap);
    }

    private static Round round(Installation installation, Rest rest, Lamp lamp, int machines) throws Rest.Unreachable {
        // The Deployment Manager has come to rest, the JVM of this client has seen each call.
        for (int i = 0; i < 100; i++) {
            in(rest, "DEPLOYED_STARTED");
        }
        long messagesBefore = published(rest);
        Duration computedBefore = Measured.computed(installation);
        long began = System.nanoTime();
        lamp.deploy();
        until(rest, "DEPLOYED_STARTED", 2 * machines);
        double seconds = (System.nanoTime() - began) / 1e9;
        double computed = Measured.computed(installation).minus(computedBefore).toMillis() / 1e3;
        double messages = (published(rest) - messagesBefore) / (double) machines;
        long resident = Measured.residentMegabytes(installation);
        return new Round(seconds, computed, messages, resident);
    }

    private static int in(Rest rest, String state) throws Rest.Unreachable {
        return Measured.in(rest, Lamp.APPLICATION, state);
    }

    private static void until(Rest rest, String state, int instances) throws Rest.Unreachable {
        Measured.until(rest, Lamp.APPLICATION, state, instances);
    }

    private static long published(Rest rest) throws Rest.Unreachable {
        return Measured.status(rest, "published");
    }
}
