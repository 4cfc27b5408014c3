package net.roboconf.core.dsl;

/** What a finding means for the project. */
public enum Level {
    /** The project cannot be used. */
    SEVERE,
    /** The project can be used, but says something that its author did probably not mean. */
    WARNING
}
