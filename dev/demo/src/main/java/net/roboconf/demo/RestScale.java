package net.roboconf.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The benchmark {@code benchmarks/rest}: an application of N instances is made of its template and read whole, over REST.
 * Nothing of it is deployed.
 *
 * <p>Arguments: a folder that does not exist yet, the checkout, N (half of them machines), then settings as {@link Demo}
 * takes them.
 */
public final class RestScale {

    private static final String TEMPLATE = "large";
    private static final String VERSION = "1.0";
    private static final int ROUNDS = 5;
    private static final int READS = 200;

    private RestScale() {}

    /** Prints a table, and as its last line one JSON object. */
    public static void main(String[] args) throws IOException, Rest.Unreachable {
        int instances = Integer.parseInt(args[2]);
        Measured.on(
                Path.of(args[0]),
                Path.of(args[1]),
                List.of(args).subList(3, args.length),
                installation -> measure(installation, instances));
    }

    private static byte[] archive(int instances) throws IOException {
        Map<String, String> files = Map.of(
                "descriptor/application.properties",
                "name = " + TEMPLATE + "\nversion = " + VERSION + "\ndsl-id = roboconf-1.0\n"
                        + "graph-entry-point = large.graph\ninstance-entry-point = large.instances\n",
                "graph/large.graph",
                "Machine {\n    installer: target;\n    children: Server;\n}\n"
                        + "Server {\n    installer: mock;\n    exports: ip, port = 8080;\n}\n",
                "graph/Machine/target.properties",
                "id: large\nname: Inside the Deployment Manager\nhandler: local\nmode: in-memory\nsimulate: true\n",
                "instances/large.instances",
                "instance of Machine {\n    name: machine-;\n    count: " + instances / 2
                        + ";\n    instance of Server {\n        name: server;\n    }\n}\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static void measure(Installation installation, int instances) throws IOException, Rest.Unreachable {
        Rest rest = installation.rest();
        good(rest.upload("/templates", archive(instances), "application/zip"));
        double[] created = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            good(rest.send(
                    "POST", "/applications", Map.of("name", TEMPLATE + i, "template", TEMPLATE, "version", VERSION)));
            created[i] = (System.nanoTime() - began) / 1e9;
        }
        double[] read = new double[READS];
        double first = 0;
        int bytes = 0;
        for (int i = 0; i < READS; i++) {
            long began = System.nanoTime();
            Rest.Answer answer = good(rest.send("GET", "/applications/" + TEMPLATE + "0/instances"));
            read[i] = (System.nanoTime() - began) / 1e6;
            bytes = answer.body().length();
            if (i == 0) {
                first = read[0];
                int known = answer.json().size();
                if (known != instances / 2 * 2) {
                    throw new Trouble("There are " + known + " instances, and not " + instances);
                }
            }
        }
        double last = created[ROUNDS - 1];
        Arrays.sort(read);
        System.out.printf(
                Locale.ROOT,
                "%d instances: created in %.2f s the first time, %.2f s the %dth; read (%d bytes) in %.0f ms the first time,"
                        + " then p50 %.1f ms, p99 %.1f ms%n",
                instances,
                created[0],
                last,
                ROUNDS,
                bytes,
                first,
                read[READS / 2],
                read[READS * 99 / 100]);
        System.out.printf(
                Locale.ROOT,
                "{\"n\":%d,\"createSeconds\":%.3f,\"createSecondsAgain\":%.3f,\"readMillisecondsFirst\":%.1f,"
                        + "\"readMillisecondsP50\":%.1f,\"readMillisecondsP99\":%.1f,\"bytes\":%d}%n",
                instances,
                created[0],
                last,
                first,
                read[READS / 2],
                read[READS * 99 / 100],
                bytes);
    }

    private static Rest.Answer good(Rest.Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble(answer.problem());
        }
        return answer;
    }
}
