package net.roboconf.target.local.internal.host;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.ProcessTable;

/** Starts the agent of a machine, as a service or as a process that outlives the session, and finds it again. */
final class HostAgent {

    /** Launchers print little; an agent that cannot start prints the same again and again. */
    private static final long LOG_LIMIT = 1 << 20;

    private final HostPaths paths;
    private final ProcessTable table;
    private final Service service;

    HostAgent(HostPaths paths, ProcessTable table, Service service) {
        this.paths = paths;
        this.table = table;
        this.service = service;
    }

    /** Whether a process of the agent runs, be it only its launcher. */
    boolean runs(MachineKey key) {
        Mark mark = AgentMark.of(key);
        return table.read().stream().anyMatch(process -> table.carries(process, mark));
    }

    /** Starts it as {@code launch.properties} says, unless it runs. */
    void start(MachineKey key) throws IOException, InterruptedException {
        if (runs(key)) {
            return;
        }
        new AgentFolder(paths).prepare();
        Properties launch = OwnFiles.read(paths.launch()).orElseThrow();
        Path home = paths.distribution(launch.getProperty("version"));
        Map<String, String> variables = variables(key, launch);
        if (launch.getProperty("service").equals("systemd") && service.isPossible()) {
            service.start(program(), paths, home, variables);
        } else {
            startProcess(home, variables);
        }
    }

    /** Has nothing start it any more; it may run on. */
    void disable() throws IOException, InterruptedException {
        service.remove();
    }

    private void startProcess(Path home, Map<String, String> variables) throws IOException {
        cutLog(paths.log());
        ProcessBuilder builder =
                new ProcessBuilder("sh", program().resolve("launch").toString(), home.toString());
        builder.directory(paths.machine().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SSH_") || name.startsWith("ROBOCONF_"));
        builder.environment().putAll(variables);
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(paths.log().toFile()));
        builder.start();
    }

    /** The folder of this program. */
    private Path program() {
        return Path.of(System.getProperty("java.class.path")).toAbsolutePath().getParent();
    }

    private Map<String, String> variables(MachineKey key, Properties launch) {
        Mark mark = AgentMark.of(key);
        Map<String, String> variables = new TreeMap<>();
        variables.put(mark.variable(), mark.value());
        variables.put(MachineEnvironment.MACHINE, key.value());
        variables.put("ROBOCONF_AGENT_SETTINGS", paths.settings().toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("KARAF_BASE", paths.machine().toString());
        variables.put("EXTRA_JAVA_OPTS", launch.getProperty("java.options"));
        return variables;
    }

    private static void cutLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
