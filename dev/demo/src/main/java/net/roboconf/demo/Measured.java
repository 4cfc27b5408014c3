package net.roboconf.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What benchmarks ask a running Deployment Manager, and its process. */
final class Measured {

    private static final double LIMIT_SECONDS = 300;

    /** The young and the old generation of the serial collector; what its classes take is no heap. */
    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    private Measured() {}

    /** What is measured. */
    interface Measurement {

        void run(Installation installation) throws IOException, Rest.Unreachable;
    }

    /**
     * Measures a Deployment Manager of its own, which is ended afterwards.
     *
     * @param folder where it is installed; does not exist yet
     * @param settings as {@link Demo} takes them
     */
    static void on(Path folder, Path checkout, List<String> settings, Measurement measurement)
            throws IOException, Rest.Unreachable {
        Installation installation = new Installation(folder);
        try {
            installation.prepare(
                    Demo.archive(checkout, "karaf-dist-dm"),
                    Demo.archive(checkout, "karaf-dist-agent"),
                    Demo.configuration(settings));
            installation.start();
            measurement.run(installation);
        } finally {
            installation.kill();
        }
    }

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

    /** What is alive on the heap of the Deployment Manager, and of the agents in it; its JDK's {@code jcmd} tells. */
    static long heapMegabytes(Installation installation) {
        return installation.managerProcesses().stream()
                .mapToLong(Measured::heapMegabytes)
                .max()
                .orElse(0);
    }

    private static long heapMegabytes(ProcessHandle process) {
        // The second takes what the first has only made ready to go.
        jcmd(process, "GC.run");
        jcmd(process, "GC.run");
        Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes / 1024;
    }

    private static String jcmd(ProcessHandle process, String command) {
        Path java = Path.of(process.info().command().orElseThrow(() -> new Trouble("The manager has ended")));
        try {
            Process asked = new ProcessBuilder(
                            java.resolveSibling("jcmd").toString(), Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.waitFor() != 0) {
                throw new Trouble("jcmd " + process.pid() + " " + command + " failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new Trouble("The heap of process " + process.pid() + " cannot be measured: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("The measurement was interrupted", e);
        }
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
