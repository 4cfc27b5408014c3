package net.roboconf.target.local.internal;

import net.roboconf.core.model.MachineKey;

/**
 * What a machine's folder remembers of it.
 *
 * @param key the machine's key, also the name of the folder
 * @param application to which it belongs; for people
 * @param path of its instance; for people
 * @param mode what it is
 * @param simulates whether its software is played
 * @param address of its own, for as long as it exists
 * @param distribution from which the agent's files in the folder were made; null when there are none yet
 * @param wanted the distribution that its target definition names; null for the configured one
 * @param ending whether it is being destroyed: its agent is not started any more
 */
record MachineRecord(
        MachineKey key,
        String application,
        String path,
        Mode mode,
        boolean simulates,
        String address,
        String distribution,
        String wanted,
        boolean ending) {

    MachineRecord withDistribution(String home) {
        return new MachineRecord(key, application, path, mode, simulates, address, home, wanted, ending);
    }

    MachineRecord inEnding() {
        return new MachineRecord(key, application, path, mode, simulates, address, distribution, wanted, true);
    }

    /** How people know it. */
    String label() {
        return application + path;
    }
}
