package net.roboconf.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Does what goes wrong in the world to the processes of an installation, and undoes what does not undo itself. */
final class Faults {

    /** What can go wrong. */
    enum Kind {
        MANAGER_KILLED(3),
        AGENT_KILLED(3),
        BROKER_KILLED(3),
        ALL_KILLED(3),
        DATABASE_KILLED(3),
        AGENT_STOPPED(2),
        MANAGER_STOPPED(1),
        LEFT_ALONE(2),
        NETWORK_CUT(4),
        DISK_FULL(3),
        CLOCK_JUMPED(3);

        /** How often among the others. */
        final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /** Groups of processes by which the firewall tells them: the manager's, and from there on one for each address. */
    static final int FIRST_GROUP = 50_000;

    private static final List<String> JUMPS = List.of("+26h", "-26h", "+400d", "-3h", "+2h", "-400d");
    private static final String STEADY = "+0";
    private static final int FILLERS = 400;

    private final Installation installation;
    private final Inventory inventory;
    private final Broker broker;
    private final Random random;

    /** The faults of one round; what they hit and how long is decided by the random numbers. */
    Faults(Installation installation, Broker broker, Random random) {
        this.installation = installation;
        this.inventory = new Inventory(installation);
        this.broker = broker;
        this.random = random;
    }

    /** Where the clock of the manager is read from. */
    static Path clock(Installation installation) {
        return installation.folder().resolve("clock");
    }

    /**
     * Lets it happen, and returns when it is over and everything that was ended is running again.
     *
     * @return what happened, for people
     */
    String strike(Kind kind) {
        return switch (kind) {
            case MANAGER_KILLED -> {
                installation.kill();
                Duration away = pause(0, 4_000);
                installation.start();
                yield "the Deployment Manager was killed, and started after " + seconds(away);
            }
            case AGENT_KILLED -> {
                ProcessHandle agent = one(agents());
                String who = name(agent);
                agent.destroyForcibly();
                yield "the agent of " + who + " was killed";
            }
            case BROKER_KILLED -> {
                broker.kill();
                Duration away = pause(0, 6_000);
                broker.start();
                yield "RabbitMQ was killed, and started after " + seconds(away);
            }
            case ALL_KILLED -> killAll();
            case DATABASE_KILLED -> killDatabase();
            case AGENT_STOPPED -> {
                ProcessHandle agent = one(agents());
                String who = name(agent);
                yield "the agent of " + who + " stood still for " + seconds(standStill(List.of(agent), 30_000));
            }
            case MANAGER_STOPPED ->
                "the Deployment Manager stood still for "
                        + seconds(standStill(installation.managerProcesses(), 20_000));
            case LEFT_ALONE -> leaveAlone();
            case NETWORK_CUT -> cut();
            case DISK_FULL -> fillDisk();
            case CLOCK_JUMPED -> turnClocks();
        };
    }

    private String killAll() {
        List<String> what = new ArrayList<>(List.of("manager", "broker"));
        agents().forEach(agent -> what.add(Long.toString(agent.pid())));
        Collections.shuffle(what, random);
        for (String one : what) {
            switch (one) {
                case "manager" -> installation.kill();
                case "broker" -> broker.kill();
                default -> ProcessHandle.of(Long.parseLong(one)).ifPresent(ProcessHandle::destroyForcibly);
            }
            pause(0, 300);
        }
        Duration away = pause(0, 4_000);
        return "everything but the software was killed; " + startInAnyOrder(away);
    }

    private String leaveAlone() {
        installation.stop();
        broker.kill();
        Duration away = pause(5_000, 20_000);
        return "the software and its agents were left alone; " + startInAnyOrder(away);
    }

    private String startInAnyOrder(Duration away) {
        boolean managerFirst = random.nextBoolean();
        if (managerFirst) {
            installation.startAlone();
        }
        broker.start();
        installation.start();
        return "after " + seconds(away)
                + (managerFirst
                        ? " the Deployment Manager came, then RabbitMQ"
                        : " RabbitMQ came, then the Deployment Manager");
    }

    private String killDatabase() {
        List<Inventory.Server> databases = inventory.servers().stream()
                .filter(server -> server.program().equals("mariadbd"))
                .toList();
        if (databases.isEmpty()) {
            return "MariaDB was to be killed, but did not run";
        }
        databases.forEach(database -> database.process().destroyForcibly());
        return "MariaDB was killed";
    }

    private Duration standStill(List<ProcessHandle> processes, int most) {
        List<String> numbers =
                processes.stream().map(process -> Long.toString(process.pid())).toList();
        signal("STOP", numbers);
        try {
            return pause(3_000, most);
        } finally {
            signal("CONT", numbers);
        }
    }

    private static void signal(String name, List<String> numbers) {
        List<String> command = new ArrayList<>(List.of("kill", "-s", name));
        command.addAll(numbers);
        Shell.run(command.toArray(String[]::new));
    }

    /**
     * Lets nothing pass between some of the processes and the broker: in both directions, or only from them to the broker,
     * so that they hear and are not heard.
     */
    private String cut() {
        List<ProcessHandle> all = new ArrayList<>(agents());
        List<String> names = new ArrayList<>();
        Set<String> groups = new TreeSet<>();
        boolean manager = random.nextInt(4) == 0;
        if (manager) {
            names.add("the Deployment Manager");
            groups.add(Integer.toString(FIRST_GROUP));
        }
        Collections.shuffle(all, random);
        int count = random.nextInt(manager ? 0 : 1, all.size() + 1);
        for (ProcessHandle agent : all.subList(0, count)) {
            names.add(name(agent));
            groups.add(Integer.toString(group(address(agent))));
        }
        boolean deaf = random.nextBoolean();
        String to = "meta skgid { " + String.join(", ", groups) + " } tcp dport { " + String.join(", ", broker.ports())
                + " }";
        Shell.feed(
                null,
                """
                table inet chaos {
                  chain to { type filter hook output priority 0; %s ct mark set 7 drop; }
                  chain from { type filter hook input priority 0; %s }
                }
                """
                        .formatted(to, deaf ? "ct mark 7 drop;" : ""),
                "nft",
                "-f",
                "-");
        Duration time;
        try {
            time = pause(2_000, 30_000);
        } finally {
            Shell.run("nft", "delete", "table", "inet", "chaos");
        }
        return (deaf ? "no packet passed between RabbitMQ and " : "no packet passed to RabbitMQ from ")
                + String.join(", ", names.stream().sorted().toList()) + " for " + seconds(time);
    }

    /** The group of the agent of a machine at this address. */
    static int group(String address) {
        String[] parts = address.split("\\.");
        return FIRST_GROUP + Integer.parseInt(parts[2]) * 256 + Integer.parseInt(parts[3]);
    }

    /**
     * Fills the disk of the store, and orders something until that is refused. What was accepted must be there afterwards,
     * what was refused must not.
     */
    private String fillDisk() {
        Path filler = installation.home().resolve("data/roboconf/filler");
        Set<String> accepted = new TreeSet<>();
        String refusal = null;
        List<String> notices = List.of();
        Duration time;
        try {
            fill(filler);
            for (int i = 0; i < FILLERS && refusal == null; i++) {
                String id = "chaos-" + i;
                Rest.Answer answer = putTarget(id);
                if (answer.isGood()) {
                    accepted.add(id);
                } else {
                    refusal = answer.status() + " " + answer.problem();
                }
            }
            if (refusal == null || !refusal.startsWith("503")) {
                throw new Trouble("With the disk full the Deployment Manager went on: " + refusal);
            }
            if (!Installation.await(Duration.ofSeconds(20), () -> told().contains("STORE_FAILED"))) {
                throw new Trouble("With the disk full the Deployment Manager did not say STORE_FAILED, but: " + told());
            }
            time = pause(0, 12_000);
        } finally {
            try {
                Files.deleteIfExists(filler);
            } catch (IOException e) {
                throw new Trouble("The disk cannot be emptied: " + e.getMessage(), e);
            }
        }
        if (!Installation.await(Duration.ofSeconds(60), () -> told().equals("[]"))) {
            throw new Trouble("There is space again, and the Deployment Manager says: " + told());
        }
        Set<String> present = targets();
        if (!present.equals(accepted)) {
            throw new Trouble("Accepted with the disk nearly full: " + accepted + "; there afterwards: " + present);
        }
        accepted.forEach(id -> send("DELETE", "/targets/" + id));
        return "the disk of the store was full for " + seconds(time) + " after " + accepted.size()
                + " orders, STORE_FAILED was told";
    }

    private static void fill(Path file) {
        byte[] block = new byte[64 << 10];
        for (int size = block.length; size > 0; size /= 16) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(block, 0, size);
                }
            } catch (IOException e) {
                if (!String.valueOf(e.getMessage()).contains("No space left")) {
                    throw new Trouble("The disk cannot be filled: " + e.getMessage(), e);
                }
            }
        }
    }

    private String told() {
        try {
            Rest.Answer answer = installation.rest().send("GET", "");
            JsonStatus status = JsonStatus.of(answer);
            return status.ready() ? status.notices() : "not ready: " + status.notices();
        } catch (Rest.Unreachable e) {
            return e.getMessage();
        }
    }

    /** What the Deployment Manager says about itself. */
    private record JsonStatus(boolean ready, String notices) {

        static JsonStatus of(Rest.Answer answer) {
            var status = answer.json().path("status");
            return new JsonStatus(
                    status.path("ready").asBoolean(), status.path("notices").toString());
        }
    }

    private Rest.Answer putTarget(String id) {
        try {
            return installation
                    .rest()
                    .send("PUT", "/targets/" + id, Map.of("handler", "local", "description", "x".repeat(2_000)));
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private Set<String> targets() {
        Set<String> ids = new TreeSet<>();
        send("GET", "/targets")
                .json()
                .forEach(target -> ids.add(target.path("id").asText()));
        return ids.stream().filter(id -> id.startsWith("chaos-")).collect(Collectors.toCollection(TreeSet::new));
    }

    private Rest.Answer send(String method, String path) {
        try {
            Rest.Answer answer = installation.rest().send(method, path);
            if (!answer.isGood()) {
                throw new Trouble(method + " " + path + ": " + answer.problem());
            }
            return answer;
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    /** The wall clock of one or several processes jumps, and some time later back. */
    private String turnClocks() {
        List<Path> clocks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (random.nextBoolean()) {
            clocks.add(clock(installation));
            names.add("the Deployment Manager");
        }
        List<ProcessHandle> agents = new ArrayList<>(agents());
        Collections.shuffle(agents, random);
        int count = random.nextInt(clocks.isEmpty() ? 1 : 0, agents.size() + 1);
        for (ProcessHandle agent : agents.subList(0, count)) {
            clocks.add(installation
                    .home()
                    .resolve("machines")
                    .resolve(Inventory.machineOf(agent))
                    .resolve("clock"));
            names.add(name(agent));
        }
        String jump = JUMPS.get(random.nextInt(JUMPS.size()));
        clocks.forEach(clock -> turn(clock, jump));
        Duration time = pause(3_000, 15_000);
        clocks.forEach(clock -> turn(clock, STEADY));
        return "the clock of " + String.join(", ", names.stream().sorted().toList()) + " jumped by " + jump
                + ", and after " + seconds(time) + " back";
    }

    private static void turn(Path clock, String to) {
        // A machine that is being destroyed has none any more.
        if (Files.exists(clock)) {
            try {
                Path fresh = clock.resolveSibling("clock.new");
                Files.writeString(fresh, to + "\n");
                Files.move(fresh, clock, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (Files.exists(clock.getParent())) {
                    throw new Trouble(clock + " cannot be turned: " + e.getMessage(), e);
                }
            }
        }
    }

    /** One of those agents that run, or come within some time. */
    private ProcessHandle one(List<ProcessHandle> agents) {
        List<ProcessHandle> found = new ArrayList<>(agents);
        if (!Installation.await(Duration.ofSeconds(30), () -> {
            if (found.isEmpty()) {
                found.addAll(agents());
            }
            return !found.isEmpty();
        })) {
            throw new Trouble("There is no agent that anything could happen to");
        }
        return found.get(random.nextInt(found.size()));
    }

    private static String address(ProcessHandle agent) {
        return MarkedProcesses.variable(agent, "ROBOCONF_ADDRESS").orElse("127.0.0.0");
    }

    /** What the machine of an agent is called. */
    private String name(ProcessHandle agent) {
        Path record = installation
                .home()
                .resolve("machines")
                .resolve(Inventory.machineOf(agent))
                .resolve("machine.json");
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(record))
                    .path("path")
                    .asText(address(agent));
        } catch (IOException e) {
            // It is being destroyed.
            return address(agent);
        }
    }

    /** The agents, always in the same order. */
    private List<ProcessHandle> agents() {
        return inventory.agents().stream()
                .sorted(Comparator.comparing(Faults::address))
                .toList();
    }

    private Duration pause(int least, int most) {
        Duration time = Duration.ofMillis(random.nextInt(least, most + 1));
        Checks.pause(time);
        return time;
    }

    static String seconds(Duration time) {
        return String.format("%.1f s", time.toMillis() / 1e3);
    }
}
