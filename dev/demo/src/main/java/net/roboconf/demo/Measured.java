package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What benchmarks ask a running Deployment Manager, and its process. */
final class Measured {

    private static final double LIMIT_SECONDS = 300;

    private Measured() {}

    /** How many instances are in a state; looks 25 times per second at most, to leave the processors to the work. */
    static int in(Rest rest, String application, String state) throws Rest.Unreachable {
        LockSupport.parkNanos(40_000_000);
        return rest.send("GET", "/applications/" + application)
                .json()
                .path("states")
                .path(state)
                .asInt();
    }

    /** Waits until so many instances are in a state. */
    static void until(Rest rest, String application, String state, int instances) throws Rest.Unreachable {
        long began = System.nanoTime();
        while (in(rest, application, state) < instances) {
            if (System.nanoTime() - began > LIMIT_SECONDS * 1e9) {
                throw new Trouble("After " + Math.round(LIMIT_SECONDS) + " seconds only " + in(rest, application, state)
                        + " of " + instances + " are " + state);
            }
        }
    }

    /** A number of the Deployment Manager's status. */
    static long status(Rest rest, String name) throws Rest.Unreachable {
        return rest.send("GET", "").json().path("status").path(name).asLong();
    }

    /** Processor time that the Deployment Manager, and the agents in it, have used so far. */
    static Duration computed(Installation installation) {
        return installation.managerProcesses().stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What the Deployment Manager, and the agents in it, have in memory. */
    static long residentMegabytes(Installation installation) {
        return megabytes(installation, "VmRSS:");
    }

    /** The most that they ever had. */
    static long peakMegabytes(Installation installation) {
        return megabytes(installation, "VmHWM:");
    }

    private static long megabytes(Installation installation, String line) {
        return installation.managerProcesses().stream()
                .mapToLong(process -> megabytes(process, line))
                .max()
                .orElse(0);
    }

    private static long megabytes(ProcessHandle process, String wanted) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(wanted))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new Trouble("The memory of process " + process.pid() + " cannot be read", e);
        }
    }
}
