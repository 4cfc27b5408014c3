package net.roboconf.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The benchmark {@code benchmarks/recipes}: N machines on one host, inside the Deployment Manager, whose software has a
 * recipe of so many megabytes. Measures from the REST order to the last instance seen started, what went over the broker,
 * and how much memory it took.
 *
 * <p>Arguments: a folder that does not exist yet, the checkout, N, megabytes, then settings as {@link Demo} takes them.
 */
public final class RecipeScale {

    private static final String APPLICATION = "recipes";
    private static final String VERSION = "1.0";
    private static final int MEGABYTE = 1 << 20;

    private RecipeScale() {}

    /** Prints a table, and as its last line one JSON object. */
    public static void main(String[] args) throws IOException, Rest.Unreachable {
        int machines = Integer.parseInt(args[2]);
        int megabytes = Integer.parseInt(args[3]);
        Measured.on(Path.of(args[0]), Path.of(args[1]), List.of(args).subList(4, args.length), installation -> {
            Path archive = archive(installation.folder().resolve("recipes.zip"), machines, megabytes);
            measure(installation, archive, machines, megabytes);
        });
    }

    private static Path archive(Path file, int machines, int megabytes) throws IOException {
        Map<String, String> texts = Map.of(
                "descriptor/application.properties",
                "name = " + APPLICATION + "\nversion = " + VERSION + "\ndsl-id = roboconf-1.0\n"
                        + "graph-entry-point = recipes.graph\ninstance-entry-point = recipes.instances\n",
                "graph/recipes.graph",
                "Machine {\n    installer: target;\n    children: Software;\n}\nSoftware {\n    installer: bash;\n}\n",
                "graph/Machine/target.properties",
                "id: recipes\nname: Inside the Deployment Manager\nhandler: local\nmode: in-memory\n",
                "graph/Software/scripts/deploy.sh",
                "test -s \"$ROBOCONF_FILES_DIR/content\"\n",
                "graph/Software/scripts/start.sh",
                "true\n",
                "graph/Software/scripts/stop.sh",
                "true\n",
                "graph/Software/scripts/undeploy.sh",
                "true\n",
                "instances/recipes.instances",
                "instance of Machine {\n    name: machine-;\n    count: " + machines
                        + ";\n    instance of Software {\n        name: software;\n    }\n}\n");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                zip.putNextEntry(new ZipEntry(text.getKey()));
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry("graph/Software/files/content"));
            Random random = new Random(1); // nothing that packs
            byte[] piece = new byte[MEGABYTE];
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(piece);
                zip.write(piece);
            }
        }
        return file;
    }

    private static void measure(Installation installation, Path archive, int machines, int megabytes)
            throws IOException, Rest.Unreachable {
        Rest rest = installation.rest();
        long before = Measured.residentMegabytes(installation);
        good(rest.upload("/templates", archive, "application/zip"));
        good(rest.send(
                "POST",
                "/applications",
                Map.of("name", APPLICATION, "template", APPLICATION, "version", VERSION, "description", "")));
        long sentBefore = Measured.status(rest, "recipeBytes");
        long began = System.nanoTime();
        good(rest.send("POST", "/applications/" + APPLICATION + "/actions/deploy"));
        Measured.until(rest, APPLICATION, "DEPLOYED_STARTED", 2 * machines);
        double seconds = (System.nanoTime() - began) / 1e9;
        long sent = Measured.status(rest, "recipeBytes") - sentBefore;
        double times = sent / (double) megabytes / MEGABYTE;
        long peak = Measured.peakMegabytes(installation);
        System.out.printf(
                Locale.ROOT,
                "%d machines, a recipe of %d MB: started after %.1f s; %.1f MB went over the broker, %.2f times the recipe;"
                        + " resident before %d MB, at most %d MB%n",
                machines,
                megabytes,
                seconds,
                sent / (double) MEGABYTE,
                times,
                before,
                peak);
        System.out.printf(
                Locale.ROOT,
                "{\"n\":%d,\"recipeMegabytes\":%d,\"seconds\":%.2f,\"bytesOnWire\":%d,\"timesTheRecipe\":%.3f,"
                        + "\"residentBeforeMegabytes\":%d,\"peakMegabytes\":%d}%n",
                machines,
                megabytes,
                seconds,
                sent,
                times,
                before,
                peak);
    }

    private static void good(Rest.Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble(answer.problem());
        }
    }
}
