package net.roboconf.demo;

import static net.roboconf.demo.Rest.good;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Machines on hosts that exist: the lamp on three of them, one of which is unplugged and comes back; and a machine on a
 * board that has nothing but a shell, tar, a JRE and an SSH server. Prints each check, and at the end
 * {@code N passed, N failed}.
 *
 * <p>Arguments: a folder, the checkout, the folder of the hosts, how many there are (one more is the board). Only
 * {@code dev/ssh-hosts} starts it, in namespaces of its own.
 */
public final class SshStory {

    private static final String MANAGER_ADDRESS = "10.77.0.1";
    private static final String RABBITMQ = "net.roboconf.messaging.rabbitmq.cfg";
    private static final String BOARD = "/applications/board";
    private static final String STARTED = "DEPLOYED_STARTED";

    /** What a host keeps when it is given back. */
    private static final Set<String> INSTALLED = Set.of("agents", "lock");

    private final Path checkout;
    private final Path world;
    private final int hosts;
    private final Installation installation;
    private final Broker broker;
    private final Checks checks = new Checks(System.out);

    private SshStory(Path folder, Path checkout, Path world, int hosts) {
        this.checkout = checkout;
        this.world = world;
        this.hosts = hosts;
        installation = new Installation(folder);
        broker = new Broker(checkout, folder.resolve("rabbitmq"));
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) {
        SshStory story = new SshStory(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
        try {
            story.tell();
        } catch (Trouble e) {
            story.checks.check("the story goes on: " + e.getMessage(), false);
        } catch (IOException e) {
            story.checks.check("the story goes on: " + e, false);
        } finally {
            story.installation.stop();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void tell() throws IOException {
        Map<String, Map<String, String>> configuration = new TreeMap<>(Demo.configuration(broker.start()));
        Map<String, String> rabbit = new TreeMap<>(configuration.get(RABBITMQ));
        rabbit.put("agent-host", MANAGER_ADDRESS);
        configuration.put(RABBITMQ, rabbit);
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"), Demo.archive(checkout, "karaf-dist-agent"), configuration);
        installation.configure("net.roboconf.dm.cfg", Map.of("rehearsal", "false"));
        installation.start();
        lampOnThreeHosts();
        boardIsEnough();
    }

    private void lampOnThreeHosts() throws IOException {
        Path example = lampOver(names(1, 3));
        Lamp lamp = new Lamp(installation.rest());
        lamp.upload(example, world.resolve("lamp.zip"));
        lamp.create();
        lamp.remove("/tomcat-vm-2");
        lamp.deploy();
        checks.until("the lamp is started on three hosts", () -> allStarted(lamp));
        checks.check("each host has a machine", leased(1, 3) == 3);
        String address = lamp.address();
        checks.check("at the addresses of the hosts", address.startsWith("http://10.77.0.1"), address);
        checks.until("the page is served through the balancer", () -> isServed(address));
        hostIsUnplugged(lamp, address);
        agentIsKilled(lamp, address);
        lamp.undeploy();
        checks.until("the lamp is undeployed", () -> lamp.instances().stream()
                .allMatch(instance -> instance.actual().equals("NOT_DEPLOYED")));
        nothingIsLeft("of the lamp", 1, 3);
    }

    private void hostIsUnplugged(Lamp lamp, String address) {
        String machine = "/tomcat-vm-1";
        int host = number(installation.rest(), "/applications/" + Lamp.APPLICATION, machine);
        Shell.run("ip", "link", "set", "v" + host, "down");
        checks.until("a host that is unplugged is lost", () -> lamp.instances().stream()
                .anyMatch(instance ->
                        instance.path().equals(machine) && instance.agent().equals("LOST")));
        checks.until("and it is said which host cannot be reached", () -> lamp.instances().stream()
                .anyMatch(instance -> instance.path().equals(machine)
                        && instance.message().contains("10.77.0.1" + host)
                        && instance.message().contains("cannot be reached")));
        Shell.run("ip", "link", "set", "v" + host, "up");
        checks.until("plugged in again it heals", () -> allStarted(lamp) && isServed(address));
    }

    private void agentIsKilled(Lamp lamp, String address) {
        int host = number(installation.rest(), "/applications/" + Lamp.APPLICATION, "/tomcat-vm-1");
        List<ProcessHandle> agent = agents(host);
        agent.forEach(ProcessHandle::destroyForcibly);
        checks.until(
                "an agent that is killed, with its launcher, is started again",
                () -> !agents(host).isEmpty()
                        && agents(host).stream().noneMatch(agent::contains)
                        && allStarted(lamp)
                        && isServed(address));
    }

    private void boardIsEnough() throws IOException {
        int board = hosts + 1;
        Map<String, String> files =
                application("Board", "Thing", 1, target("board", names(board, board), "java.home = /jre"));
        files.put(
                "graph/board.graph",
                """
                VM {
                  installer: target;
                  children: Thing;
                }
                Thing {
                  installer: logger;
                }
                """);
        create(files, "Board", "board");
        order(BOARD, "deploy");
        checks.until("a board with a shell, tar and a JRE has its machine", () -> are(BOARD, STARTED));
        ProcessHandle java = agents(board).stream()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow(() -> new Trouble("No agent runs on the board"));
        java.destroyForcibly();
        checks.until(
                "an agent that is killed there is started again by its launcher",
                () -> agents(board).stream()
                                .anyMatch(process ->
                                        process.info().command().orElse("").endsWith("java")
                                                && process.pid() != java.pid())
                        && are(BOARD, STARTED));
        order(BOARD, "undeploy");
        checks.until("it is undeployed", () -> are(BOARD, "NOT_DEPLOYED"));
        nothingIsLeft("on the board", board, board);
        good(() -> installation.rest().send("DELETE", BOARD));
    }

    private void nothingIsLeft(String of, int first, int last) {
        List<String> left = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            for (String name : names(folder(number))) {
                if (!INSTALLED.contains(name) && !name.startsWith("program-")) {
                    left.add("h" + number + "/" + name);
                }
            }
            processes(number, "ROBOCONF_MACHINE")
                    .forEach(process -> left.add(
                            process.pid() + " " + process.info().command().orElse("?")));
        }
        checks.check("nothing is left " + of + " but what is installed", left.isEmpty(), left.toString());
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new Trouble(folder + " cannot be read", e);
        }
    }

    private int leased(int first, int last) {
        return (int) IntStream.rangeClosed(first, last).filter(this::isLeased).count();
    }

    private boolean isLeased(int number) {
        return Files.exists(folder(number).resolve("lease"));
    }

    private List<ProcessHandle> agents(int number) {
        return processes(number, "ROBOCONF_AGENT");
    }

    /** Those on a host that have a variable: hosts have a process table of their own, and this one has them all. */
    private List<ProcessHandle> processes(int number, String variable) {
        String key = leaseKey(number);
        return ProcessHandle.allProcesses()
                .filter(process -> MarkedProcesses.variable(process, variable)
                        .filter(value -> key.isEmpty() ? isOn(process, number) : value.equals(key))
                        .isPresent())
                .toList();
    }

    /** Whether the process is in the network namespace of a host. */
    private static boolean isOn(ProcessHandle process, int number) {
        try {
            Object own = Files.getAttribute(Path.of("/proc", Long.toString(process.pid()), "ns", "net"), "unix:ino");
            return own.equals(Files.getAttribute(Path.of("/run/netns/h" + number), "unix:ino"));
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private String leaseKey(int number) {
        Path lease = folder(number).resolve("lease");
        return Files.exists(lease) ? Installation.read(lease).getProperty("key", "") : "";
    }

    private Path folder(int number) {
        return world.resolve("hosts").resolve("h" + number).resolve("roboconf");
    }

    /** The number of the host that a machine is on. */
    private static int number(Rest rest, String application, String path) {
        for (JsonNode instance :
                good(() -> rest.send("GET", application + "/instances")).json()) {
            if (instance.path("path").asText().equals(path)) {
                String id = instance.path("machine").path("machineId").asText();
                return Integer.parseInt(id.substring("10.77.0.1".length()));
            }
        }
        throw new Trouble("There is no " + path);
    }

    private static String names(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "10.77.0.1" + number)
                .collect(Collectors.joining(", "));
    }

    private String target(String id, String names, String more) {
        return String.join(
                "\n",
                "id = " + id,
                "name = Hosts of " + id,
                "handler = local",
                "mode = ssh",
                "hosts = " + names,
                "key.file = " + world.resolve("keys/client"),
                "host.keys.file = " + world.resolve("keys/known_hosts"),
                "folder = /mnt/roboconf",
                "connect.timeout = 5",
                more,
                "");
    }

    /** The example, with another target. */
    private Path lampOver(String names) throws IOException {
        Path copy = world.resolve("lamp");
        Shell.run("cp", "-rL", checkout.resolve("examples/lamp").toString(), copy.toString());
        try (Stream<Path> files = Files.list(copy.resolve("graph/VM"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(copy.resolve("graph/VM/target.properties"), target("lamp-hosts", names, ""));
        return copy;
    }

    private static Map<String, String> application(String name, String component, int count, String target) {
        Map<String, String> files = new LinkedHashMap<>();
        String file = name.toLowerCase(Locale.ROOT);
        files.put(
                "descriptor/application.properties",
                "name = " + name + "\nversion = 1.0\ndsl-id = roboconf-1.0\ngraph-entry-point = " + file
                        + ".graph\ninstance-entry-point = " + file + ".instances\n");
        files.put("graph/VM/target.properties", target);
        String inner = component == null ? "" : "  instance of " + component + " {\n    name: one;\n  }\n";
        StringBuilder instances = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            instances.append("instance of VM {\n  name: vm-" + i + ";\n" + inner + "}\n");
        }
        files.put("instances/" + file + ".instances", instances.toString());
        return files;
    }

    private void create(Map<String, String> files, String template, String application) {
        Rest rest = installation.rest();
        good(() -> rest.upload("/templates", Zip.of(files), "application/zip"));
        good(() -> rest.send("POST", "/applications", Map.of("name", application, "template", template)));
    }

    private void order(String application, String action) {
        good(() -> installation.rest().send("POST", application + "/actions/" + action));
    }

    private JsonNode instances(String application) {
        return good(() -> installation.rest().send("GET", application + "/instances"))
                .json();
    }

    private boolean are(String application, String state) {
        for (JsonNode instance : instances(application)) {
            if (!instance.path("actual").asText().equals(state)) {
                return false;
            }
        }
        return true;
    }

    private static boolean allStarted(Lamp lamp) {
        return lamp.instances().stream().allMatch(Lamp.Instance::isStarted);
    }

    private static boolean isServed(String address) {
        try {
            Lamp.fetch(address);
            return true;
        } catch (Trouble e) {
            return false; // not yet
        }
    }
}
