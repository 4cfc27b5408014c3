package net.roboconf.dm.internal.login;

/** The realm that knows the users does not answer: it is not there yet, or cannot read its users. */
public final class RealmUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Tells what the realm said. */
    public RealmUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
