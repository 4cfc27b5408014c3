package net.roboconf.target.local.internal.ssh;

import net.roboconf.core.model.MachineKey;

/**
 * A host that a machine of this Deployment Manager has.
 *
 * @param key the machine
 * @param label its application and path; for people
 * @param host which
 * @param stage how far its creation has come
 */
record Held(MachineKey key, String label, HostAddress host, Stage stage) {

    /** How far a creation has come. */
    enum Stage {
        /** No agent has been started. */
        CLAIMING,
        /** Its agent may have been started. */
        STARTING,
        /** Its agent was started. */
        MADE
    }

    Held in(Stage next) {
        return new Held(key, label, host, next);
    }
}
