package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The agents' distributions, each read once for its version. Safe for several threads. */
final class Agents {

    private final Homes homes;
    private final Map<Path, AgentArchive> known = new HashMap<>();

    /** Finds distributions. */
    interface Homes {

        /**
         * The unpacked distribution.
         *
         * @param wanted the one that a definition names; null for the configured one
         */
        Path home(Path wanted) throws IOException, InterruptedException;

        /** Whether what is in that folder never changes: it was unpacked from an archive. */
        boolean isFixed(Path home);
    }

    Agents(Homes homes) {
        this.homes = homes;
    }

    synchronized AgentArchive get(Path wanted) throws IOException, InterruptedException {
        Path home = homes.home(wanted);
        AgentArchive archive = known.get(home);
        if (archive == null) {
            archive = AgentArchive.of(home);
            if (homes.isFixed(home)) {
                known.put(home, archive);
            }
        }
        return archive;
    }
}
