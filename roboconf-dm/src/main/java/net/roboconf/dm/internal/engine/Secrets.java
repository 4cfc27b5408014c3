package net.roboconf.dm.internal.engine;

import net.roboconf.core.model.MachineKey;

/** Where the engine takes what must not be guessed. Seeded in simulations, so that they replay. */
public interface Secrets {

    /** A key that no machine ever had. */
    MachineKey machineKey();

    /** A password for the account of a machine's agent; letters and digits. */
    String password();
}
