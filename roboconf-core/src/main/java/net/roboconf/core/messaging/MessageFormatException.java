package net.roboconf.core.messaging;

/** Bytes that are no message of ours, or a message that cannot be written. */
public final class MessageFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectedMessage.Problem problem;

    /**
     * Tells what is wrong.
     *
     * @param cause may be null
     */
    public MessageFormatException(String message, Throwable cause) {
        this(RejectedMessage.Problem.UNREADABLE, message, cause);
    }

    /** The same, of a certain kind. */
    public MessageFormatException(RejectedMessage.Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What kind of problem it is. */
    public RejectedMessage.Problem problem() {
        return problem;
    }
}
