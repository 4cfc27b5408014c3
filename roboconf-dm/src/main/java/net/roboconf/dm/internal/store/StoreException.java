package net.roboconf.dm.internal.store;

/** The store could not be opened, read or written. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Tells which store and what to do. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
