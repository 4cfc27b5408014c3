package net.roboconf.target.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * An agent distribution whose agent is a shell script. It writes its environment into {@code agent.env}, counts its
 * starts in {@code starts}, and starts a server once, as a recipe would: in a session of its own, adopted by process 1.
 */
final class FakeDistribution {

    private static final String LAUNCHER =
            """
            #!/bin/sh
            cd "$KARAF_BASE" || exit 2
            [ -e "$0.fails" ] && echo "cannot start" && exit 1
            env >agent.env
            echo "$1" >>starts
            if [ -e "$0.stubborn" ]; then
              export AGENT=$$ ORDER="$0.order"
              (unset ROBOCONF_AGENT
               setsid sh -c 'write() { echo $1 >>"$ORDER"; }
                             trap "test -d /proc/$AGENT && write agent; write server; exit" TERM
                             echo $$ >server.pid; while :; do sleep 0.02; done' >/dev/null 2>&1 &)
              env -i sleep 600 </dev/null >/dev/null 2>&1 &
              echo $! >bare.pid
              trap '' TERM
              while :; do sleep 0.02; done
            elif ! [ -e server.pid ]; then
              (unset ROBOCONF_AGENT ROBOCONF_ADDRESS ROBOCONF_AGENT_SETTINGS
               setsid sh -c 'echo $$ >server.pid; exec sleep 600' >/dev/null 2>&1 &)
            fi
            if [ -e "$0.launches" ]; then
              sleep 600 &
              echo $! >java.pid
              wait
              exit
            fi
            exec sleep 600
            """;

    private FakeDistribution() {}

    static Path in(Path folder) throws IOException {
        Path launcher = folder.resolve("bin").resolve("karaf");
        Files.createDirectories(launcher.getParent());
        Files.writeString(launcher, LAUNCHER);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(folder.resolve("etc").resolve("scripts"));
        Files.writeString(folder.resolve("etc").resolve("some.cfg"), "key = value\n");
        Files.createDirectories(folder.resolve("deploy"));
        Files.writeString(folder.resolve("deploy").resolve("plugin.jar"), "");
        return folder;
    }

    /**
     * From now on its agents do not end when they are asked; their servers write down that they were, and before that
     * whether their agent is still there.
     *
     * @return where they write that
     */
    static Path makeStubborn(Path folder) throws IOException {
        Files.createFile(folder.resolve("bin").resolve("karaf.stubborn"));
        return folder.resolve("bin").resolve("karaf.order");
    }

    /** From now on its agents have a launcher that stays, and write the number of what it launches into {@code java.pid}. */
    static void launch(Path folder) throws IOException {
        Files.createFile(folder.resolve("bin").resolve("karaf.launches"));
    }

    /** From now on its agents end at once. */
    static void breakIt(Path folder) throws IOException {
        Files.createFile(folder.resolve("bin").resolve("karaf.fails"));
    }
}
