package net.roboconf.core.target;

/** How a machine is, in the eyes of its provider. */
public enum MachineStatus {
    /** Accepted, not running yet. */
    PENDING,
    /** Running, as far as the provider can tell. */
    RUNNING,
    /** It exists and does not run. */
    STOPPED,
    /** It does not exist. */
    GONE
}
