package net.roboconf.target.local.internal.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.process.Ending;
import net.roboconf.core.process.ProcessTable;

/**
 * Runs on a host, does one command of the Deployment Manager, and answers with properties on its standard output. The
 * first one is {@value #OUTCOME}: an answer without it is none.
 *
 * <ul>
 *   <li>{@code claim KEY STALE...} takes the host, unless it is taken; machines with a stale key are ended first;
 *   <li>{@code start KEY} makes the machine and starts its agent, unless that is done;
 *   <li>{@code again KEY} starts the agent of a machine that was made, unless it runs;
 *   <li>{@code status KEY} says how the machine is;
 *   <li>{@code end KEY} ends all that runs on the machine, deletes it, and gives the host back;
 *   <li>{@code prepare} is run by the launcher before it starts the agent again.
 * </ul>
 *
 * <p>What is secret comes over the standard input. Commands with one key may come more than once, and at the same time.
 */
public final class HostProgram {

    /** {@code done} or {@code failed}; then {@code message} says why. */
    public static final String OUTCOME = "outcome";

    /** The outcome of what was done. */
    public static final String DONE = "done";

    private static final Path PROC = Path.of("/proc");

    /** An agent ends within a second; one that cannot, on a host that is very busy, has nothing to lose. */
    private static final Duration AGENT_GRACE = Duration.ofSeconds(3);

    /** Databases need a while to end well. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private HostProgram() {}

    /** Called by the script {@code run}, in the folder of Roboconf, or by the launcher. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        String name = command.remove(0);
        if (name.equals("prepare")) {
            new AgentFolder(new HostPaths(Path.of(command.get(0)))).prepareAgain();
            return;
        }
        Properties answer;
        try {
            answer = run(name, command);
            answer.setProperty(OUTCOME, DONE);
        } catch (IOException | RuntimeException e) {
            answer = new Properties();
            answer.setProperty(OUTCOME, "failed");
            answer.setProperty("message", said(e));
        }
        System.out.write(OwnFiles.text(answer).getBytes(StandardCharsets.ISO_8859_1));
        System.out.flush();
    }

    private static Properties run(String name, List<String> arguments) throws IOException, InterruptedException {
        HostPaths paths = new HostPaths(Path.of("").toRealPath());
        // Servers that run as users of their own must reach their data in it; what is secret is so by itself.
        Files.setPosixFilePermissions(paths.root(), PosixFilePermissions.fromString("rwx--x--x"));
        try (FileChannel lock = FileChannel.open(paths.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (!held.isValid()) {
                throw new IOException("The file " + paths.lock() + " cannot be locked");
            }
            List<MachineKey> keys = arguments.stream().map(MachineKey::new).collect(Collectors.toList());
            return commands(paths).run(name, keys.remove(0), keys, input());
        }
    }

    private static HostCommands commands(HostPaths paths) {
        ProcessTable table = new ProcessTable(PROC);
        Service service = new Service(Path.of("/"), "systemctl");
        return new HostCommands(
                paths,
                new HostAgent(paths, table, service),
                new MachineProcesses(PROC, table, new Ending(table, AGENT_GRACE), new Ending(table, GRACE)));
    }

    private static Properties input() throws IOException {
        return OwnFiles.parse(new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private static String said(Exception e) {
        return e instanceof IOException && e.getMessage() != null && e.getClass() == IOException.class
                ? e.getMessage()
                : e.toString();
    }
}
