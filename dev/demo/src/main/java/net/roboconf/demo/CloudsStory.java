package net.roboconf.demo;

import static net.roboconf.demo.Rest.good;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Deployment Manager has machines made by several clouds at once, ten by each and ten more where they are all there, and
 * is killed meanwhile at random moments; also while it has them destroyed. Each time just those that were ordered must exist afterwards, all of them known, and in the end nothing.
 * What exists is asked of the clouds themselves. No agent runs in the machines. Prints each check, and at the end
 * {@code N passed, N failed}.
 *
 * <p>Arguments: a folder, the checkout, how often it is killed while machines are made, a seed, and a folder for each cloud, which is named after it. There
 * is the definition of its target ({@code target.properties}), and either the settings that {@code dev/backends/openstack start}
 * has printed ({@code openstack}) or a program ({@code made}) that prints a line for each thing that exists: its kind, its
 * identifier, and more if it likes; machines are of the kind {@code server}. Only {@code dev/clouds} starts it.
 */
public final class CloudsStory {

    private static final int MACHINES = 10;
    private static final String SERVER = "server ";
    /** The quicker clouds have all machines by then, the slower ones later. */
    private static final List<Integer> LONGEST_WAITS = List.of(3_000, 12_000);

    /** While the machines of a round are made. */
    private static final int FEWEST_KILLS = 2;

    private static final int MOST_KILLS = 7;

    /** Times ten machines; there are some hosts more. */
    private static final int MOST_ON_HOSTS = 3;

    private static final String NOT_DEPLOYED = "NOT_DEPLOYED";

    private final Path checkout;
    private final Installation installation;
    private final List<Cloud> clouds = new ArrayList<>();
    private final Random random;
    private final Checks checks = new Checks(System.out);

    /** How often a cloud had machines to make that were not known yet when the Deployment Manager was killed. */
    private final Map<String, Integer> inTheMiddle = new TreeMap<>();

    /** Port and login outlive the Deployment Manager. */
    private Rest rest;

    private CloudsStory(Path folder, Path checkout, long seed, List<Path> clouds) throws IOException {
        this.checkout = checkout;
        installation = new Installation(folder);
        random = new Random(seed);
        for (Path cloud : clouds) {
            this.clouds.add(Cloud.in(cloud));
        }
    }

    /** Ten machines of one cloud. */
    private record Batch(Cloud cloud, String application) {}

    /**
     * One of the clouds.
     *
     * @param name of its target and its application
     * @param handler that makes its machines
     * @param made what exists there, asked without the target
     */
    private record Cloud(String name, String handler, String definition, Supplier<List<String>> made) {

        static Cloud in(Path folder) throws IOException {
            Path definition = folder.resolve("target.properties");
            Path openstack = folder.resolve("openstack");
            Supplier<List<String>> made;
            if (Files.exists(openstack)) {
                made = new OpenstackProject(Installation.read(openstack))::made;
            } else {
                made = () -> Shell.run(folder.resolve("made").toString())
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
            }
            return new Cloud(
                    folder.getFileName().toString(),
                    Installation.read(definition).getProperty("handler"),
                    Files.readString(definition),
                    made);
        }

        /** Whether its machines are hosts, of which there are just so many. */
        boolean hasHosts() {
            return handler.equals("local");
        }

        Set<String> machines() {
            return made.get().stream()
                    .filter(line -> line.startsWith(SERVER))
                    .map(line -> line.split(" ")[1])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        CloudsStory story = new CloudsStory(
                Path.of(args[0]).toRealPath(),
                Path.of(args[1]),
                Long.parseLong(args[3]),
                Stream.of(args).skip(4).map(Path::of).toList());
        try {
            story.tell(Integer.parseInt(args[2]));
        } catch (Trouble e) {
            story.checks.check("the story goes on: " + e.getMessage(), false);
            story.whatIs();
        } finally {
            story.installation.stop();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void tell(int kills) throws IOException {
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"),
                Demo.archive(checkout, "karaf-dist-agent"),
                Map.of("net.roboconf.dm.cfg", Map.of("rehearsal", "false")));
        installation.install(clouds.stream()
                .map(cloud -> "roboconf-target-" + cloud.handler())
                .toList());
        installation.start();
        for (Cloud cloud : clouds) {
            good(() -> rest().upload("/templates", Zip.of(template(cloud)), "application/zip"));
            checks.until(
                    cloud.name() + ": what its target names exists",
                    () -> isGood(() -> rest().send("POST", "/targets/" + cloud.name() + "/check")));
        }
        int left = kills;
        for (int round = 1; left > 0; round++) {
            int now = Math.min(left, random.nextInt(FEWEST_KILLS, MOST_KILLS + 1));
            round(round, now);
            left -= now;
        }
        System.out.println("     of " + kills + " kills in the middle of a creation: " + inTheMiddle);
        for (Cloud cloud : clouds) {
            checks.until(
                    cloud.name() + ": all is undeployed, and nothing is left",
                    () -> isGone(cloud) && cloud.made().get().isEmpty());
        }
    }

    /**
     * Each round has applications of its own: after a creation that was cut off, a machine that is not wanted any more may
     * have to be looked for during minutes, and the next round need not wait for that.
     */
    private void round(int round, int kills) {
        for (Cloud cloud : clouds) {
            if (cloud.hasHosts()) {
                checks.until(cloud.name() + ": its hosts are given back", () -> isGone(cloud));
            }
        }
        List<Batch> batches = new ArrayList<>();
        for (int kill = 1; kill <= kills; kill++) {
            clouds.forEach(cloud -> orderMore(cloud, round, batches));
            killLater("round " + round + ", deploying", batches);
        }
        for (Batch batch : batches) {
            checks.until(
                    batch.application() + ": " + MACHINES + " machines are known, and no others exist",
                    () -> isComplete(batch));
        }
        if (round == 1) {
            batches.forEach(batch -> nothingSecretIsInClear(batch.cloud(), "/applications/" + batch.application()));
        }
        batches.forEach(batch -> act(batch, "undeploy"));
        if (round % 2 == 0) {
            killLater("round " + round + ", undeploying", List.of());
        }
    }

    /** Has ten more made where all that were ordered are known, so that every cloud is in the middle of it. */
    private void orderMore(Cloud cloud, int round, List<Batch> batches) {
        List<Batch> ours =
                batches.stream().filter(batch -> batch.cloud() == cloud).toList();
        boolean isBusy =
                ours.stream().anyMatch(batch -> known(batch.application()).size() < MACHINES);
        if (isBusy || cloud.hasHosts() && ours.size() == MOST_ON_HOSTS) {
            return;
        }
        String name = cloud.name() + "-" + round + "-" + (ours.size() + 1);
        good(() -> rest().send("POST", "/applications", Map.of("name", name, "template", cloud.name())));
        Batch batch = new Batch(cloud, name);
        act(batch, "deploy");
        batches.add(batch);
    }

    private void act(Batch batch, String action) {
        good(() -> rest().send("POST", "/applications/" + batch.application() + "/actions/" + action));
    }

    /** Neither in a file of the Deployment Manager, log and store among them, nor in what REST tells. */
    private void nothingSecretIsInClear(Cloud cloud, String application) {
        ClearText secrets = new ClearText(cloud.definition());
        List<String> told = Stream.of(
                        "/targets", application, application + "/instances", "/leaks?target=" + cloud.name())
                .filter(path ->
                        !secrets.isNotIn(good(() -> rest().send("GET", path)).body()))
                .toList();
        Set<Path> kept = secrets.below(installation.home());
        checks.check(
                cloud.name() + ": none of its credentials is in clear in files or answers",
                told.isEmpty() && kept.isEmpty(),
                told + ", " + kept);
    }

    private boolean isComplete(Batch batch) {
        Cloud cloud = batch.cloud();
        Set<String> ours = known(batch.application());
        Set<String> exist = cloud.machines();
        if (ours.size() != MACHINES || !exist.containsAll(ours)) {
            return false;
        }
        // Asked after the cloud was, it may know more, but none of those may be missing.
        exist.removeAll(applications(cloud).stream()
                .flatMap(name -> known(name).stream())
                .toList());
        return exist.isEmpty();
    }

    /**
     * Kills the Deployment Manager after a while, and starts it again.
     *
     * @param batches whose machines are being made
     */
    private void killLater(String when, List<Batch> batches) {
        int after = random.nextInt(LONGEST_WAITS.get(random.nextInt(LONGEST_WAITS.size())));
        Checks.pause(Duration.ofMillis(after));
        Map<String, Integer> known = new TreeMap<>();
        Map<String, Integer> ordered = new TreeMap<>();
        for (Batch batch : batches) {
            known.merge(batch.cloud().name(), known(batch.application()).size(), Integer::sum);
            ordered.merge(batch.cloud().name(), MACHINES, Integer::sum);
        }
        installation.kill();
        known.forEach((cloud, number) -> inTheMiddle.merge(cloud, number < ordered.get(cloud) ? 1 : 0, Integer::sum));
        System.out.println("     " + when + ": killed after " + after + " ms"
                + known.keySet().stream()
                        .map(cloud -> ", " + cloud + " " + known.get(cloud) + " of " + ordered.get(cloud))
                        .collect(Collectors.joining()));
        installation.start();
    }

    /** For whoever looks for the reason of a failure. */
    private void whatIs() {
        for (Cloud cloud : clouds) {
            System.out.println(cloud.name() + " has " + cloud.made().get());
            for (String application : applications(cloud)) {
                for (JsonNode instance : instances(application)) {
                    if (!instance.path("actual").asText().equals(NOT_DEPLOYED)) {
                        System.out.println(application + ": " + instance);
                    }
                }
            }
        }
    }

    /** Those of all rounds. */
    private List<String> applications(Cloud cloud) {
        List<String> names = new ArrayList<>();
        for (JsonNode application :
                good(() -> rest().send("GET", "/applications")).json()) {
            String name = application.path("name").asText();
            if (name.startsWith(cloud.name() + "-")) {
                names.add(name);
            }
        }
        return names;
    }

    /** The identifiers that the Deployment Manager has. */
    private Set<String> known(String application) {
        Set<String> identifiers = new TreeSet<>();
        for (JsonNode instance : instances(application)) {
            if (instance.path("machine").hasNonNull("machineId")) {
                identifiers.add(instance.path("machine").path("machineId").asText());
            }
        }
        return identifiers;
    }

    private boolean isGone(Cloud cloud) {
        for (String application : applications(cloud)) {
            for (JsonNode instance : instances(application)) {
                if (!instance.path("actual").asText().equals(NOT_DEPLOYED)) {
                    return false;
                }
            }
        }
        return true;
    }

    private JsonNode instances(String application) {
        return good(() -> rest().send("GET", "/applications/" + application + "/instances"))
                .json();
    }

    private Rest rest() {
        if (rest == null) {
            rest = installation.rest();
        }
        return rest;
    }

    private static Map<String, String> template(Cloud cloud) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "descriptor/application.properties",
                "name = " + cloud.name()
                        + "\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = cloud.graph\n"
                        + "instance-entry-point = cloud.instances\n");
        files.put("graph/cloud.graph", "VM {\n  installer: target;\n}\n");
        files.put(
                "graph/VM/target.properties",
                cloud.definition() + "\nid = " + cloud.name() + "\nname = Machines of " + cloud.name() + "\n");
        StringBuilder instances = new StringBuilder();
        for (int i = 1; i <= MACHINES; i++) {
            instances.append("instance of VM {\n  name: vm-").append(i).append(";\n}\n");
        }
        files.put("instances/cloud.instances", instances.toString());
        return files;
    }

    private static boolean isGood(Rest.Request request) {
        try {
            return request.send().isGood();
        } catch (Rest.Unreachable e) {
            return false;
        }
    }
}
