package net.roboconf.dm.internal.rest;

import java.io.IOException;

/** The body of a request passes its limit; the rest of it is not read. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(long limit) {
        super("The body of the request is larger than " + readable(limit) + ", which is the limit here.");
    }

    private static String readable(long bytes) {
        return bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? bytes / (1 << 20) + " MiB" : bytes + " bytes";
    }
}
