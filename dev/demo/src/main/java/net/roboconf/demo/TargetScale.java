package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The benchmark {@code benchmarks/targets}: from the order to the last machine that is made, for one machine and for many, by
 * the target {@code ec2}.
 *
 * <p>Arguments: a folder that does not exist yet, the checkout, N, a file with the definition of the target, and a command
 * that prints what the cloud was asked.
 */
public final class TargetScale {

    private static final double LIMIT_SECONDS = 300;

    private TargetScale() {}

    /** Prints what was measured, and as its last line one JSON object. */
    public static void main(String[] args) throws IOException {
        int machines = Integer.parseInt(args[2]);
        String definition = Files.readString(Path.of(args[3]));
        Path checkout = Path.of(args[1]);
        Installation installation = new Installation(Path.of(args[0]));
        try {
            installation.prepare(
                    Demo.archive(checkout, "karaf-dist-dm"),
                    Demo.archive(checkout, "karaf-dist-agent"),
                    Map.of("net.roboconf.dm.cfg", Map.of("rehearsal", "false")));
            installation.install(List.of("roboconf-target-ec2"));
            installation.start();
            // What is done the first time takes longer, and is no matter of how many machines there are.
            seconds(installation.rest(), "first", 1, definition);
            double one = seconds(installation.rest(), "one", 1, definition);
            double many = seconds(installation.rest(), "many", machines, definition);
            String[] asked = Shell.run(List.of(args).subList(4, args.length).toArray(String[]::new))
                    .strip()
                    .split(" ");
            System.out.printf(
                    Locale.ROOT,
                    "1 machine: %.2f s; %d machines: %.2f s, %.3f times as long; %s requests, at most %s within a second, %s"
                            + " refused as too many%n",
                    one,
                    machines,
                    many,
                    many / one,
                    asked[0],
                    asked[1],
                    asked[2]);
            System.out.printf(
                    Locale.ROOT,
                    "{\"n\":%d,\"secondsOfOne\":%.3f,\"seconds\":%.3f,\"ratio\":%.4f,\"requests\":%s,\"busiestSecond\":%s,"
                            + "\"throttled\":%s}%n",
                    machines,
                    one,
                    many,
                    many / one,
                    asked[0],
                    asked[1],
                    asked[2]);
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        } finally {
            installation.kill();
        }
    }

    private static double seconds(Rest rest, String name, int machines, String definition) throws Rest.Unreachable {
        Map<String, String> files = Map.of(
                "descriptor/application.properties",
                "name = " + name + "\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = cloud.graph\n"
                        + "instance-entry-point = cloud.instances\n",
                "graph/cloud.graph",
                "VM {\n  installer: target;\n}\n",
                "graph/VM/target.properties",
                definition + "\nid = " + name + "\nname = Machines of a cloud\n",
                "instances/cloud.instances",
                "instance of VM {\n  name: vm-;\n  count: " + machines + ";\n}\n");
        good(rest.upload("/templates", Zip.of(files), "application/zip"));
        good(rest.send("POST", "/applications", Map.of("name", name, "template", name)));
        long began = System.nanoTime();
        good(rest.send("POST", "/applications/" + name + "/actions/deploy"));
        while (made(rest, name) < machines) {
            if (System.nanoTime() - began > LIMIT_SECONDS * 1e9) {
                throw new Trouble("After " + Math.round(LIMIT_SECONDS) + " s only " + made(rest, name) + " of "
                        + machines + " machines are made");
            }
            LockSupport.parkNanos(20_000_000);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static int made(Rest rest, String application) throws Rest.Unreachable {
        int made = 0;
        for (var instance : good(rest.send("GET", "/applications/" + application + "/instances"))
                .json()) {
            made += instance.path("machine").hasNonNull("machineId") ? 1 : 0;
        }
        return made;
    }

    private static Rest.Answer good(Rest.Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble(answer.problem());
        }
        return answer;
    }
}
