package net.roboconf.target.local.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/** The folder of a machine's agent. */
final class AgentFolder {

    private static final Duration LAST = Duration.ofSeconds(60);

    private final HostPaths paths;

    AgentFolder(HostPaths paths) {
        this.paths = paths;
    }

    /** Makes it. Its last file says that it is whole. */
    void make(String version, Properties input) throws IOException {
        Path home = paths.distribution(version);
        if (!Files.isRegularFile(home.resolve("bin").resolve("agent"))) {
            throw new IOException("The agent's distribution has no bin/agent: it is older than this target");
        }
        FileTree.delete(paths.machine());
        Files.createDirectory(
                paths.machine(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        FileTree.copy(home.resolve("etc"), paths.machine().resolve("etc"));
        FileTree.copy(home.resolve("deploy"), paths.machine().resolve("deploy"));
        prepare();
        OwnFiles.write(paths.settings(), input.getProperty("settings"));
        Properties launch = new Properties();
        launch.setProperty("version", version);
        launch.setProperty("service", input.getProperty("service", "none"));
        launch.setProperty("java.options", input.getProperty("java.options", ""));
        OwnFiles.write(paths.launch(), launch);
    }

    /** What must be there before an agent starts, and what must not. */
    void prepare() throws IOException {
        Files.createDirectories(paths.data().resolve("log"));
        Files.createDirectories(paths.data().resolve("tmp"));
        Path cache = paths.data().resolve("cache");
        // The first start installs the bundles. One that was cut off has left a part of them, and no later start adds
        // the rest.
        if (Files.notExists(cache.resolve("roboconf.whole"))) {
            FileTree.delete(cache);
        }
    }

    /** The same before it is started again; waits, ever longer, when it ends soon each time. */
    void prepareAgain() throws IOException, InterruptedException {
        Properties before = OwnFiles.read(paths.restarts()).orElseGet(Properties::new);
        Instant last = Instant.parse(before.getProperty("last", "1970-01-01T00:00:00Z"));
        long wait = Long.parseLong(before.getProperty("wait", "0"));
        boolean well = Duration.between(last, Instant.now()).compareTo(LAST) >= 0;
        long seconds = well ? 1 : Math.min(Math.max(1, 2 * wait), LAST.toSeconds());
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        Properties now = new Properties();
        now.setProperty("last", Instant.now().toString());
        now.setProperty("wait", Long.toString(seconds));
        OwnFiles.write(paths.restarts(), now);
        prepare();
    }
}
