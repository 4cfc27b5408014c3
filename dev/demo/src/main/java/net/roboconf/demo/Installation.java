package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** A Deployment Manager of our own, in one folder: unpacked, configured on free ports, started, ended. */
public final class Installation {

    /** In the environment of the Deployment Manager; the value is the installation's folder. */
    public static final String MARK = "ROBOCONF_DEMO";

    /** In the environment of agents and of what they start. */
    private static final String MACHINE = "ROBOCONF_MACHINE";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(60);
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 29_999;

    /** Of those that the Deployment Manager gives to exports that are {@code random[port]}. */
    private static final int FIRST_PORT_OF_SOFTWARE = 10_000;

    private final Path folder;

    /**
     * The installation in this folder, which need not exist yet.
     *
     * @param folder absolute
     */
    public Installation(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Where everything is. */
    public Path folder() {
        return folder;
    }

    /** The unpacked distribution. */
    public Path home() {
        return folder.resolve("dm");
    }

    /** Whether there is one. */
    public boolean exists() {
        return Files.exists(settingsFile());
    }

    /** Everything that belongs to it, machines and software included. */
    public MarkedProcesses processes() {
        return new MarkedProcesses(folder);
    }

    /** The processes of the Deployment Manager alone. */
    public List<ProcessHandle> managerProcesses() {
        return processes().without(MACHINE).all().stream()
                .filter(process -> process.info()
                        .command()
                        .filter(command ->
                                command.endsWith("java") || command.endsWith("sh") || command.endsWith("bash"))
                        .isPresent())
                .toList();
    }

    /**
     * Unpacks and configures, once: what is there is kept.
     *
     * @param manager the archive of the Deployment Manager
     * @param agent the archive of the agent
     * @param configuration further lines: file below {@code etc}, key, value
     */
    public void prepare(Path manager, Path agent, Map<String, Map<String, String>> configuration) {
        if (exists()) {
            return;
        }
        try {
            deleteFolder(home());
            Files.createDirectories(home());
            run(List.of("tar", "-xzf", manager.toString(), "--strip-components=1", "-C", home().toString()));
            Properties settings = new Properties();
            List<String> ports = freePorts(3);
            settings.setProperty("http", ports.get(0));
            settings.setProperty("ssh", ports.get(1));
            Map<String, Map<String, String>> all = new TreeMap<>(configuration);
            all.put("org.ops4j.pax.web.cfg", Map.of("org.osgi.service.http.port", settings.getProperty("http")));
            all.put("org.apache.karaf.shell.cfg", Map.of("sshPort", settings.getProperty("ssh")));
            merge(all, "net.roboconf.broker.cfg", "port", ports.get(2));
            merge(all, "net.roboconf.dm.cfg", "random-ports.forbidden", String.join(",", portsInUse()));
            merge(all, "net.roboconf.target.local.cfg", "agent.distribution", agent.toString());
            all.forEach(this::configure);
            // Last: an installation without this file is unpacked anew.
            try (OutputStream out = Files.newOutputStream(settingsFile())) {
                settings.store(out, null);
            }
        } catch (IOException e) {
            throw new Trouble("The installation in " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void merge(Map<String, Map<String, String>> all, String file, String key, String value) {
        Map<String, String> lines = new TreeMap<>(all.getOrDefault(file, Map.of()));
        lines.putIfAbsent(key, value);
        all.put(file, lines);
    }

    /** Sets lines of a file below {@code etc}; comments and other lines stay. */
    public void configure(String file, Map<String, String> values) {
        Path path = home().resolve("etc").resolve(file);
        try {
            List<String> lines = new ArrayList<>(Files.exists(path) ? Files.readAllLines(path) : List.of());
            values.forEach((key, value) -> {
                lines.removeIf(line -> line.matches("\\s*" + key.replace(".", "\\.") + "\\s*=.*"));
                lines.add(key + " = " + value.replace("\\", "\\\\"));
            });
            Files.write(path, lines);
        } catch (IOException e) {
            throw new Trouble(path + " cannot be changed: " + e.getMessage(), e);
        }
    }

    /** Has features of our own installed with the others, when it starts the first time. */
    void install(Collection<String> names) {
        Path file = home().resolve("etc/org.apache.karaf.features.cfg");
        try {
            String features = Files.readString(file);
            for (String name : names) {
                if (!features.contains(name + "/")) {
                    features = features.replaceFirst("roboconf-target-local/([0-9A-Z.]+)", "$0, " + name + "/$1");
                }
            }
            Files.writeString(file, features);
        } catch (IOException e) {
            throw new Trouble(file + " cannot be changed: " + e.getMessage(), e);
        }
    }

    /** Starts the Deployment Manager unless it answers already, and waits until it does; its broker may be away. */
    public void startAlone() {
        if (!isUp()) {
            launch(this::isUp);
        }
    }

    /** Starts the Deployment Manager, and waits until it says that it stands by for another one. */
    public void startAsStandBy() {
        launch(() -> isHealth(503, "stand-by"));
    }

    /** Starts the Deployment Manager unless it answers already, and waits until it does and has its broker. */
    public void start() {
        startAlone();
        if (!await(CONNECTS_WITHIN, () -> condition().path("connected").asBoolean())) {
            throw new Trouble("The Deployment Manager has no connection to its broker. " + String.join(" ", notices())
                    + " Look into " + home().resolve("data/log/karaf.log"));
        }
    }

    /** What the Deployment Manager has to say about itself; empty when all is well. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        condition().path("notices").forEach(notice -> notices.add(notice.asText()));
        return notices;
    }

    private JsonNode condition() {
        try {
            return rest().send("GET", "").json().path("status");
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage() + "; ./demo up starts the Deployment Manager again", e);
        }
    }

    private void launch(BooleanSupplier isThere) {
        managerProcesses().forEach(process -> kill(process, "a Deployment Manager that does not answer"));
        ProcessBuilder process =
                new ProcessBuilder("setsid", home().resolve("bin/karaf").toString(), "server");
        process.environment().put(MARK, folder.toString());
        process.environment().remove(MACHINE);
        process.directory(folder.toFile());
        process.redirectErrorStream(true);
        process.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        process.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("dm.out").toFile()));
        try {
            Process started = process.start();
            await(STARTS_WITHIN, () -> isThere.getAsBoolean() || !started.isAlive());
            if (!isThere.getAsBoolean()) {
                throw new Trouble("The Deployment Manager does not answer well on port " + httpPort() + "; look into "
                        + folder.resolve("dm.out") + " and " + home().resolve("data/log/karaf.log"));
            }
        } catch (IOException e) {
            throw new Trouble("The Deployment Manager cannot be started: " + e.getMessage(), e);
        }
    }

    /** Whether it answers, and takes requests. */
    public boolean isUp() {
        return isHealth(200, "ready");
    }

    private boolean isHealth(int status, String health) {
        if (!exists()) {
            return false;
        }
        try {
            Rest.Answer answer = new Rest(address(), "", "").send("GET", "/health");
            return answer.status() == status
                    && answer.json().path("status").asText().equals(health)
                    && Files.exists(loginFile());
        } catch (Rest.Unreachable e) {
            // Not up, then: that is the answer.
            return false;
        }
    }

    /** Ends the Deployment Manager in good order; the machines go on. */
    public void stop() {
        List<ProcessHandle> processes = managerProcesses();
        processes.forEach(ProcessHandle::destroy);
        await(Duration.ofSeconds(20), () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        processes.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the Deployment Manager as {@code kill -9} does. */
    public void kill() {
        List<ProcessHandle> processes = managerProcesses();
        processes.forEach(ProcessHandle::destroyForcibly);
        await(Duration.ofSeconds(10), () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static void kill(ProcessHandle process, String what) {
        process.destroyForcibly();
        if (!await(Duration.ofSeconds(10), () -> !process.isAlive())) {
            throw new Trouble("Process " + process.pid() + " (" + what + ") cannot be ended");
        }
    }

    /** Deletes the folder with all that is in it. */
    public void delete() {
        try {
            deleteFolder(folder);
        } catch (IOException e) {
            throw new Trouble(folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** A client that is logged in. */
    public Rest rest() {
        Properties login = read(loginFile());
        return new Rest(address(), login.getProperty("user", ""), login.getProperty("password", ""));
    }

    /** The address of the REST API. */
    public String address() {
        return "http://127.0.0.1:" + httpPort() + "/api/v1";
    }

    /** Where the generated login is. */
    public Path loginFile() {
        return home().resolve("data/roboconf/login");
    }

    private String httpPort() {
        return read(settingsFile()).getProperty("http");
    }

    private Path settingsFile() {
        return folder.resolve("installation.properties");
    }

    static Properties read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new Trouble(file + " cannot be read: " + e.getMessage() + "; ./demo down, then ./demo up", e);
        }
        return properties;
    }

    /**
     * Ports of the loopback interface that nobody listens on now. They are kept over restarts: so they are from a range
     * that is given to no outgoing connection, and hardly to a second installation on this host.
     */
    private static List<String> freePorts(int count) throws IOException {
        Set<String> ports = new LinkedHashSet<>();
        for (int tries = 0; ports.size() < count; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                ports.add(Integer.toString(socket.getLocalPort()));
            } catch (BindException e) {
                if (tries > 1_000) {
                    throw new IOException("No free port between " + FIRST_PORT + " and " + LAST_PORT, e);
                }
            }
        }
        return List.copyOf(ports);
    }

    /**
     * Those among the first ports for software that somebody listens on: perhaps on all addresses, and then on those of
     * the machines, too.
     */
    private static List<String> portsInUse() throws IOException {
        List<String> ports = new ArrayList<>();
        for (int port = FIRST_PORT_OF_SOFTWARE; port < FIRST_PORT_OF_SOFTWARE + 100; port++) {
            try {
                new ServerSocket(port).close();
            } catch (BindException e) {
                ports.add(Integer.toString(port));
            }
        }
        return ports;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted: " + String.join(" ", command), e);
        }
    }

    /** Waits for a condition; false when the time was over before. */
    public static boolean await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            List<Path> all = new ArrayList<>(files.toList());
            for (int i = all.size() - 1; i >= 0; i--) {
                Files.deleteIfExists(all.get(i));
            }
        }
    }
}
