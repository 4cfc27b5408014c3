package net.roboconf.core.messaging;

/** Bytes that are no message of ours, or a message that cannot be written. */
public final class MessageFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Tells what is wrong.
     *
     * @param cause may be null
     */
    public MessageFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
