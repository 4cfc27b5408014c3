package net.roboconf.integration.container;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Apache Karaf as it is downloaded, a process of its own with a {@link Probe} inside. Changed are its ports, and that
 * it takes bundles from its own folder and from the one that karaf-maven-plugin has filled, and from no network.
 */
final class BareKaraf {

    private static final int PATIENCE_MILLIS = 300_000;
    private static final List<Class<?>> PROBE = List.of(Probe.class, Restarts.class, Memories.class, Bundles.class);

    private final Path home;
    private final Process process;
    private final Socket line;
    private final BufferedReader in;
    private final PrintWriter out;
    private int seen;

    private BareKaraf(Path home, Process process, Socket line) throws IOException {
        this.home = home;
        this.process = process;
        this.line = line;
        line.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintWriter(new OutputStreamWriter(line.getOutputStream(), StandardCharsets.UTF_8), true);
    }

    /**
     * Unpacks and starts one.
     *
     * @param archive of Karaf
     * @param repository a folder with bundles, laid out as Maven's repositories are
     * @param home where it is to be; must not exist
     */
    static BareKaraf start(Path archive, Path repository, Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        run(List.of("tar", "-xzf", archive.toString(), "--strip-components=1", "-C", home.toString()));
        Files.write(
                home.resolve("etc/org.ops4j.pax.url.mvn.cfg"),
                List.of(
                        "org.ops4j.pax.url.mvn.defaultRepositories = ${karaf.home.uri}system@id=karaf,"
                                + repository.toUri() + "@id=roboconf@snapshots",
                        "org.ops4j.pax.url.mvn.repositories =",
                        "org.ops4j.pax.url.mvn.localRepository = ${karaf.data}/repository",
                        "org.ops4j.pax.url.mvn.useFallbackRepositories = false"));
        set(home.resolve("etc/org.apache.karaf.shell.cfg"), "sshPort");
        set(home.resolve("etc/org.apache.karaf.management.cfg"), "rmiRegistryPort");
        set(home.resolve("etc/org.apache.karaf.management.cfg"), "rmiServerPort");
        set(home.resolve("etc/org.ops4j.pax.web.cfg"), "org.osgi.service.http.port");
        set(home.resolve("etc/net.roboconf.broker.cfg"), "port");
        // It keeps an agent for up to 20 s, and restarts of bundles would have to wait for its end.
        Files.writeString(home.resolve("etc/net.roboconf.dm.cfg"), "rehearsal = false\n");
        Files.write(home.resolve("deploy/probe.jar"), probe());
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MILLIS);
            ProcessBuilder builder =
                    new ProcessBuilder(home.resolve("bin/karaf").toString(), "server");
            builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("EXTRA_JAVA_OPTS", "-D" + Probe.PORT + "=" + server.getLocalPort());
            builder.redirectErrorStream(true).redirectOutput(home.resolve("out").toFile());
            builder.redirectInput(new File("/dev/null"));
            Process process = builder.start();
            try {
                return new BareKaraf(home, process, server.accept());
            } catch (IOException e) {
                end(process);
                throw e;
            }
        }
    }

    /** What the probe says about it; empty when all is well. */
    String ask(String words) throws IOException {
        out.println(words);
        StringBuilder answer = new StringBuilder();
        for (String said = in.readLine(); !Probe.END.equals(said); said = in.readLine()) {
            if (said == null) {
                throw new IOException("Karaf has ended; look into " + home.resolve("out"));
            }
            answer.append(answer.isEmpty() || said.isEmpty() ? "" : "\n").append(said);
        }
        return answer.toString();
    }

    /** The lines of its log that say what went wrong since this was asked last. */
    List<String> errors() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("data/log/karaf.log"))) {
            List<String> all = lines.filter(line -> line.contains("| ERROR |")).toList();
            List<String> errors = all.subList(seen, all.size());
            seen = all.size();
            return errors;
        }
    }

    /** Ends its process. */
    void close() throws IOException, InterruptedException {
        line.close();
        end(process);
    }

    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor(60, TimeUnit.SECONDS);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    /** Gives a key that names a port one that is free. */
    private static void set(Path file, String key) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
            lines.removeIf(line -> line.matches(key + "\\s*=.*"));
            lines.add(key + " = " + socket.getLocalPort());
            Files.write(file, lines);
        }
    }

    private static byte[] probe() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "probe");
        headers.putValue("Bundle-Activator", Probe.class.getName());
        headers.putValue(
                "Import-Package",
                "org.apache.karaf.features,org.osgi.framework,org.osgi.framework.startlevel,org.osgi.framework.wiring,"
                        + "org.osgi.util.tracker");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Path file : classFiles()) {
                jar.putNextEntry(new ZipEntry(file.toString()));
                try (InputStream content = BareKaraf.class.getResourceAsStream("/" + file)) {
                    content.transferTo(jar);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Of the classes of the probe and those inside of them. */
    private static List<Path> classFiles() throws IOException {
        Path root = Path.of(BareKaraf.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path folder = root.resolve(Probe.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> PROBE.stream()
                            .anyMatch(type ->
                                    file.getFileName().toString().matches(type.getSimpleName() + "(\\$.*)?\\.class")))
                    .map(root::relativize)
                    .toList();
        }
    }
}
