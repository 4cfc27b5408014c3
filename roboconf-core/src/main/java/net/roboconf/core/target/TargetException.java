package net.roboconf.core.target;

/** A provider refused, failed or could not be reached. */
public final class TargetException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /**
     * Tells what the provider said.
     *
     * @param message the provider's own words and what to do about it
     * @param outcomeUnknown true when the call may have had its effect all the same (a time-out): the Deployment Manager
     *     looks with {@link Target#find} before it goes on
     * @param cause may be null
     */
    public TargetException(String message, boolean outcomeUnknown, Throwable cause) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether the call may have had its effect all the same. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
