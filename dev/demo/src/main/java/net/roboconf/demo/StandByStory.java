package net.roboconf.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An embedded store moves into a database. Then two Deployment Managers on one PostgreSQL and one RabbitMQ, and all that may befall the active one: it is killed in the
 * middle of a deployment, cut off from the database alone, cut off from the broker alone, suspended for a minute; and the
 * database is killed. Each time the application must come to what was ordered, with no step run twice and no machine made
 * twice. Prints each check, and at the end {@code N passed, N failed}.
 *
 * <p>Arguments: a folder that can be reached by everybody, the checkout. Only {@code dev/standby} starts it, which ends the
 * servers afterwards.
 */
public final class StandByStory {

    private static final String STARTED = "DEPLOYED_STARTED";
    private static final String STOPPED = "DEPLOYED_STOPPED";
    private static final String GONE = "NOT_DEPLOYED";
    private static final Duration TAKES_OVER_WITHIN = Duration.ofSeconds(10);
    private static final Duration SUSPENDED_FOR = Duration.ofMinutes(1);

    private final Path folder;
    private final Path machines;
    private final Path checkout;
    private final Broker broker;
    private final Database database;
    private final Ledger ledger;
    private final Checks checks = new Checks(System.out);
    private Member active;
    private Member other;

    private StandByStory(Path folder, Path checkout) {
        this.folder = folder;
        this.checkout = checkout;
        machines = folder.resolve("machines");
        broker = new Broker(checkout, folder.resolve("rabbitmq"));
        database = new Database(checkout, folder.resolve("postgresql"));
        ledger = new Ledger(folder.resolve("steps"));
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        StandByStory story = new StandByStory(Path.of(args[0]).toRealPath(), Path.of(args[1]));
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

    private void tell() throws IOException {
        prepare();
        killedInTheMiddleOfADeployment();
        cutFromDatabase();
        cutFromBroker();
        suspended();
        databaseIsKilled();
        undeployed();
    }

    private void prepare() {
        List<String> messaging = broker.start();
        Map<String, String> store = database.start();
        active = new Member("one", folder, database, broker);
        other = new Member("two", folder, database, broker);
        for (Member member : List.of(active, other)) {
            member.prepare(checkout, machines, store, messaging);
        }
        moveToDatabase();
        other.installation().startAsStandBy();
        checks.check("the second one stands by, and says who is active", other.standsByFor(active));
    }

    /** What is begun with an embedded store goes on in the database. */
    private void moveToDatabase() {
        active.use("embedded");
        active.installation().start();
        ledger.create(rest());
        Map<String, String> states = ledger.states(rest());
        active.installation().stop();
        active.use("postgresql");
        String said = active.copyStore();
        checks.check(
                "an embedded store is copied into the database", said.contains("table instance: " + states.size()));
        active.installation().start();
        checks.check("all is there", ledger.states(rest()).equals(states));
    }

    private void killedInTheMiddleOfADeployment() throws IOException {
        ledger.order(rest(), "deploy", null);
        checks.until("the first software is being deployed", () -> ledger.steps().keySet().stream()
                .anyMatch(step -> step.startsWith("deploy")));
        long killed = System.nanoTime();
        active.installation().kill();
        checks.check(
                "the active one was killed in the middle: done was " + ledger.steps(),
                !ledger.steps()
                        .keySet()
                        .containsAll(steps("start", Ledger.SOFTWARE).keySet()));
        takesOver("it was killed", killed);
        checks.until("the other one brings the deployment to its end", () -> ledger.are(rest(), STARTED));
        Map<String, Integer> expected = new TreeMap<>(steps("deploy", Ledger.SOFTWARE));
        expected.putAll(steps("start", Ledger.SOFTWARE));
        ran("each step of each recipe was run once", expected);
        eachMachineIsThereOnce();
        other.installation().startAsStandBy();
        checks.check("the killed one, started again, is the stand-by", other.standsByFor(active));
    }

    private void cutFromDatabase() {
        Member old = active;
        long cut = System.nanoTime();
        old.cutFromDatabase();
        Rest late = old.installation().rest();
        CompletableFuture<Rest.Answer> refused = order(late, "stop", "/vm-1/shop");
        takesOver("it was cut off from the database alone", cut);
        refused("what was ordered of the one that is cut off is refused", refused);
        ledger.order(rest(), "stop", "/vm-2/shop");
        checks.until("what the new one orders is done", () -> ledger.is(rest(), "/vm-2/shop", STOPPED));
        checks.until(
                "the old one is in the broker no more", () -> termsInBroker().equals(Set.of(term())));
        old.healDatabase();
        checks.until("healed, the old one stands by for the new one", () -> old.standsByFor(active));
        ran("nothing but that was done", Map.of("stop /vm-2/shop", 1));
        start("/vm-2/shop");
        eachMachineIsThereOnce();
    }

    private void cutFromBroker() {
        // It has another way to the broker than the one before, and keeps that one too until all agents have come
        // along:
        // until then it is not cut off.
        checks.until("all agents have come to the way that it has", () -> active.allHaveComeAlong());
        active.cutFromBroker();
        checks.until("cut off from the broker alone, it notices", () -> active.isCutFromBroker());
        ledger.order(rest(), "stop", "/vm-3/shop");
        Checks.pause(TAKES_OVER_WITHIN);
        checks.check("it stays the active one", active.isActive() && other.standsByFor(active));
        checks.check("nothing was done meanwhile", ledger.newSteps().isEmpty());
        active.healBroker();
        checks.until("healed, what was ordered is done", () -> ledger.is(rest(), "/vm-3/shop", STOPPED));
        ran("once", Map.of("stop /vm-3/shop", 1));
        start("/vm-3/shop");
    }

    private void suspended() {
        Member old = active;
        int term = term();
        long since = System.nanoTime();
        old.suspend(true);
        try {
            takesOver("it was suspended", since);
            checks.check("with a higher term: " + term + ", then " + term(), term() > term);
            ledger.order(rest(), "stop", "/vm-2/shop");
            checks.until("what the new one orders is done", () -> ledger.is(rest(), "/vm-2/shop", STOPPED));
            Checks.pause(SUSPENDED_FOR.minusNanos(System.nanoTime() - since));
            CompletableFuture<Rest.Answer> refused = order(old.installation().rest(), "stop", "/vm-1/shop");
            Checks.pause(Duration.ofSeconds(1));
            old.suspend(false);
            refused("what was ordered of the suspended one is refused when it goes on", refused);
        } finally {
            old.suspend(false);
        }
        checks.until("it stands by for the new one", () -> old.standsByFor(active));
        ran("nothing but that was done", Map.of("stop /vm-2/shop", 1));
        start("/vm-2/shop");
        eachMachineIsThereOnce();
    }

    private void databaseIsKilled() throws IOException {
        database.kill();
        checks.until("without a database none of the two is active", () -> !active.isActive() && !other.isActive());
        database.start();
        checks.until("after its crash one of the two is active", () -> active.isActive() || other.isActive());
        if (!active.isActive()) {
            swap();
        }
        checks.until("and the other one stands by for it", () -> other.standsByFor(active));
        checks.until("everything is as it was", () -> ledger.are(rest(), STARTED));
        ledger.order(rest(), "stop", "/vm-1/shop");
        checks.until("what it orders is done", () -> ledger.is(rest(), "/vm-1/shop", STOPPED));
        ran("and nothing else was", Map.of("stop /vm-1/shop", 1));
        start("/vm-1/shop");
        eachMachineIsThereOnce();
    }

    private void undeployed() throws IOException {
        ledger.order(rest(), "undeploy", null);
        checks.until("everything is undeployed", () -> ledger.are(rest(), GONE));
        Map<String, Integer> expected = new TreeMap<>(steps("stop", Ledger.SOFTWARE));
        expected.putAll(steps("undeploy", Ledger.SOFTWARE));
        ran("each step of it was run once", expected);
        checks.until("no machine is left", () -> machineKeys().isEmpty());
        ledger.delete(rest());
    }

    /** The other one becomes the active one, soon enough. */
    private void takesOver(String what, long since) {
        boolean good = Installation.await(Duration.ofMinutes(1), other::isActive);
        double took = (System.nanoTime() - since) / 1e9;
        checks.check(
                String.format(Locale.ROOT, "%.1f s after %s the other one is active", took, what),
                good && took <= TAKES_OVER_WITHIN.toSeconds());
        if (!good) {
            throw new Trouble("what follows would wait in vain");
        }
        swap();
    }

    private void swap() {
        Member before = active;
        active = other;
        other = before;
    }

    private CompletableFuture<Rest.Answer> order(Rest rest, String action, String path) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return rest.send("POST", "/applications/ledger/actions/" + action + "?path=" + Rest.query(path));
            } catch (Rest.Unreachable e) {
                throw new CompletionException(e);
            }
        });
    }

    private void refused(String what, CompletableFuture<Rest.Answer> order) {
        String answer;
        boolean refused;
        try {
            Rest.Answer given = order.join();
            answer = given.status() + " " + given.problem();
            refused = given.status() == 503;
        } catch (CompletionException e) {
            answer = e.getCause().getMessage();
            refused = false;
        }
        checks.check(what + ": " + answer, refused);
    }

    private void start(String path) {
        ledger.order(rest(), "start", path);
        checks.until(path + " is started again", () -> ledger.are(rest(), STARTED));
        ran("once", Map.of("start " + path, 1));
    }

    private void ran(String what, Map<String, Integer> expected) {
        Map<String, Integer> found = ledger.newSteps();
        boolean good = found.equals(expected);
        checks.check(good ? what : what + ": no, but " + found, good);
    }

    private static Map<String, Integer> steps(String step, List<String> paths) {
        return paths.stream().collect(Collectors.toMap(path -> step + " " + path, path -> 1));
    }

    private int term() {
        return active.status().path("term").asInt();
    }

    /** The terms of those who listen for reports of agents: by them their queues are called. */
    private Set<Integer> termsInBroker() {
        return broker.queues().stream()
                .filter(queue -> queue.matches("dm\\.[0-9]+\\..*"))
                .map(queue -> Integer.valueOf(queue.split("\\.")[1]))
                .collect(Collectors.toSet());
    }

    /** One folder, and one agent, for each machine. */
    private void eachMachineIsThereOnce() {
        Set<String> keys = machineKeys();
        List<String> agents = new MarkedProcesses(machines)
                .running("java").stream().map(Inventory::machineOf).sorted().toList();
        boolean good = keys.size() == Ledger.MACHINES && agents.equals(List.copyOf(keys));
        checks.check(
                good ? "each machine is there once" : "there are machines " + keys + " and agents for " + agents, good);
    }

    private Set<String> machineKeys() {
        if (Files.notExists(machines)) {
            return Set.of();
        }
        try (Stream<Path> found = Files.list(machines)) {
            return found.map(machine -> machine.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new Trouble("The folders of machines cannot be read: " + e.getMessage(), e);
        }
    }

    private Rest rest() {
        return active.installation().rest();
    }

    private void whatIs() {
        System.out.println("     steps: " + ledger.steps());
        for (Member member : List.of(active, other)) {
            if (member.isActive()) {
                System.out.println("     " + member + " is active: "
                        + ledger.states(member.installation().rest()));
            } else {
                System.out.println("     " + member + " is not active");
            }
        }
    }

    private void end() {
        for (Member member : active == null ? List.<Member>of() : List.of(active, other)) {
            member.installation().stop();
            member.close();
        }
        List<ProcessHandle> left = new MarkedProcesses(folder).all();
        checks.check("no process is left, of " + left, left.isEmpty());
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
