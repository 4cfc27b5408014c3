package net.roboconf.dm.internal.engine;

import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredReport;

/**
 * A machine that is no more.
 *
 * @param machine what it was
 * @param report what its agent has reported last; null when it was never heard
 */
record Departed(StoredMachine machine, StoredReport report) {

    /** Whether some importer may still believe in its exports. */
    boolean hasExported() {
        return report != null && !report.exported().isEmpty();
    }
}
