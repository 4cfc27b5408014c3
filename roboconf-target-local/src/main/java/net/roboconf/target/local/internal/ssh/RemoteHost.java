package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import net.roboconf.core.model.MachineKey;
import net.roboconf.target.local.internal.host.HostProgram;
import net.roboconf.target.local.internal.host.Lease;
import net.roboconf.target.local.internal.host.OwnFiles;
import net.roboconf.target.local.internal.ssh.SshConnection.Input;
import net.roboconf.target.local.internal.ssh.SshConnection.Result;
import net.roboconf.target.local.internal.ssh.SshFailure.Stage;

/** A host to which there is a connection, in terms of the commands of {@link HostProgram}. */
final class RemoteHost implements AutoCloseable {

    /** A small board starts a Java in seconds. */
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(120);

    /** For a slow network. */
    private static final Duration TRANSFER_LIMIT = Duration.ofMinutes(8);

    /** Exit codes that neither a shell nor Java has of its own: the host program is not there; nor is any machine. */
    private static final int NO_PROGRAM = 79;

    private static final int NOTHING = 80;

    /** Commands that do nothing on a host that no machine has. */
    private static final Set<String> ONLY_OF_MACHINES = Set.of("status", "end");

    private final SshConnection connection;
    private final SshProperties properties;
    private final HostJar program;

    RemoteHost(SshConnection connection, SshProperties properties, HostJar program) {
        this.connection = connection;
        this.properties = properties;
        this.program = program;
    }

    /**
     * What came of a claim.
     *
     * @param holder whose the host is now
     * @param installed the versions of agents that are there
     */
    record Claim(Lease holder, List<String> installed) {}

    /** How a machine is there. */
    enum State {
        /** The host is not that machine's. */
        GONE,
        /** The host is that machine's, which was not made to its end. */
        HALF,
        /** Its agent does not run. */
        STOPPED,
        /** Its agent runs. */
        RUNNING
    }

    /**
     * Takes the host, unless another machine has it.
     *
     * @param stale machines that are not wanted here any more: they are ended
     */
    Claim claim(Lease wanted, Collection<MachineKey> stale) throws SshFailure, InterruptedException {
        Properties input = wanted.toProperties();
        input.setProperty("cleanup", properties.cleanup());
        String keys = stale.stream().map(key -> " " + key).collect(Collectors.joining());
        Properties answer = command("claim " + wanted.key() + keys, input);
        return new Claim(
                Lease.of(answer), List.of(answer.getProperty("installed", "").split(" ")));
    }

    /** Brings the agent's distribution, which its next start takes. */
    void install(AgentArchive agent) throws SshFailure, InterruptedException {
        // What an earlier try left there is written over.
        transfer("The agent's distribution", out -> agent.write(path("agents/.new"), out));
    }

    /** Makes the machine and starts its agent, unless that is done. */
    void start(MachineKey key, String version, String settings) throws SshFailure, InterruptedException {
        Properties input = new Properties();
        input.setProperty("version", version);
        input.setProperty("settings", settings);
        input.setProperty("java.options", properties.javaOptions());
        input.setProperty("service", properties.service() ? "systemd" : "none");
        command("start " + key, input);
    }

    /** Starts the agent of a machine that was made. */
    void startAgain(MachineKey key) throws SshFailure, InterruptedException {
        command("again " + key, new Properties());
    }

    State state(MachineKey key) throws SshFailure, InterruptedException {
        Properties answer = command("status " + key, new Properties());
        return switch (answer.getProperty("state", "")) {
            case "gone" -> State.GONE;
            case "half" -> State.HALF;
            case "stopped" -> State.STOPPED;
            case "running" -> State.RUNNING;
            default -> throw new SshFailure(Stage.UNKNOWN, "said something unknown of the machine: " + answer, null);
        };
    }

    /** Ends and deletes the machine and gives the host back; nothing to end is no error. */
    void end(MachineKey key) throws SshFailure, InterruptedException {
        Properties input = new Properties();
        input.setProperty("cleanup", properties.cleanup());
        command("end " + key, input);
    }

    private Properties command(String command, Properties input) throws SshFailure, InterruptedException {
        byte[] text = OwnFiles.text(input).getBytes(StandardCharsets.ISO_8859_1);
        Result result = run(command, text);
        if (result.code() != null && (result.code() == NO_PROGRAM || result.code() == NOTHING)) {
            if (result.code() == NOTHING && ONLY_OF_MACHINES.contains(command.substring(0, command.indexOf(' ')))) {
                Properties gone = new Properties();
                gone.setProperty("state", "gone");
                return gone;
            }
            bringProgram();
            result = run(command, text);
        }
        Optional<Properties> answer = answer(result.output());
        if (answer.isEmpty()) {
            throw new SshFailure(Stage.REFUSED, explain(result), null);
        }
        if (!HostProgram.DONE.equals(answer.get().getProperty(HostProgram.OUTCOME))) {
            throw new SshFailure(Stage.REFUSED, answer.get().getProperty("message", "?"), null);
        }
        return answer.get();
    }

    private Result run(String command, byte[] input) throws SshFailure, InterruptedException {
        String folder = "program-" + program.version();
        String java = properties.javaHome() == null ? "-" : quoted(properties.javaHome());
        // A machine without the program is one of a Deployment Manager of another version.
        return connection.run(
                "cd " + properties.folder() + " 2>/dev/null || exit " + NOTHING + "; if [ -f " + folder
                        + "/run ]; then exec sh " + folder + "/run " + java + " " + command
                        + "; elif [ -f lease ]; then exit " + NO_PROGRAM + "; else exit " + NOTHING + "; fi",
                out -> out.write(input),
                COMMAND_LIMIT);
    }

    private void bringProgram() throws SshFailure, InterruptedException {
        String folder = path("program-" + program.version() + "/");
        transfer("The host program", out -> {
            TarStream tar = new TarStream(out);
            tar.file(folder + "host.jar", program.jar(), false);
            tar.file(folder + "launch", program.launch(), true);
            // Last: where it is, all is.
            tar.file(folder + "run", program.run(), true);
            tar.finish();
        });
    }

    private void transfer(String what, Input input) throws SshFailure, InterruptedException {
        // Neither tar's own gzip nor any of its options can be counted on. What begins without a slash is in the home.
        String root = properties.folder().startsWith("/") ? "cd / && " : "";
        Result result = connection.run("umask 022; " + root + "tar -xf -", input, TRANSFER_LIMIT);
        if (!result.succeeded()) {
            throw new SshFailure(
                    Stage.REFUSED,
                    what + " cannot be unpacked in " + properties.folder()
                            + ", the property 'folder' (tar must be there, and the user must be allowed to write): "
                            + result.said(),
                    null);
        }
    }

    /** Inside an archive. */
    private String path(String name) {
        String folder = properties.folder();
        return (folder.startsWith("/") ? folder.substring(1) : folder) + "/" + name;
    }

    private static Optional<Properties> answer(String output) {
        try {
            Properties answer = OwnFiles.parse(output);
            return answer.containsKey(HostProgram.OUTCOME) ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // what it printed instead is told
        }
    }

    private static String explain(Result result) {
        String said = result.said();
        return said.contains("UnsupportedClassVersionError")
                ? "its Java is older than 17: install a JRE, 17 or newer, or say where one is with the property 'java.home'"
                : said;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    HostAddress address() {
        return connection.host();
    }

    @Override
    public void close() {
        connection.close();
    }
}
