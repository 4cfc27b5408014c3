package net.roboconf.agent.internal.settings;

/** A source has no settings, or none that can be used. Its message holds no secret. */
public final class NoSettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean gone;

    /** For this reason. */
    public NoSettingsException(String message) {
        this(message, false, null);
    }

    /** With what has led to it. */
    NoSettingsException(String message, Throwable cause) {
        this(message, false, cause);
    }

    private NoSettingsException(String message, boolean gone, Throwable cause) {
        super(message, cause);
        this.gone = gone;
    }

    /** There was a place for them, and somebody took them away: the machine is released. */
    static NoSettingsException gone(String message) {
        return new NoSettingsException(message, true, null);
    }

    /** Whether it is certain that there are none, and not only that they cannot be had now. */
    public boolean isGone() {
        return gone;
    }
}
