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
 * @param agent what an agent inside this process is told, its password included; null for one with a process of its own,
 *     which has a file
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
        String agent,
        boolean ending) {

    MachineRecord withDistribution(String home) {
        return new MachineRecord(key, application, path, mode, simulates, address, home, wanted, agent, ending);
    }

    MachineRecord inEnding() {
        return new MachineRecord(key, application, path, mode, simulates, address, distribution, wanted, agent, true);
    }

    /** How people know it. */
    String label() {
        return application + path;
    }
}
