package net.roboconf.target.local.internal.host;

import java.nio.file.Path;

/**
 * Where what is on a host.
 *
 * @param root the folder of Roboconf; absolute, without links
 */
record HostPaths(Path root) {

    /** The beginning of the names of folders with a host program. */
    static final String PROGRAM = "program-";

    /** Present in a distribution that came completely. */
    static final String COMPLETE = ".complete";

    Path lease() {
        return root.resolve("lease");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path agents() {
        return root.resolve("agents");
    }

    Path distribution(String version) {
        return agents().resolve(version);
    }

    /** Where a distribution is unpacked before it has its name. */
    Path incoming() {
        return agents().resolve(".new");
    }

    Path machine() {
        return root.resolve("machine");
    }

    Path settings() {
        return machine().resolve("agent.properties");
    }

    Path launch() {
        return machine().resolve("launch.properties");
    }

    Path log() {
        return machine().resolve("agent.log");
    }

    Path restarts() {
        return machine().resolve("restarts.properties");
    }

    Path data() {
        return machine().resolve("data");
    }
}
