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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The commands of {@code ./demo} that need the REST API; the script installs and builds before, and cleans up after.
 *
 * <p>The system property {@code demo.folder} names the installation's folder, {@code demo.checkout} the project.
 */
public final class Demo {

    private static final Duration DEPLOYS_WITHIN = Duration.ofMinutes(20);
    private static final Duration CHANGES_WITHIN = Duration.ofMinutes(5);

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
            case "login" -> login();
            case "undeploy" -> undeploy();
            default -> throw new Trouble("Unknown command '" + command + "'");
        }
    }

    private void up(List<String> settings) {
        say("Starting the Deployment Manager in " + installation.folder());
        installation.prepare(
                archive(checkout, "karaf-dist-dm"), archive(checkout, "karaf-dist-agent"), configuration(settings));
        installation.start();
        say("It answers at " + installation.address());
        Lamp lamp = lamp();
        lamp.upload(checkout.resolve("examples/lamp"), installation.folder().resolve("lamp.zip"));
        lamp.create();
        lamp.deploy();
        say("Deploying Apache, Tomcat and MariaDB, each on its own machine:");
        show(lamp, DEPLOYS_WITHIN, Demo::allSettled);
        greet(lamp);
    }

    private void greet(Lamp lamp) {
        String address = lamp.address();
        if (address == null) {
            throw new Trouble("The load balancer is not started; ./demo status says why");
        }
        say("Fetching " + address + " through the balancer:");
        String page = Lamp.fetch(address).replaceAll("<[^>]*>", " ").replaceAll("[ \\t]+", " ");
        page.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(12)
                .forEach(line -> out.println("    " + line));
        say("Open " + address + " in a browser, or " + installation.address() + " with the login in "
                + installation.loginFile());
        say("Next: ./demo scale 4 · ./demo heal · ./demo status · ./demo shell · ./demo down");
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
                CHANGES_WITHIN,
                instances -> allSettled(instances)
                        && instances.stream()
                                        .filter(instance -> instance.component().equals("Tomcat"))
                                        .count()
                                == wanted);
        say("These answer now: " + String.join(", ", whoAnswers(lamp, wanted)));
    }

    private static List<String> whoAnswers(Lamp lamp, int wanted) {
        TreeSet<String> names = new TreeSet<>();
        String address = lamp.address();
        for (int i = 0; i < 20 * wanted && names.size() < wanted; i++) {
            String page = Lamp.fetch(address);
            lamp.tomcats().stream()
                    .map(Lamp.Instance::path)
                    .filter(page::contains)
                    .forEach(names::add);
        }
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
        show(lamp, CHANGES_WITHIN, instances -> {
            noticed[0] |= !allSettled(instances);
            return noticed[0] && allSettled(instances);
        });
        say("Everything is started again, without an order.");
        // The database opens the accounts of the Tomcats one by one; a visitor may still see an error meanwhile.
        long began = System.nanoTime();
        Installation.await(Duration.ofSeconds(30), () -> answers(lamp.address()));
        say(String.format("The page was whole again %.1f s later.", (System.nanoTime() - began) / 1e9));
        greet(lamp);
    }

    private static boolean answers(String address) {
        try {
            return address != null && !Lamp.fetch(address).isEmpty();
        } catch (Trouble e) {
            // Not yet: that is the answer.
            return false;
        }
    }

    private void status() {
        Lamp lamp = deployed();
        for (Lamp.Instance instance : lamp.instances()) {
            out.println("  " + Progress.line(instance));
            if (!instance.isSettled()) {
                lamp.explanation(instance.path()).lines().forEach(line -> out.println("      " + line));
            }
        }
        String address = lamp.address();
        say(address == null ? "The load balancer is not started." : "The application answers at " + address);
    }

    private void logs(String path) {
        Lamp lamp = deployed();
        List<String> paths = path != null
                ? List.of(path)
                : lamp.instances().stream()
                        .map(Lamp.Instance::path)
                        .filter(one -> one.indexOf('/', 1) > 0)
                        .toList();
        for (String one : paths) {
            say("── " + one);
            out.println(lamp.log(one));
        }
    }

    /** For the script, which opens Karaf's shell with it. */
    private void login() {
        try {
            out.println(installation.sshPort());
            Files.readAllLines(installation.loginFile()).stream()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(out::println);
        } catch (IOException e) {
            throw new Trouble("The login cannot be read: " + e.getMessage(), e);
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
            show(lamp, CHANGES_WITHIN, Demo::allSettled);
            lamp.delete();
        }
        say("Stopping the Deployment Manager");
        installation.stop();
    }

    private Lamp lamp() {
        return new Lamp(installation.rest());
    }

    private Lamp deployed() {
        if (!installation.exists()) {
            throw new Trouble("There is nothing yet; ./demo up makes it");
        }
        if (!installation.isUp()) {
            throw new Trouble("The Deployment Manager does not answer; ./demo up starts it again");
        }
        Lamp lamp = lamp();
        if (!lamp.exists()) {
            throw new Trouble("The application is not there; ./demo up deploys it");
        }
        return lamp;
    }

    private void show(Lamp lamp, Duration limit, Predicate<List<Lamp.Instance>> done) {
        Progress progress = new Progress(out, System.console() != null && System.getenv("CI") == null);
        boolean[] stuck = {false};
        boolean settled = progress.until(lamp, limit, instances -> {
            stuck[0] = instances.stream().anyMatch(Demo::isFinalProblem);
            return stuck[0] || done.test(instances);
        });
        if (stuck[0] || !settled) {
            out.println();
            lamp.instances().stream().filter(instance -> !instance.isSettled()).forEach(instance -> {
                out.println("  " + Progress.line(instance));
                lamp.explanation(instance.path()).lines().forEach(line -> out.println("      " + line));
            });
            throw new Trouble(
                    stuck[0]
                            ? "A step failed, see above and ./demo logs INSTANCE. When it is mended: ./demo up goes on"
                            : "Not everything is as it should be after " + limit.toMinutes()
                                    + " minutes, see above. ./demo status shows how it goes on");
        }
    }

    /** A problem that nothing will be tried about by itself. */
    private static boolean isFinalProblem(Lamp.Instance instance) {
        return instance.actual().equals("PROBLEM") && !instance.message().contains("starts again in");
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
