package net.roboconf.dm.internal.json;

/** A text is not JSON, or not of the form that is expected; the message says where and why, for people. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
