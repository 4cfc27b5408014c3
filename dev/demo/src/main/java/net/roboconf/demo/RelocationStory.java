package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The messaging is changed in the middle of a deployment, from the broker inside the Deployment Manager to a RabbitMQ, and
 * later back, by nothing but an edited configuration file: all machines must come along, and come to what was ordered, with
 * no step run twice; what changes later must reach those that import it. On the way back the Deployment Manager is killed
 * in between. Prints each check, and at the end {@code N passed, N failed}.
 *
 * <p>Arguments: a folder, the checkout. Only {@code dev/relocation} starts it, which ends the servers afterwards.
 */
public final class RelocationStory {

    private static final String STARTED = "DEPLOYED_STARTED";
    private static final String STOPPED = "DEPLOYED_STOPPED";
    private static final String GONE = "NOT_DEPLOYED";
    private static final String MANAGER = "net.roboconf.dm.cfg";
    private static final String RABBITMQ = "net.roboconf.messaging.rabbitmq.cfg";
    private static final String EMBEDDED = "net.roboconf.broker.cfg";
    private static final String DATABASE = "/vm-db/db";
    private static final String SECOND_DATABASE = "/vm-db-2/db-2";
    private static final List<String> SHOPS =
            List.of("/vm-1/shop", "/vm-2/shop", "/vm-3/shop", "/vm-4/shop", "/vm-5/shop");
    private static final List<String> SOFTWARE =
            Stream.concat(Stream.of(DATABASE, SECOND_DATABASE), SHOPS.stream()).toList();

    private final Path folder;
    private final Path checkout;
    private final Installation installation;
    private final Broker broker;
    private final Path gate;
    private final Ledger ledger;
    private final Checks checks = new Checks(System.out);

    private RelocationStory(Path folder, Path checkout) {
        this.folder = folder;
        this.checkout = checkout;
        installation = new Installation(folder);
        broker = new Broker(checkout, folder.resolve("rabbitmq"));
        gate = folder.resolve("gate");
        ledger = new Ledger(
                folder.resolve("steps"), SOFTWARE, List.of("deploy", "start", "update", "stop", "undeploy"), gate);
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        RelocationStory story = new RelocationStory(Path.of(args[0]).toRealPath(), Path.of(args[1]));
        try {
            story.tell();
        } catch (Trouble e) {
            story.checks.check("the story goes on: " + e.getMessage(), false);
            story.whatIs();
        } finally {
            story.end();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void tell() {
        Map<String, Map<String, String>> rabbit = Demo.configuration(broker.start());
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"),
                Demo.archive(checkout, "karaf-dist-agent"),
                Map.of(MANAGER, Map.of("rehearsal", "false"), RABBITMQ, rabbit.get(RABBITMQ)));
        // Karaf may write the file anew while it runs.
        String embeddedPort = Installation.read(
                        installation.home().resolve("etc").resolve(EMBEDDED))
                .getProperty("port");
        installation.start();
        ledger.create(rest());
        toRabbitMq(rabbit.get(RABBITMQ).get("port"));
        changesReachOthers("over RabbitMQ");
        anAgentThatIsKilledStartsWhereItWas();
        backAgain(embeddedPort);
        changesReachOthers("over the broker inside the Deployment Manager");
        undeployed();
    }

    private void toRabbitMq(String port) {
        ledger.order(rest(), "deploy", null);
        checks.until("software is being deployed", () -> ran("deploy") > 0);
        installation.configure(MANAGER, Map.of("messaging", "rabbitmq"));
        // Some machines are being made yet; on the others a step runs, and goes on to run.
        checks.until(
                "all agents have come to RabbitMQ",
                () -> ran("deploy") == SOFTWARE.size() && machinesAt(port) == SOFTWARE.size());
        checks.until("nothing is left behind", this::isSettled);
        Map<String, Integer> done = ledger.steps();
        checks.check("each of them in the middle of a step", ran("start") == 0, done.toString());
        installation.configure(EMBEDDED, Map.of("enabled", "false"));
        open();
        checks.until("all is started", () -> ledger.are(rest(), STARTED));
        checks.check(
                "each machine's agent has its queue in RabbitMQ",
                broker.queues().stream()
                                .filter(queue -> !queue.startsWith("dm"))
                                .count()
                        >= SOFTWARE.size());
        eachFirstStepRanOnce();
    }

    private void open() {
        try {
            Files.createFile(gate);
        } catch (IOException e) {
            throw new Trouble(gate + " cannot be made", e);
        }
    }

    private void changesReachOthers(String where) {
        ledger.newSteps();
        ledger.order(rest(), "stop", SECOND_DATABASE);
        checks.until("one of two databases is stopped", () -> ledger.is(rest(), SECOND_DATABASE, STOPPED));
        everyShopIsUpdated("that it is gone reaches everybody who imports it, " + where, 1);
        ledger.order(rest(), "start", SECOND_DATABASE);
        checks.until("it is started again", () -> ledger.is(rest(), SECOND_DATABASE, STARTED));
        everyShopIsUpdated("that it is back as well", 2);
        Map<String, Integer> expected =
                new TreeMap<>(Map.of("stop " + SECOND_DATABASE, 1, "start " + SECOND_DATABASE, 1));
        SHOPS.forEach(shop -> expected.put("update " + shop, 2));
        Map<String, Integer> steps = ledger.newSteps();
        checks.check("and nothing else was run", steps.equals(expected), steps.toString());
        checks.check("and nothing was stopped", ledger.are(rest(), STARTED));
    }

    private void everyShopIsUpdated(String what, int times) {
        Map<String, Integer> before = new TreeMap<>(ledger.before());
        checks.until(what, () -> SHOPS.stream()
                .map(shop -> "update " + shop)
                .allMatch(step -> ledger.steps().getOrDefault(step, 0) - before.getOrDefault(step, 0) == times));
    }

    private void anAgentThatIsKilledStartsWhereItWas() {
        ProcessHandle agent = new MarkedProcesses(machines()).running("java").get(0);
        agent.destroyForcibly();
        checks.until(
                "an agent that is killed is started again",
                () -> new MarkedProcesses(machines())
                                .running("java").stream().noneMatch(other -> other.pid() == agent.pid())
                        && new MarkedProcesses(machines()).running("java").size() == SOFTWARE.size());
        checks.until(
                "and comes to RabbitMQ by itself",
                () -> ledger.are(rest(), STARTED)
                        && broker.queues().stream()
                                        .filter(queue -> !queue.startsWith("dm"))
                                        .map(queue -> queue.split("\\.")[0])
                                        .distinct()
                                        .count()
                                == SOFTWARE.size());
        Map<String, Integer> steps = ledger.newSteps();
        checks.check("no step was run for that", steps.isEmpty(), steps.toString());
    }

    private void backAgain(String port) {
        installation.configure(EMBEDDED, Map.of("enabled", "true"));
        installation.configure(MANAGER, Map.of("messaging", "embedded"));
        installation.kill();
        installation.start();
        checks.until(
                "all agents have come back, though the Deployment Manager was killed in between",
                () -> machinesAt(port) == SOFTWARE.size());
        checks.until("nothing is left behind", this::isSettled);
        broker.kill();
        checks.check("all is started without RabbitMQ", ledger.are(rest(), STARTED));
    }

    private void undeployed() {
        ledger.order(rest(), "undeploy", null);
        checks.until("all is undeployed", () -> ledger.are(rest(), GONE));
        ledger.delete(rest());
    }

    private void eachFirstStepRanOnce() {
        Map<String, Integer> expected = new TreeMap<>();
        firstSteps().forEach(step -> expected.put(step, 1));
        Map<String, Integer> steps = ledger.steps();
        steps.keySet().removeIf(step -> step.startsWith("update"));
        checks.check("each step of each recipe was run once", steps.equals(expected), steps.toString());
    }

    private static List<String> firstSteps() {
        return SOFTWARE.stream()
                .flatMap(path -> Stream.of("deploy " + path, "start " + path))
                .toList();
    }

    private long ran(String step) {
        return ledger.steps().keySet().stream()
                .filter(one -> one.startsWith(step))
                .count();
    }

    private boolean isSettled() {
        return installation.notices().isEmpty();
    }

    /** How many agents would start with this port of a broker, and with no other. */
    private long machinesAt(String port) {
        try (Stream<Path> found = Files.list(machines())) {
            return found.map(machine -> machine.resolve("agent.properties"))
                    .filter(Files::exists)
                    .map(Installation::read)
                    .filter(settings -> isAt(settings, port))
                    .count();
        } catch (IOException e) {
            throw new Trouble("The folders of machines cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isAt(Properties settings, String port) {
        return port.equals(settings.getProperty("messaging.settings.port"))
                && !settings.containsKey("messaging.previous.type");
    }

    private Path machines() {
        return installation.home().resolve("machines");
    }

    private Rest rest() {
        return installation.rest();
    }

    private void whatIs() {
        System.out.println("     steps: " + ledger.steps());
        if (installation.isUp()) {
            System.out.println("     " + ledger.states(rest()) + ", " + installation.notices());
        }
    }

    private void end() {
        installation.stop();
        List<ProcessHandle> left = new MarkedProcesses(folder).all();
        checks.check("no process is left, of " + left, left.isEmpty());
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
