package net.roboconf.target.local.internal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.plugin.MachineEnvironment;
import net.roboconf.core.process.Mark;
import net.roboconf.core.process.ProcessTable;
import net.roboconf.core.process.RunningProcess;
import net.roboconf.target.local.internal.host.AgentMark;

/**
 * Starts the agent of a machine and finds it again. The agent's launcher leads a session of its own, so that it dies
 * neither with the Deployment Manager nor with its terminal; it stays above the agent's Java, and starts that again when
 * memory was short. Both are known by a mark that nothing else carries, what they start included; the launcher's number,
 * written down by the process itself before it becomes the launcher, only saves a search.
 */
final class AgentProcess {

    private static final List<String> LAUNCHER =
            List.of("setsid", "sh", "-c", "echo $$ >\"$1\" || exit 125; shift; exec \"$@\"", "roboconf");

    /** Launchers print little; an agent that cannot start prints the same again and again. */
    private static final long LOG_LIMIT = 1 << 20;

    private final ProcessTable table;
    private final MachineEnvironment inherited;
    private final String javaHome;

    /**
     * Starts agents.
     *
     * @param javaHome the Java that runs them
     */
    AgentProcess(ProcessTable table, MachineEnvironment inherited, String javaHome) {
        this.table = table;
        this.inherited = inherited;
        this.javaHome = javaHome;
    }

    /** What runs a distribution: Karaf's own script. */
    static Path launcher(Path home) {
        return home.resolve("bin").resolve("karaf");
    }

    /** Starts the agent; returns at once. */
    Process start(MachineFolder folder, MachineRecord machine, Path home, String javaOptions) throws IOException {
        Files.createDirectories(folder.path().resolve("data"));
        cutLog(folder.log());
        List<String> command = new ArrayList<>(LAUNCHER);
        command.addAll(List.of(folder.pid().toString(), launcher(home).toString(), "daemon"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.path().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(inherited.negate());
        environment.putAll(inherited.restored());
        environment.putAll(variables(folder, machine));
        if (!javaOptions.isBlank()) {
            environment.put("EXTRA_JAVA_OPTS", javaOptions);
        }
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(folder.log().toFile()));
        return builder.start();
    }

    /** The agent's process; empty when it does not run. */
    Optional<RunningProcess> find(MachineFolder folder, MachineKey key) throws IOException {
        Mark mark = AgentMark.of(key);
        Optional<RunningProcess> hinted =
                number(folder.pid()).flatMap(table::find).filter(process -> isAgent(process, mark));
        return hinted.isPresent() ? hinted : search(mark);
    }

    /** One that was started a moment ago may not have written its number yet. */
    private Optional<RunningProcess> search(Mark mark) {
        return table.read().stream().filter(process -> isAgent(process, mark)).findFirst();
    }

    /**
     * The launcher, which leads a session, or the agent's Java when that has lost its launcher. Helpers of the agent carry the
     * mark for a moment, too.
     */
    private boolean isAgent(RunningProcess process, Mark mark) {
        return table.carries(process, mark)
                && (process.pid() == process.session()
                        || table.find(process.session())
                                .filter(leader -> table.carries(leader, mark))
                                .isEmpty());
    }

    /** On agents; tells others on this host which address is taken. */
    static Mark addressMark(String address) {
        return new Mark("ROBOCONF_ADDRESS", address);
    }

    private Map<String, String> variables(MachineFolder folder, MachineRecord machine) {
        Mark mark = AgentMark.of(machine.key());
        Mark address = addressMark(machine.address());
        return Map.of(
                mark.variable(),
                mark.value(),
                address.variable(),
                address.value(),
                MachineEnvironment.MACHINE,
                machine.key().value(),
                "ROBOCONF_AGENT_SETTINGS",
                folder.settings().toString(),
                "JAVA_HOME",
                javaHome,
                "KARAF_BASE",
                folder.path().toString(),
                // Relative to the base folder. In the home folder, which all share, the second agent would refuse to
                // start because of the first.
                "KARAF_OPTS",
                "-Dkaraf.instances=instances",
                "CHECK_ROOT_INSTANCE_RUNNING",
                "false");
    }

    private static Optional<Long> number(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file).strip();
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static void cutLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
