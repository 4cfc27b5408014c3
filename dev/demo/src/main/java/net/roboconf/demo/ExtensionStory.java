package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Plug-ins that are dropped, replaced and deleted in the running agent's folder {@code deploy/}, beside software that runs
 * for real: a Deployment Manager and an agent, each a process of its own, on the JDK of this process. Prints each check, and
 * at the end {@code N passed, N failed}.
 *
 * <p>Arguments: a folder that does not exist yet, the checkout. Only {@code dev/extensions} starts it.
 */
public final class ExtensionStory {

    private static final String APPLICATION = "extended";
    private static final String STARTED = "DEPLOYED_STARTED";
    private static final String STOPPED = "DEPLOYED_STOPPED";
    private static final String MISSING = "PLUGIN_MISSING";
    private static final String SERVER = "/machine/server";
    private static final String SWAPPED = "/machine/swapped";
    private static final String PLAYED = "/machine/played";

    private final Installation installation;
    private final Path swap;
    private final Path ansible;
    private final Path record;
    private final Checks checks = new Checks(System.out, Duration.ofSeconds(90));

    private ExtensionStory(Path folder, Path checkout) throws IOException {
        installation = new Installation(folder);
        record = folder.resolve("record");
        swap = jar(checkout.resolve("dev/swap-plugin/target"), "roboconf-swap-plugin-");
        ansible = jar(checkout.resolve("examples/extensions/plugin-ansible/target"), "example-plugin-ansible-");
        installation.prepare(
                Demo.archive(checkout, "karaf-dist-dm"), Demo.archive(checkout, "karaf-dist-agent"), Map.of());
    }

    /** Exit code 1 when a check has failed. */
    public static void main(String[] args) throws IOException {
        ExtensionStory story = new ExtensionStory(Path.of(args[0]), Path.of(args[1]));
        try {
            story.installation.start();
            story.tell();
        } catch (Trouble | Rest.Unreachable e) {
            story.checks.check("the story goes on: " + e.getMessage(), false);
        } finally {
            story.installation.kill();
        }
        System.exit(story.checks.sum() ? 0 : 1);
    }

    private void tell() throws IOException, Rest.Unreachable {
        runsOnThisJdk("the Deployment Manager", installation.managerProcesses());
        deployed();
        dropped();
        replaced();
        deleted();
        droppedAgain();
        exampleIsDropped();
        undeployed();
        saysNothing();
    }

    private void deployed() throws Rest.Unreachable {
        good(rest().upload("/templates", Zip.of(template()), "application/zip"));
        good(rest().send("POST", "/applications", Map.of("name", APPLICATION, "template", "Extended")));
        act("deploy");
        checks.until("software runs on a machine", () -> is(SERVER, STARTED, "NONE"));
        checks.until("what has no plug-in says so", () -> says(SWAPPED, MISSING) && says(PLAYED, MISSING));
        runsOnThisJdk("the agent", agents());
    }

    private void dropped() throws IOException {
        put(version("1.0.1"), "swap.jar");
        checks.until("a plug-in that is dropped serves", () -> is(SWAPPED, STARTED, "NONE"));
        checks.check("its steps ran in it", recorded(List.of("deploy 1.0.1", "start 1.0.1")), read());
    }

    private void replaced() throws IOException, Rest.Unreachable {
        put(version("1.0.2"), "swap.jar");
        checks.until("a newer one takes its place: its steps run in that", () -> {
            change(SWAPPED, "stop");
            Installation.await(Duration.ofSeconds(10), () -> is(SWAPPED, STOPPED, "NONE"));
            change(SWAPPED, "start");
            Installation.await(Duration.ofSeconds(10), () -> is(SWAPPED, STARTED, "NONE"));
            return read().endsWith("stop /machine/swapped 1.0.2\nstart /machine/swapped 1.0.2\n");
        });
    }

    private void deleted() throws IOException {
        Files.delete(deployFolder().resolve("swap.jar"));
        checks.until("when it is deleted, what it served says so and runs on", () -> is(SWAPPED, STARTED, MISSING));
    }

    private void droppedAgain() throws IOException, Rest.Unreachable {
        change(SWAPPED, "stop");
        put(version("1.0.3"), "swap.jar");
        checks.until("what was to be done meanwhile is done when it is back", () -> is(SWAPPED, STOPPED, "NONE"));
        checks.check("by the one that is there", read().endsWith("stop /machine/swapped 1.0.3\n"), read());
    }

    private void exampleIsDropped() throws IOException {
        put(Files.readAllBytes(ansible), "ansible.jar");
        checks.until("the example plug-in-ansible is dropped, and plays", () -> is(PLAYED, STARTED, "NONE"));
        checks.check(
                "what its playbook writes is there",
                Files.exists(installation.folder().resolve("played")));
    }

    private void undeployed() throws Rest.Unreachable {
        checks.check("nothing was restarted: the software is the first", servers() == 1, servers() + " servers");
        act("undeploy");
        checks.until("the machine goes, with all that ran on it", () -> agents().isEmpty() && servers() == 0);
    }

    /** Neither the JVM, which complains of what newer ones forbid, nor the log has anything to say. */
    private void saysNothing() throws IOException {
        String out = Files.readString(installation.folder().resolve("dm.out"));
        checks.check("the JVM had nothing to complain of", !out.contains("WARNING"), out);
        Path log = installation.home().resolve("data/log/karaf.log");
        List<String> complaints = Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                        .toList()
                : List.of();
        checks.check("the log neither", complaints.isEmpty(), complaints.toString());
    }

    private void runsOnThisJdk(String who, List<ProcessHandle> processes) {
        String java = ProcessHandle.current().info().command().orElse("");
        List<String> commands = processes.stream()
                .flatMap(process -> process.info().command().stream())
                .filter(command -> command.endsWith("/java"))
                .toList();
        checks.check(
                who + " runs on JDK " + Runtime.version().feature(),
                !commands.isEmpty() && commands.stream().allMatch(java::equals),
                commands.toString());
    }

    private List<ProcessHandle> agents() {
        return new MarkedProcesses(installation.home().resolve("machines")).running("java");
    }

    private long servers() {
        return installation.processes().running("sleep").size();
    }

    private Map<String, String> template() {
        return Map.of(
                "descriptor/application.properties",
                """
                name = Extended
                version = 1.0
                dsl-id = roboconf-1.0
                graph-entry-point = main.graph
                instance-entry-point = main.instances
                """,
                "graph/main.graph",
                """
                Machine {
                  installer: target;
                  children: Server, Swapped, Played;
                }
                Server {
                  installer: bash;
                }
                Swapped {
                  installer: swap;
                }
                Played {
                  installer: ansible;
                }
                """,
                "graph/Machine/target.properties",
                "id = extended\nname = A process of this host\nhandler = local\n",
                "graph/Server/scripts/start.sh",
                "#!/bin/bash\nsleep 1234567 > /dev/null 2>&1 < /dev/null &\necho $! > pid\n",
                "graph/Server/scripts/stop.sh",
                "#!/bin/bash\nkill \"$(cat pid)\"\n",
                "graph/Swapped/readme",
                "Nothing is read.\n",
                "graph/Played/start.yml",
                """
                - hosts: localhost
                  gather_facts: false
                  tasks:
                    - ansible.builtin.copy:
                        dest: "%s"
                        content: "{{ roboconf.path }}"
                """
                        .formatted(installation.folder().resolve("played")),
                "instances/main.instances",
                """
                instance of Machine {
                  name: machine;
                  instance of Server {
                    name: server;
                  }
                  instance of Swapped {
                    name: swapped;
                    data.record: %s;
                  }
                  instance of Played {
                    name: played;
                  }
                }
                """
                        .formatted(record));
    }

    private byte[] version(String version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(Files.readAllBytes(swap)))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Whole, or not at all: somebody watches the folder. */
    private void put(byte[] jar, String name) throws IOException {
        Path aside = installation.folder().resolve(name);
        Files.write(aside, jar);
        Files.move(aside, deployFolder().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path deployFolder() throws IOException {
        try (Stream<Path> machines = Files.list(installation.home().resolve("machines"))) {
            return machines.filter(machine -> Files.exists(machine.resolve("agent.pid")))
                    .findFirst()
                    .orElseThrow(() -> new Trouble("There is no machine"))
                    .resolve("deploy");
        }
    }

    private static Path jar(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(prefix + ".*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new Trouble(folder + " has no " + prefix + "*.jar: ./verify build"));
        }
    }

    /** Without the path of the one instance that is served. */
    private boolean recorded(List<String> lines) {
        return read().replace(" " + SWAPPED, "").lines().toList().equals(lines);
    }

    private String read() {
        try {
            return Files.exists(record) ? Files.readString(record) : "";
        } catch (IOException e) {
            throw new Trouble(record + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean is(String path, String state, String reason) {
        JsonNode instance = instance(path);
        return instance.path("actual").asText().equals(state)
                && instance.path("reason").asText().equals(reason);
    }

    private boolean says(String path, String reason) {
        return instance(path).path("reason").asText().equals(reason);
    }

    private JsonNode instance(String path) {
        try {
            return rest().send("GET", "/applications/" + APPLICATION + "/instance?path=" + Rest.query(path))
                    .json();
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private Rest rest() {
        return installation.rest();
    }

    private void act(String action) throws Rest.Unreachable {
        good(rest().send("POST", "/applications/" + APPLICATION + "/actions/" + action));
    }

    private void change(String path, String action) {
        try {
            good(rest().send(
                            "POST",
                            "/applications/" + APPLICATION + "/actions/" + action + "?path=" + Rest.query(path)));
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private static void good(Rest.Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble(answer.problem());
        }
    }
}
