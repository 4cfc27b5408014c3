package net.roboconf.core.target;

/** A provider refused, failed or could not be reached. */
public final class TargetException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /**
     * Tells what the provider said.
     *
     * @param message the provider's own words and what to do about it
     * @param outcomeUnknown true when the call may have had its effect all the same (a time-out), or may well succeed later:
     *     the Deployment Manager looks with {@link Target#find} before it goes on, and calls again after a while
     * @param cause may be null
     */
    public TargetException(String message, boolean outcomeUnknown, Throwable cause) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** The provider, or the target, refuses: the same call would fail again until a person changes something. */
    public static TargetException refused(String message) {
        return new TargetException(message, false, null);
    }

    /**
     * The call may have had its effect all the same, or may well succeed later (too many requests, no answer).
     *
     * @param cause may be null
     */
    public static TargetException unsure(String message, Throwable cause) {
        return new TargetException(message, true, cause);
    }

    /** Whether the call may have had its effect all the same. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
