package net.roboconf.agent.internal.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A journal holds something that no crash explains: it was edited, or the disk is failing. */
public final class JournalDamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    JournalDamagedException(Path file, long line, Throwable cause) {
        super(
                "Line " + line + " of the agent's memory " + file + " cannot be read, though lines follow it ("
                        + cause.getMessage() + "). Check the disk. Repair or delete that line, or move the file away to"
                        + " let the agent begin without memory: it then takes what runs on its machine as not deployed.",
                cause);
    }
}
