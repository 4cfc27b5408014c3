package net.roboconf.core.plugin;

import net.roboconf.core.lifecycle.Reason;

/** A step did not do what it should. */
public final class StepFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Null when no program was run. */
    private final Integer exitCode;

    /**
     * Tells why.
     *
     * @param reason why; most often {@link Reason#STEP_FAILED}
     * @param exitCode of the program that failed; null when there was none
     * @param message one sentence for people: what happened, and what to do when that is known
     * @param cause may be null
     */
    public StepFailure(Reason reason, Integer exitCode, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.exitCode = exitCode;
    }

    /** Why, from the closed list. */
    public Reason reason() {
        return reason;
    }

    /** The exit code of the program that failed; null when there was none. */
    public Integer exitCode() {
        return exitCode;
    }
}
