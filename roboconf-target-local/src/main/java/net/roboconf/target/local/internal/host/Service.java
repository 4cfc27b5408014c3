package net.roboconf.target.local.internal.host;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The agent as a service of systemd: it is started with the host, and its output is in the journal. */
final class Service {

    private static final String NAME = "roboconf-agent.service";

    private final Path root;
    private final String systemctl;

    /**
     * The service of a host.
     *
     * @param root most often {@code /}
     * @param systemctl the command
     */
    Service(Path root, String systemctl) {
        this.root = root;
        this.systemctl = systemctl;
    }

    /** Whether systemd runs here, and this user may tell it what to do. */
    boolean isPossible() {
        return Files.isDirectory(root.resolve("run/systemd/system")) && Files.isWritable(folder());
    }

    /** Starts it now, and with each start of the host. */
    void start(Path program, HostPaths paths, Path home, Map<String, String> variables)
            throws IOException, InterruptedException {
        StringBuilder unit = new StringBuilder("[Unit]\nDescription=Roboconf agent\n"
                + "Wants=network-online.target\nAfter=network-online.target\n\n[Service]\n");
        variables.forEach((name, value) ->
                unit.append("Environment=").append(quoted(name + "=" + value)).append('\n'));
        String java = variables.get("JAVA_HOME") + "/bin/java";
        unit.append("ExecStartPre=" + argument(java) + " -Xmx48m -cp " + argument(program.resolve("host.jar")) + " "
                + HostProgram.class.getName() + " prepare " + argument(paths.root()) + "\n");
        unit.append("ExecStart=/bin/sh " + argument(home.resolve("bin/agent")) + "\n");
        // The software that the agent has started is not a part of it, and must outlive it.
        unit.append("KillMode=process\nRestart=always\nRestartSec=1\nSuccessExitStatus=143\n"
                + "TimeoutStartSec=120\n\n[Install]\nWantedBy=multi-user.target\n");
        Path file = folder().resolve(NAME);
        Files.writeString(file, unit);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        tell("daemon-reload");
        tell("enable", NAME);
        tell("restart", NAME);
    }

    /** Ends it, if there is one. */
    void remove() throws IOException, InterruptedException {
        Path file = folder().resolve(NAME);
        if (Files.exists(file)) {
            tell("disable", "--now", NAME);
            Files.delete(file);
            tell("daemon-reload");
        }
    }

    private Path folder() {
        return root.resolve("etc/systemd/system");
    }

    /** As one word for systemd, in which its specifiers are none. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }

    /** The same in a command, where variables would be replaced. */
    private static String argument(Object text) {
        return quoted(text.toString().replace("$", "$$"));
    }

    private void tell(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(systemctl));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }
}
