package net.roboconf.agent.internal.settings;

/** The addresses that a provider knows of a machine. */
public enum AddressKind {
    /** The one in its own network. */
    FIXED,
    /** The one by which it is reached from outside: floating, elastic, public. */
    FLOATING
}
