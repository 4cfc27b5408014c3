package net.roboconf.dm.internal.state;

/** How far the Deployment Manager is with one creation of a machine. Each phase is stored before what it names is done. */
public enum MachinePhase {
    /** The target may have been asked to make it; whether it exists is not known. */
    CREATING,
    /** The target has made it: its identifier is known. */
    ALIVE,
    /** The target may have been asked to destroy it. */
    TERMINATING,
    /** It does not exist; its account on the broker is to be removed. */
    REVOKING,
    /** Nothing is left of it but that importers may not have heard so yet. */
    GONE
}
