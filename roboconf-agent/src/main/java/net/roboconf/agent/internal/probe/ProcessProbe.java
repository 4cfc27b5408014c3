package net.roboconf.agent.internal.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.probes.BuiltInProbe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.ProbeFailure;
import net.roboconf.core.process.ProcessTable;

/** {@code process pid-file PATH} and {@code process matching PATTERN}, by what the kernel tells of processes. */
final class ProcessProbe implements BuiltInHandler {

    private final Path proc;
    private final ProcessTable table;

    /** @param proc most often {@code /proc} */
    ProcessProbe(Path proc) {
        this.proc = proc;
        this.table = new ProcessTable(proc);
    }

    @Override
    public String handler() {
        return "process";
    }

    @Override
    public void look(String text, StepContext context) throws ProbeFailure {
        BuiltInProbe wanted = wanted(text);
        if (wanted instanceof BuiltInProbe.PidFile pidFile) {
            look(context.work().resolve(pidFile.path()));
        } else {
            look(((BuiltInProbe.CommandLine) wanted).pattern());
        }
    }

    private void look(Path pidFile) throws ProbeFailure {
        String expected = "that the process runs whose number is in " + pidFile;
        String content;
        try {
            content = Files.readString(pidFile, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new ProbeFailure(expected, "that the file cannot be read: " + e);
        }
        if (!content.matches("\\d{1,18}")) {
            throw new ProbeFailure(expected, "no number in the file");
        }
        if (table.find(Long.parseLong(content)).isEmpty()) {
            throw new ProbeFailure(expected, "no process " + content);
        }
    }

    private void look(Pattern pattern) throws ProbeFailure {
        long self = ProcessHandle.current().pid();
        boolean found = table.read().stream()
                .filter(process -> process.pid() != self)
                .anyMatch(process -> pattern.matcher(commandLine(process.pid())).find());
        if (!found) {
            throw new ProbeFailure("a process with such a command line", "none");
        }
    }

    /** Empty when it has ended meanwhile. */
    private String commandLine(long pid) {
        try {
            byte[] words = Files.readAllBytes(proc.resolve(Long.toString(pid)).resolve("cmdline"));
            return new String(words, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException e) {
            return "";
        }
    }
}
