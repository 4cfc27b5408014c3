package net.roboconf.demo;

/** The demonstration cannot go on; the message says why and what to do. */
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells why.
     *
     * @param message what happened and what to do, for people
     */
    public Trouble(String message) {
        super(message);
    }

    /**
     * Tells why.
     *
     * @param message what happened and what to do, for people
     * @param cause may be null
     */
    public Trouble(String message, Throwable cause) {
        super(message, cause);
    }
}
