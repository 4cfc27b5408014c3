package net.roboconf.target.local.internal;

import java.io.IOException;
import net.roboconf.core.target.MachineStatus;

/** A machine that exists. Safe for several threads. */
interface LocalMachine {

    /** Starts its agent unless it runs. */
    void start() throws IOException, InterruptedException;

    /** How it is; never {@link MachineStatus#GONE}. */
    MachineStatus status() throws IOException;

    /**
     * Called every now and then: starts its agent again when that is due, and goes on destroying it when a crash
     * interrupted that. Returns at once when another thread is busy with it.
     *
     * @return whether it still exists
     */
    boolean tend() throws IOException, InterruptedException;

    /** Destroys it: when this returns, nothing of it is left. */
    void destroy() throws IOException;

    /** Lets go of it; it exists on. */
    void leave();
}
