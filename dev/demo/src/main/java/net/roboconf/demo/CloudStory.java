package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A Deployment Manager is killed at random moments while it has machines made by a cloud, and again while it has them
 * destroyed: each time as many machines as were ordered must exist and be known, and in the end nothing. No agent runs in
 * the machines. Prints each check, and at the end {@code N passed, N failed}.
 *
 * <p>Arguments: a folder, the checkout, the target that is installed ({@code ec2}), a file with its definition, how many
 * rounds, a seed, within how many milliseconds of an order it is killed, and a command that asks the cloud itself what exists:
 * it prints a line for each, which begins with the kind and the identifier.
 */
public final class CloudStory {

    private static final int MACHINES = 10;
    private static final Set<String> KINDS_OF_MACHINES = Set.of("instance", "server");
    private static final String APPLICATION = "/applications/cloud";

    private final Installation installation;
    private final Path checkout;
    private final String target;
    private final String definition;
    private final int rounds;
    private final int killedWithin;
    private final String[] asked;
    private final Random random;
    private final Checks checks = new Checks(System.out, Duration.ofMinutes(2));

    private CloudStory(String[] args) throws IOException {
        installation = new Installation(Path.of(args[0]).toRealPath());
        checkout = Path.of(args[1]);
        target = args[2];
        definition = Files.readString(Path.of(args[3]));
        rounds = Integer.parseInt(args[4]);
        random = new Random(Long.parseLong(args[5]));
        killedWithin = Integer.parseInt(args[6]);
        asked = Arrays.copyOfRange(args, 7, args.length);
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        CloudStory story = new CloudStory(args);
        try {
            story.tell();
        } catch (Trouble e) {
            story.checks.check("the story goes on: " + e.getMessage(), false);
            story.whatIs();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void tell() {
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"),
                Demo.archive(checkout, "karaf-dist-agent"),
                Map.of("net.roboconf.dm.cfg", Map.of("rehearsal", "false")));
        install();
        installation.start();
        good(() -> rest().upload("/templates", Zip.of(template()), "application/zip"));
        good(() -> rest().send("POST", "/applications", Map.of("name", "cloud", "template", "Cloud")));
        for (int round = 1; round <= rounds; round++) {
            order("deploy");
            killLater("round " + round + ", deploying");
            checks.until(MACHINES + " machines are known", () -> known().size() == MACHINES);
            checks.until("they are all that exists", () -> machines().equals(known()));
            order("undeploy");
            if (round % 2 == 0) {
                killLater("round " + round + ", undeploying");
            }
            checks.until("nothing is left, and nothing known", () -> cloud().isEmpty() && known().isEmpty());
        }
    }

    /** Puts the bundle where it is found at each start. */
    private void install() {
        String name = "roboconf-target-" + target;
        try (Stream<Path> jars = Files.list(checkout.resolve(name).resolve("target"))) {
            Path jar = jars.filter(file -> file.getFileName().toString().matches(name + "-[0-9].*(?<!-tests)\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new Trouble(name + " is not built yet"));
            Files.copy(jar, installation.home().resolve("deploy").resolve(name + ".jar"));
        } catch (IOException e) {
            throw new Trouble("The target cannot be installed: " + e.getMessage(), e);
        }
    }

    private void whatIs() {
        System.out.println("The cloud has " + cloud());
        try {
            System.out.println("The Deployment Manager says "
                    + rest().send("GET", APPLICATION + "/instances").body()
                    + rest().send("GET", APPLICATION + "/instance/explanation?path=/vm-1")
                            .body());
        } catch (Rest.Unreachable e) {
            System.out.println(e.getMessage());
        }
        installation.notices().forEach(System.out::println);
    }

    /** Kills the Deployment Manager after a while, and starts it again. */
    private void killLater(String when) {
        int after = random.nextInt(killedWithin);
        Checks.pause(Duration.ofMillis(after));
        int seen = machines().size();
        installation.kill();
        System.out.println(when + ": killed after " + after + " ms, when the cloud had " + seen + " machines, and then "
                + machines().size());
        installation.start();
    }

    /** What exists: a line for each. */
    private List<String> cloud() {
        return Shell.run(asked).lines().filter(line -> !line.isBlank()).toList();
    }

    private Set<String> machines() {
        Set<String> identifiers = new TreeSet<>();
        for (String line : cloud()) {
            String[] words = line.split(" ");
            if (KINDS_OF_MACHINES.contains(words[0])) {
                identifiers.add(words[1]);
            }
        }
        return identifiers;
    }

    /** The identifiers that the Deployment Manager has. */
    private Set<String> known() {
        Set<String> identifiers = new TreeSet<>();
        good(() -> rest().send("GET", APPLICATION + "/instances")).json().forEach(instance -> {
            if (instance.path("machine").hasNonNull("machineId")) {
                identifiers.add(instance.path("machine").path("machineId").asText());
            }
        });
        return identifiers;
    }

    private void order(String action) {
        good(() -> rest().send("POST", APPLICATION + "/actions/" + action));
    }

    private Rest rest() {
        return installation.rest();
    }

    private Map<String, String> template() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "descriptor/application.properties",
                """
                name = Cloud
                version = 1.0
                dsl-id = roboconf-1.0
                graph-entry-point = cloud.graph
                instance-entry-point = cloud.instances
                """);
        files.put("graph/cloud.graph", "VM {\n  installer: target;\n}\n");
        files.put("graph/VM/target.properties", definition + "\nid = cloud\nname = Machines of a cloud\n");
        StringBuilder instances = new StringBuilder();
        for (int i = 1; i <= MACHINES; i++) {
            instances.append("instance of VM {\n  name: vm-").append(i).append(";\n}\n");
        }
        files.put("instances/cloud.instances", instances.toString());
        return files;
    }

    private interface Request {
        Rest.Answer send() throws Rest.Unreachable;
    }

    private static Rest.Answer good(Request request) {
        try {
            Rest.Answer answer = request.send();
            if (!answer.isGood()) {
                throw new Trouble("The Deployment Manager refused: " + answer.problem());
            }
            return answer;
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }
}
