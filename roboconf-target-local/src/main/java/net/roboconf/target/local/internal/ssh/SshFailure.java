package net.roboconf.target.local.internal.ssh;

import java.io.IOException;

/** A host did not do what it was asked. */
final class SshFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /** How far it came. */
    enum Stage {
        /** Nothing was done there: it was not reached. */
        UNREACHED,
        /** Nothing was done there: it is not trusted, or let nobody in. */
        REJECTED,
        /** It may have done it, and even go on. */
        UNKNOWN,
        /** It said itself that it could not. */
        REFUSED
    }

    private final transient Stage stage;

    SshFailure(Stage stage, String message, Throwable cause) {
        super(message, cause);
        this.stage = stage;
    }

    Stage stage() {
        return stage;
    }

    /** Whether nothing was done there. */
    boolean isBefore() {
        return stage == Stage.UNREACHED || stage == Stage.REJECTED;
    }
}
