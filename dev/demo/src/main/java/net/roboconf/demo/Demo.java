package net.roboconf.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The commands of {@code ./demo} that need the REST API; the script installs and builds before, and cleans up after.
 *
 * <p>System properties: {@code demo.folder} is the installation's folder, {@code demo.checkout} the project,
 * {@code demo.columns} the width of the terminal, 0 without one.
 */
public final class Demo {

    private static final Duration DEPLOYS_WITHIN = Duration.ofMinutes(20);
    private static final Duration CHANGES_WITHIN = Duration.ofMinutes(5);
    private static final Duration TAKEN_IN_WITHIN = Duration.ofSeconds(30);
    private static final int LINES_OF_A_FAILURE = 10;

    private final PrintStream out;
    private final Path checkout;
    private final Installation installation;

    private Demo(PrintStream out, Path checkout, Path folder) {
        this.out = out;
        this.checkout = checkout;
        this.installation = new Installation(folder);
    }

    /** Runs one command; exit code 1 says that it did not come to its end. */
    public static void main(String[] args) {
        Demo demo = new Demo(
                System.out, Path.of(System.getProperty("demo.checkout")), Path.of(System.getProperty("demo.folder")));
        try {
            demo.run(Arrays.asList(args));
        } catch (Trouble e) {
            System.err.println();
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<String> args) {
        String command = args.isEmpty() ? "" : args.get(0);
        switch (command) {
            case "up" -> up(args.subList(1, args.size()));
            case "scale" -> scale(args.size() > 1 ? args.get(1) : "");
            case "heal" -> heal();
            case "status" -> status();
            case "logs" -> logs(args.size() > 1 ? args.get(1) : null);
            case "running" -> running();
            case "undeploy" -> undeploy();
            default -> throw new Trouble("Unknown command '" + command + "'");
        }
    }

    private void up(List<String> settings) {
        if (installation.isUp()) {
            say("The Deployment Manager runs at " + installation.address());
            installation.start();
        } else {
            say("Starting the Deployment Manager in " + installation.folder());
            installation.prepare(
                    archive(checkout, "karaf-dist-dm"), archive(checkout, "karaf-dist-agent"), configuration(settings));
            installation.start();
            say("It answers at " + installation.address());
        }
        Lamp lamp = lamp();
        lamp.upload(checkout.resolve("examples/lamp"), installation.folder().resolve("lamp.zip"));
        lamp.create();
        List<Lamp.Instance> before = lamp.instances();
        lamp.deploy();
        if (before.stream().anyMatch(Lamp.Instance::isStuck)) {
            lamp.retry();
        }
        say("Deploying Apache, Tomcat and MariaDB, each on its own machine:");
        // After a crash of everything, software is remembered as started until its first check.
        show(
                lamp,
                before,
                DEPLOYS_WITHIN,
                instances ->
                        allSettled(instances) && !pageOrNothing(lamp.address()).isEmpty());
        greet(lamp, true);
    }

    private void greet(Lamp lamp, boolean leaveNote) {
        String address = lamp.address();
        if (address == null) {
            throw new Trouble("The load balancer is not started; ./demo status says why");
        }
        say("Fetching " + address + " through the balancer:");
        if (leaveNote) {
            Lamp.leaveNote(address, "a note by ./demo up");
        }
        out.println("    Answered by "
                + String.join(" and ", whoAnswers(lamp, lamp.tomcats().size())));
        out.println("    The last rows of the database, as the page shows them:");
        String page = Lamp.fetch(address);
        page.lines()
                .filter(line -> line.startsWith("<tr>"))
                .map(line -> line.replaceAll("<[^>]*>", "  ").strip())
                .limit(6)
                .forEach(line -> out.println("      " + line));
        say("Open " + address + " in a browser. REST is at " + installation.address() + "; the login is in "
                + installation.loginFile());
        say("Next: ./demo scale 4 · ./demo heal · ./demo status · ./demo logs · ./demo shell · ./demo down");
    }

    private void scale(String count) {
        int wanted;
        try {
            wanted = Integer.parseInt(count);
        } catch (NumberFormatException e) {
            throw new Trouble("How many Tomcats? Write it like: ./demo scale 4", e);
        }
        if (wanted < 1 || wanted > 20) {
            throw new Trouble("Between 1 and 20 Tomcats, please; " + wanted + " are not");
        }
        Lamp lamp = deployed();
        List<Lamp.Instance> tomcats = lamp.tomcats();
        say("From " + tomcats.size() + " to " + wanted + " Tomcats:");
        for (int i = tomcats.size(); i < wanted; i++) {
            lamp.addTomcat();
        }
        List<String> leaving = new ArrayList<>();
        for (int i = tomcats.size(); i > wanted; i--) {
            String path = tomcats.get(i - 1).path();
            leaving.add(path.substring(0, path.indexOf('/', 1)));
        }
        leaving.forEach(lamp::remove);
        show(
                lamp,
                List.of(),
                CHANGES_WITHIN,
                instances -> allSettled(instances)
                        && instances.stream()
                                        .filter(instance -> instance.component().equals("Tomcat"))
                                        .count()
                                == wanted);
        List<String> answering = whoAnswers(lamp, wanted);
        say("These answer now: " + String.join(", ", answering));
        if (answering.size() < wanted) {
            throw new Trouble("The others have not answered within " + TAKEN_IN_WITHIN.toSeconds()
                    + " s; ./demo logs apache says what the balancer has done");
        }
    }

    /** Those Tomcats that answer; the balancer takes a moment to take a new one in. */
    private static List<String> whoAnswers(Lamp lamp, int wanted) {
        TreeSet<String> names = new TreeSet<>();
        String address = lamp.address();
        List<String> tomcats = lamp.tomcats().stream().map(Lamp.Instance::path).toList();
        Installation.await(TAKEN_IN_WITHIN, () -> {
            for (int i = 0; i < 2 * wanted && names.size() < wanted; i++) {
                String page = pageOrNothing(address);
                tomcats.stream().filter(page::contains).forEach(names::add);
            }
            return names.size() >= wanted;
        });
        return List.copyOf(names);
    }

    private void heal() {
        Lamp lamp = deployed();
        List<ProcessHandle> databases = installation.processes().running("mariadbd");
        if (databases.isEmpty()) {
            throw new Trouble("No MariaDB runs here; ./demo status says what does");
        }
        databases.forEach(process -> {
            say("Killing MariaDB (process " + process.pid() + "), as a crash would:");
            process.destroyForcibly();
        });
        boolean[] noticed = {false};
        show(lamp, List.of(), CHANGES_WITHIN, instances -> {
            noticed[0] |= !allSettled(instances);
            return noticed[0] && allSettled(instances);
        });
        say("Everything is started again, without an order.");
        // The database opens the accounts of the Tomcats one by one; a visitor may still see an error meanwhile.
        long began = System.nanoTime();
        int inARow = 3 * lamp.tomcats().size();
        boolean whole = Installation.await(TAKEN_IN_WITHIN, () -> IntStream.range(0, inARow)
                .allMatch(i -> !pageOrNothing(lamp.address()).isEmpty()));
        say(
                whole
                        ? String.format("The page was whole again %.1f s later.", (System.nanoTime() - began) / 1e9)
                        : "The page still has errors; ./demo logs says more.");
        greet(lamp, false);
    }

    /** Empty when there is none, or an error. */
    private static String pageOrNothing(String address) {
        try {
            return address == null ? "" : Lamp.fetch(address);
        } catch (Trouble e) {
            // Not yet: that is the answer.
            return "";
        }
    }

    private void status() {
        Lamp lamp = deployed();
        List<Lamp.Instance> instances = lamp.instances();
        instances.forEach(instance -> tell(lamp, instance));
        installation.notices().forEach(this::say);
        String address = lamp.address();
        say(address == null ? "The load balancer is not started." : "The application answers at " + address);
        if (instances.stream().anyMatch(Lamp.Instance::isStuck)) {
            say(
                    "What is in PROBLEM is not tried again by itself. ./demo logs INSTANCE says more; ./demo up tries again.");
        }
    }

    /** One instance on a line, and below it why it is not as it should be. */
    private void tell(Lamp lamp, Lamp.Instance instance) {
        out.println("  " + Progress.line(instance));
        if (instance.isSettled()) {
            return;
        }
        if (!instance.isStuck()) {
            List<String> reasons = lamp.explanation(instance.path());
            // One alone says what the line has said.
            if (reasons.size() > 1) {
                reasons.forEach(line -> out.println("      " + line));
            }
            return;
        }
        List<String> output = instance.failedStep().lines().toList();
        output.stream()
                .skip(Math.max(0, output.size() - LINES_OF_A_FAILURE))
                .filter(line -> !instance.message().contains(line.strip()))
                .forEach(line -> out.println("      | " + line));
    }

    private void logs(String name) {
        Lamp lamp = deployed();
        List<String> software = lamp.instances().stream()
                .filter(instance -> !instance.isMachine())
                .map(Lamp.Instance::path)
                .toList();
        List<String> chosen = software.stream()
                .filter(path ->
                        name == null || path.equals(name) || path.endsWith("/" + name) || path.startsWith(name + "/"))
                .toList();
        if (chosen.isEmpty()) {
            throw new Trouble("There is no instance " + name + "; there are " + String.join(", ", software));
        }
        for (String one : chosen) {
            say("── " + one);
            out.println(lamp.log(one).stripTrailing());
        }
    }

    /** For the script, which opens Karaf's shell then. */
    private void running() {
        if (!installation.exists()) {
            throw new Trouble("There is nothing yet; ./demo up makes it");
        }
        if (!installation.isUp()) {
            throw new Trouble("The Deployment Manager does not run; ./demo up starts it again");
        }
    }

    /** The good-natured part of {@code down}; the script ends what is left in any case. */
    private void undeploy() {
        if (!installation.isUp()) {
            return;
        }
        Lamp lamp = lamp();
        if (lamp.exists()) {
            say("Undeploying, importers first:");
            lamp.undeploy();
            show(lamp, List.of(), CHANGES_WITHIN, Demo::allSettled);
            lamp.delete();
        }
        say("Stopping the Deployment Manager");
        installation.stop();
    }

    private Lamp lamp() {
        return new Lamp(installation.rest());
    }

    private Lamp deployed() {
        running();
        Lamp lamp = lamp();
        if (!lamp.exists()) {
            throw new Trouble("The application is not there; ./demo up deploys it");
        }
        return lamp;
    }

    /**
     * Shows what happens until all is done, or a person is needed.
     *
     * @param before the instances as they were: a problem of then is none of now, until it has been tried again
     */
    private void show(Lamp lamp, List<Lamp.Instance> before, Duration limit, Predicate<List<Lamp.Instance>> done) {
        Set<String> old = before.stream()
                .filter(Lamp.Instance::isStuck)
                .map(Demo::occurrence)
                .collect(Collectors.toSet());
        Progress progress = new Progress(out, Integer.getInteger("demo.columns", 0));
        boolean[] stuck = {false};
        boolean settled = progress.until(lamp, limit, instances -> {
            stuck[0] = instances.stream().anyMatch(one -> one.isStuck() && !old.contains(occurrence(one)))
                    && instances.stream().noneMatch(Demo::isAtWork);
            return stuck[0] || done.test(instances);
        });
        if (stuck[0] || !settled) {
            say("What is not as it should be, and why:");
            lamp.instances().stream()
                    .filter(instance -> !instance.isSettled())
                    .forEach(instance -> tell(lamp, instance));
            throw new Trouble(
                    stuck[0]
                            ? "It needs you: see above and ./demo logs INSTANCE. When it is mended: ./demo up goes on"
                            : "Not everything is as it should be after " + limit.toMinutes()
                                    + " minutes, see above. ./demo status shows how it goes on");
        }
    }

    /** The same when it is the same occurrence of a problem. */
    private static String occurrence(Lamp.Instance instance) {
        return instance.path() + " " + instance.since();
    }

    /** Whether something goes on by itself; what waits for something that is stuck does not. */
    private static boolean isAtWork(Lamp.Instance instance) {
        return switch (instance.actual()) {
            case "DEPLOYING", "STARTING", "STOPPING", "UNDEPLOYING" -> true;
            case "PROBLEM" -> !instance.isStuck();
            case "NOT_DEPLOYED" -> !instance.isSettled();
            default -> false;
        };
    }

    private static boolean allSettled(List<Lamp.Instance> instances) {
        return instances.stream().allMatch(Lamp.Instance::isSettled);
    }

    /** Settings of the form {@code file:key=value}, by file. */
    static Map<String, Map<String, String>> configuration(List<String> settings) {
        Map<String, Map<String, String>> configuration = new TreeMap<>();
        for (String setting : settings) {
            int colon = setting.indexOf(':');
            int equals = setting.indexOf('=');
            configuration
                    .computeIfAbsent(setting.substring(0, colon), file -> new TreeMap<>())
                    .put(setting.substring(colon + 1, equals), setting.substring(equals + 1));
        }
        return configuration;
    }

    /** The archive that a module of the project has built. */
    static Path archive(Path checkout, String module) {
        Path target = checkout.resolve(module).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow(() -> new Trouble(target + " holds no archive; ./demo up builds it"));
        } catch (IOException e) {
            throw new Trouble(target + " holds no archive; ./demo up builds it", e);
        }
    }

    private void say(String line) {
        out.println();
        out.println(line);
    }
}
