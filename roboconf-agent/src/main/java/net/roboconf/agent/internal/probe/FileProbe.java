package net.roboconf.agent.internal.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import net.roboconf.core.dsl.probes.BuiltInProbe;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.probe.ProbeFailure;

/** {@code file exists PATH} and {@code file missing PATH}. */
final class FileProbe implements BuiltInHandler {

    @Override
    public String handler() {
        return "file";
    }

    @Override
    public void look(String text, StepContext context) throws ProbeFailure {
        BuiltInProbe.FileThere wanted = (BuiltInProbe.FileThere) wanted(text);
        Path file = context.work().resolve(wanted.path());
        if (wanted.exists() && !Files.exists(file)) {
            throw new ProbeFailure("that " + file + " exists", "no such file");
        }
        if (!wanted.exists() && Files.exists(file)) {
            throw new ProbeFailure("that " + file + " does not exist", "such a file");
        }
    }
}
