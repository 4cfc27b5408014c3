package org.example.roboconf.ansible.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.plugin.MachineEnvironment;

/** A program {@code ansible-playbook} to which playbooks are shell scripts, so that a contract takes seconds. */
final class FakeAnsible {

    private FakeAnsible() {}

    /** An environment on whose {@code PATH} it comes first; puts it into this folder. */
    static MachineEnvironment in(Path folder) throws IOException {
        Path program = folder.resolve("ansible-playbook");
        Files.writeString(
                program,
                """
                #!/bin/sh
                test $# -eq 7 || { echo "called with $*"; exit 64; }
                test "$1 $2 $3 $4 $5" = "--connection local --inventory localhost, --extra-vars" || exit 64
                VARIABLES=${6#@} exec sh "$7"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new MachineEnvironment(Map.of("PATH", folder + ":/usr/bin:/bin"), Set.of());
    }
}
