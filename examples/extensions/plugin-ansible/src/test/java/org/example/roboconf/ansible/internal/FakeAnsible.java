package org.example.roboconf.ansible.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.plugin.MachineEnvironment;

/** A program {@code ansible-playbook} to which playbooks are shell scripts, so that a contract takes seconds. */
final class FakeAnsible {

    private static final String PROGRAM =
            """
            #!/bin/sh
            test $# -eq 7 || { echo "called with $*"; exit 64; }
            test "$1 $2 $3 $4 $5" = "--connection local --inventory localhost, --extra-vars" || exit 64
            VARIABLES=${6#@} exec sh "$7"
            """;

    private FakeAnsible() {}

    /** An environment on whose {@code PATH} it comes first; puts it into this folder. */
    static MachineEnvironment in(Path folder) throws IOException {
        write(folder.resolve("ansible-playbook"));
        return new MachineEnvironment(Map.of("PATH", folder + ":/usr/bin:/bin"), Set.of());
    }

    /**
     * By another process: what this one has open for writing is open for a moment in each program that it starts meanwhile,
     * and a program that is open for writing cannot be run.
     */
    private static void write(Path program) throws IOException {
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "cat > \"$0\" && chmod 755 \"$0\"", program.toString()).start();
        try (OutputStream in = shell.getOutputStream()) {
            in.write(PROGRAM.getBytes(StandardCharsets.UTF_8));
        }
        try {
            if (shell.waitFor() != 0) {
                throw new IOException("The program " + program + " could not be written");
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
