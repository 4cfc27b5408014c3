package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The end-to-end test: a lamp example on real software, with separate agent processes, through everything that people
 * and failures do to it. Prints each check, and at the end {@code N passed, N failed}.
 *
 * <p>Arguments: the folder of an installation that does not exist yet, the checkout, the name of the example, then settings
 * as {@link Demo} takes them. With the first example also what has nothing to do with any is told: faults and bindings.
 */
public final class LampStory {

    private static final String DATABASE = "/mysql-vm/mysql";
    private static final int TOMCATS = 2;
    private static final int MACHINES = 4;
    private static final String FIRST_EXAMPLE = "lamp";

    /** Each step may be a run of Puppet: some seconds of work, where a script has none, for a dozen steps in a row. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration LIMIT_WITH_PUPPET = Duration.ofMinutes(12);
    /** In seconds. Visitors that leave none would leave a small host no time for Puppet, whose checks then take too long. */
    private static final String PAUSE_WITH_PUPPET = "0.05";

    /** How many of the failures of a load are told. */
    private static final int TOLD = 5;

    private static final Duration WITHOUT_MANAGER = Duration.ofSeconds(15);

    private final Installation installation;
    private final Inventory inventory;
    private final Path checkout;
    private final String example;
    private final Set<String> reasonsSeen = new TreeSet<>();
    private final Checks checks;
    private Lamp lamp;

    private LampStory(Path folder, Path checkout, String example) {
        this.installation = new Installation(folder);
        this.inventory = new Inventory(installation);
        this.checkout = checkout;
        this.example = example;
        this.checks = new Checks(System.out, example.equals(FIRST_EXAMPLE) ? LIMIT : LIMIT_WITH_PUPPET);
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        LampStory story = new LampStory(Path.of(args[0]), Path.of(args[1]), args[2]);
        try {
            story.tell(List.of(args).subList(3, args.length));
        } catch (Trouble e) {
            story.checks.check("the story goes on: " + e.getMessage(), false);
            story.whatIs();
        } finally {
            story.end();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void tell(List<String> settings) throws IOException {
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"),
                Demo.archive(checkout, "karaf-dist-agent"),
                Demo.configuration(settings));
        installation.start();
        if (example.equals(FIRST_EXAMPLE)) {
            new FaultStory(installation, checks).tell();
            new BindingStory(installation, checks).tell();
        }
        lamp = new Lamp(installation.rest());
        lamp.upload(
                checkout.resolve("examples").resolve(example),
                installation.folder().resolve("lamp.zip"));
        lamp.create();
        orderDoesNotMatter();
        everybodyAnswer("both Tomcats answer through the balancer");
        scalesWhileItServes();
        databaseIsStoppedAndStarted();
        databaseDies();
        managerDies();
        agentDies();
        managerDiesInTheMiddle();
    }

    private void orderDoesNotMatter() {
        lamp.act("deploy", "/apache-vm");
        checks.until("Apache, started first, waits for Tomcat", () -> waitsFor("/apache-vm/apache", "Tomcat"));
        lamp.act("deploy", "/tomcat-vm-1");
        checks.until("the Tomcat waits for MySQL", () -> waitsFor("/tomcat-vm-1/tomcat", "MySQL"));
        checks.check("Apache still waits", waitsFor("/apache-vm/apache", "Tomcat"));
        checks.check(
                "the chain is explained down to the root",
                lamp.explanation("/apache-vm/apache").stream().anyMatch(line -> line.contains("MySQL")));
        lamp.act("deploy", "/mysql-vm");
        checks.until("MariaDB, started last, lets the chain resolve itself", () -> isStarted("/apache-vm/apache"));
        lamp.act("deploy", "/tomcat-vm-2");
        checks.until("the second Tomcat is started", this::allStarted);
    }

    private void everybodyAnswer(String what) {
        String address = lamp.address();
        List<String> tomcats = lamp.tomcats().stream().map(Lamp.Instance::path).toList();
        Set<String> answering = new TreeSet<>();
        checks.until(what, () -> {
            // A page for each, so that it is not always the same one's turn when others fetch pages, too.
            for (int i = 0; i < tomcats.size(); i++) {
                String page = Lamp.fetch(address);
                tomcats.stream().filter(page::contains).forEach(answering::add);
            }
            return answering.size() == tomcats.size();
        });
    }

    private void scalesWhileItServes() throws IOException {
        Process load = load();
        lamp.addTomcat();
        lamp.addTomcatOn("/tomcat-vm-1", "second");
        checks.until("a Tomcat on a new machine and one on an existing machine are started", this::allStarted);
        everybodyAnswer("all four answer through the balancer");
        Checks.pause(Duration.ofSeconds(8));
        lamp.remove("/tomcat-vm-3");
        lamp.remove("/tomcat-vm-1/second");
        checks.until("both are removed again", () -> lamp.tomcats().size() == 2 && allStarted());
        Checks.pause(Duration.ofSeconds(3));
        load.toHandle().destroy();
        JsonNode result = new ObjectMapper().readTree(load.getInputStream().readAllBytes());
        JsonNode failures = result.path("failures");
        System.out.println("     " + result.path("requests").asLong() + " requests, answered by "
                + result.path("answered_by") + ", " + failures.size() + " failures");
        for (int i = 0; i < Math.min(TOLD, failures.size()); i++) {
            System.out.println("       " + failures.get(i));
        }
        checks.check("no request failed", failures.isArray() && failures.isEmpty());
        checks.check(
                "there were 2,000 requests at least", result.path("requests").asLong() >= 2_000);
        checks.check(
                "the new machine took traffic",
                result.path("answered_by").path("/tomcat-vm-3/tomcat").asLong() > 0);
        checks.check(
                "the second on one machine took traffic",
                result.path("answered_by").path("/tomcat-vm-1/second").asLong() > 0);
        checks.check("no drain met its limit", !reasonsSeen.contains("DRAIN_TIMEOUT"));
    }

    private Process load() throws IOException {
        ProcessBuilder load = new ProcessBuilder(
                "python3",
                checkout.resolve("examples/lamp/test/load.py").toString(),
                lamp.address(),
                "--pause",
                example.equals(FIRST_EXAMPLE) ? "0" : PAUSE_WITH_PUPPET);
        load.redirectError(ProcessBuilder.Redirect.INHERIT);
        return load.start();
    }

    private void databaseIsStoppedAndStarted() {
        lamp.act("stop", DATABASE);
        checks.until(
                "without MariaDB the Tomcats wait for MySQL",
                () -> waitsFor("/tomcat-vm-1/tomcat", "MySQL") && waitsFor("/tomcat-vm-2/tomcat", "MySQL"));
        lamp.act("start", DATABASE);
        checks.until("with it all is back, without a further order", this::allStarted);
    }

    private void databaseDies() {
        String address = lamp.address();
        String note = "left before the crash";
        Lamp.leaveNote(address, note);
        List<ProcessHandle> databases = installation.processes().running("mariadbd");
        databases.forEach(ProcessHandle::destroyForcibly);
        checks.until("that MariaDB has died is noticed", () -> !isStarted(DATABASE));
        checks.until("it is started again, and all is back", this::allStarted);
        checks.check("by one new process", inventory.count("mariadbd") == 1);
        // The database opens the accounts one by one: the first Tomcat may serve while the second one cannot yet.
        checks.until("each Tomcat serves the page", () -> IntStream.range(0, 3 * TOMCATS)
                .allMatch(i -> isServed(address)));
        checks.check("with what was there", Lamp.fetch(address).contains(note));
    }

    private void managerDies() {
        Map<Long, String> before = inventory.software();
        String address = lamp.address();
        installation.kill();
        long end = System.nanoTime() + WITHOUT_MANAGER.toNanos();
        int requests = 0;
        int served = 0;
        while (System.nanoTime() < end) {
            requests++;
            served += isServed(address) ? 1 : 0;
        }
        checks.check(
                String.format(
                        "without the Deployment Manager, and its broker if it is its own, every page is served"
                                + " (%d of %d in %d s)",
                        served, requests, WITHOUT_MANAGER.toSeconds()),
                served == requests);
        startManager();
        checks.until("a new Deployment Manager sees everything started", this::allStarted);
        checks.check("nothing was restarted", inventory.software().equals(before));
    }

    private static boolean isServed(String address) {
        try {
            return Lamp.fetch(address).contains("Answered");
        } catch (Trouble e) {
            System.out.println("     " + e.getMessage());
            return false;
        }
    }

    private void startManager() {
        installation.start();
        lamp = new Lamp(installation.rest());
    }

    private void agentDies() {
        Map<Long, String> before = inventory.software();
        ProcessHandle agent = inventory.agents().get(0);
        agent.destroyForcibly();
        checks.check(
                "without its agent the page is served",
                Lamp.fetch(lamp.address()).contains("Answered"));
        checks.until(
                "the agent is started again",
                () -> inventory.agents().size() == MACHINES
                        && !inventory.agents().contains(agent));
        checks.until("it has adopted its software", this::allStarted);
        checks.check("nothing was restarted for it", inventory.software().equals(before));
    }

    private void managerDiesInTheMiddle() {
        lamp.undeploy();
        checks.until("everything is undeployed", () -> lamp.instances().stream()
                .allMatch(instance -> instance.actual().equals("NOT_DEPLOYED")));
        checks.check("no agent is left", inventory.agents().isEmpty());
        lamp.deploy();
        dieWhen("machines are being made", () -> instances().stream()
                .anyMatch(instance -> instance.isMachine() && instance.actual().equals("DEPLOYING")));
        dieWhen("software is being deployed", () -> instances().stream()
                .anyMatch(instance -> !instance.isMachine()
                        && Set.of("DEPLOYING", "STARTING", "UNRESOLVED", "DEPLOYED_STARTED")
                                .contains(instance.actual())));
        dieWhen("the first Tomcat starts", () -> lamp.tomcats().stream()
                .anyMatch(tomcat -> Set.of("STARTING", "DEPLOYED_STARTED").contains(tomcat.actual())));
        checks.until("a deployment that was cut off three times is finished", this::allStarted);
        List<ProcessHandle> agents = inventory.agents();
        checks.check("no machine is there twice", agents.size() == MACHINES, Inventory.describe(agents));
        checks.check(
                "no software is there twice",
                inventory.count("mariadbd") == 1
                        && inventory.count("java") == TOMCATS
                        && inventory.count("apache2") == 1);
        checks.until("the page is served", () -> Lamp.fetch(lamp.address()).contains("Answered"));
    }

    private void dieWhen(String moment, BooleanSupplier isNow) {
        checks.until("the Deployment Manager is killed when " + moment, isNow);
        installation.kill();
        startManager();
    }

    private void end() {
        try {
            if (installation.isUp() && lamp != null && lamp.exists()) {
                lamp.undeploy();
                checks.until("at the end everything is undeployed", () -> lamp.instances().stream()
                        .allMatch(instance -> instance.actual().equals("NOT_DEPLOYED")));
                lamp.delete();
            }
        } catch (Trouble e) {
            checks.check("it ends in good order: " + e.getMessage(), false);
        }
        if (installation.exists()) {
            installation.stop();
        }
        List<ProcessHandle> left = installation.processes().all();
        checks.check("no process is left, of " + left, left.isEmpty());
        left.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean waitsFor(String path, String prefix) {
        Lamp.Instance instance = instance(path);
        return instance.actual().equals("UNRESOLVED") && instance.message().contains(prefix);
    }

    private boolean isStarted(String path) {
        return instance(path).isStarted();
    }

    private boolean allStarted() {
        return instances().stream().allMatch(Lamp.Instance::isStarted);
    }

    private Lamp.Instance instance(String path) {
        return instances().stream()
                .filter(instance -> instance.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new Trouble("There is no " + path));
    }

    private List<Lamp.Instance> instances() {
        List<Lamp.Instance> instances = lamp.instances();
        instances.forEach(instance -> reasonsSeen.add(instance.reason()));
        return instances;
    }

    private void whatIs() {
        if (lamp != null && installation.isUp()) {
            List<String> lines = new ArrayList<>();
            for (Lamp.Instance instance : lamp.instances()) {
                lines.add("     " + Progress.line(instance));
                lamp.explanation(instance.path()).forEach(link -> lines.add("       " + link));
            }
            System.out.println(lines.stream().collect(Collectors.joining("\n")));
        }
    }
}
