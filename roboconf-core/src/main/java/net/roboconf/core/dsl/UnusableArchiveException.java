package net.roboconf.core.dsl;

import java.io.IOException;
import java.util.Objects;

/** An archive is none, or is more than it should be. The message says what is wrong and what to do. */
public final class UnusableArchiveException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param message a clause with what to do: {@code it is larger than 1 GiB; leave out ...} */
    public UnusableArchiveException(String message) {
        super(Objects.requireNonNull(message, "message"));
    }

    /** @param cause what reading the archive threw */
    public UnusableArchiveException(String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
    }
}
