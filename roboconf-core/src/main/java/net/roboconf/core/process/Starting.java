package net.roboconf.core.process;

import java.io.IOException;

/** Starts processes, and explains what Java says when it cannot. */
final class Starting {

    private Starting() {}

    static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains("spawn helper")) {
                throw new IOException(
                        "No program can be started, because the Java of this process was replaced by another version"
                                + " while it ran. Restart this agent (what it has started runs on), and have it run"
                                + " with -Djdk.lang.Process.launchMechanism=VFORK",
                        e);
            }
            if (said.contains("\"setsid\"") || said.contains("\"mkfifo\"")) {
                throw new IOException(said + ": install the packages util-linux and coreutils", e);
            }
            throw e;
        }
    }
}
