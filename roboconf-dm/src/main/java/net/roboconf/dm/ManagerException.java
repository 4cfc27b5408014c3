package net.roboconf.dm;

import java.util.List;

/**
 * A request was refused; nothing was changed. Thrown by reads, and what the stages of changes fail with (as the cause of
 * a {@link java.util.concurrent.CompletionException} where the platform wraps it).
 */
public final class ManagerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Problem> problems;

    /** Tells why, in a sentence for people that names what it is about and what to do. */
    public ManagerException(ErrorCode code, String message) {
        this(code, message, List.of(), null);
    }

    /**
     * The same with what is wrong in detail.
     *
     * @param problems never null, may be empty
     * @param cause may be null
     */
    public ManagerException(ErrorCode code, String message, List<Problem> problems, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    /** The kind of refusal. */
    public ErrorCode code() {
        return code;
    }

    /** What is wrong in detail; empty when the message says it all. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }
}
