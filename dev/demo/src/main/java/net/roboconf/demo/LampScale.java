package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The benchmark {@code benchmarks/lamp-scale}: one database, N Tomcats and a load balancer with the graph of the lamp
 * example, agents inside the Deployment Manager, recipes played by the mock plug-in. Measures from the REST order, with no
 * agent existing, to the last instance seen started over REST.
 *
 * <p>Arguments: a folder that does not exist yet, the checkout, N, then settings as {@link Demo} takes them.
 */
public final class LampScale {

    private LampScale() {}

    /** Prints a table, and as its last line one JSON object. */
    public static void main(String[] args) throws IOException, Rest.Unreachable {
        Installation installation = new Installation(Path.of(args[0]));
        Path checkout = Path.of(args[1]);
        int count = Integer.parseInt(args[2]);
        try {
            installation.prepare(
                    Demo.archive(checkout, "karaf-dist-dm"),
                    Demo.archive(checkout, "karaf-dist-agent"),
                    Demo.configuration(List.of(args).subList(3, args.length)));
            installation.start();
            measure(installation, template(installation, checkout, count), count);
        } finally {
            installation.kill();
        }
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

    private static void measure(Installation installation, Path template, int count)
            throws IOException, Rest.Unreachable {
        Rest rest = installation.rest();
        Lamp lamp = new Lamp(rest);
        lamp.upload(template, installation.folder().resolve("lamp.zip"));
        lamp.create();
        // The Deployment Manager has come to rest, the JVM of this client has seen each call.
        for (int i = 0; i < 20; i++) {
            started(rest);
            Installation.await(Duration.ofMillis(200), () -> false);
        }
        int machines = count + 2;
        long messagesBefore = published(rest);
        Duration computedBefore = computed(installation);
        long began = System.nanoTime();
        lamp.deploy();
        while (started(rest) < 2 * machines) {
            if (System.nanoTime() - began > 300e9) {
                throw new Trouble("After 5 minutes " + started(rest) + " of " + 2 * machines + " are started");
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double computed = computed(installation).minus(computedBefore).toMillis() / 1e3;
        if (System.getenv("SCALE_CMD") != null) {
            for (ProcessHandle h : installation.managerProcesses()) {
                try {
                    new ProcessBuilder("sh", "-c", System.getenv("SCALE_CMD").replace("PID", Long.toString(h.pid())))
                            .inheritIO()
                            .start()
                            .waitFor();
                } catch (InterruptedException e) {
                }
            }
        }
        double messages = (published(rest) - messagesBefore) / (double) machines;
        long resident = installation.managerProcesses().stream()
                .mapToLong(LampScale::residentMegabytes)
                .max()
                .orElse(0);
        System.out.printf(Locale.ROOT, "%-28s %10d%n", "Tomcats", count);
        System.out.printf(Locale.ROOT, "%-28s %10.2f s%n", "order to all started", seconds);
        System.out.printf(Locale.ROOT, "%-28s %10.2f s%n", "of the processors meanwhile", computed);
        System.out.printf(Locale.ROOT, "%-28s %10.1f%n", "messages per machine", messages);
        System.out.printf(Locale.ROOT, "%-28s %10d MB%n", "resident, with all agents", resident);
        System.out.printf(
                Locale.ROOT,
                "{\"n\":%d,\"seconds\":%.3f,\"processorSeconds\":%.2f,\"messagesPerMachine\":%.1f,\"residentMegabytes\":%d}%n",
                count,
                seconds,
                computed,
                messages,
                resident);
    }

    /** How many instances are started; looks at most a hundred times per second, to leave the processors to the work. */
    private static int started(Rest rest) throws Rest.Unreachable {
        LockSupport.parkNanos(10_000_000);
        return rest.send("GET", "/applications/" + Lamp.APPLICATION)
                .json()
                .path("states")
                .path("DEPLOYED_STARTED")
                .asInt();
    }

    private static long published(Rest rest) throws Rest.Unreachable {
        return rest.send("GET", "").json().path("status").path("published").asLong();
    }

    /** Processor time that the Deployment Manager, and the agents in it, have used so far. */
    private static Duration computed(Installation installation) {
        return installation.managerProcesses().stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static long residentMegabytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new Trouble("The memory of process " + process.pid() + " cannot be read", e);
        }
    }
}
