package net.roboconf.core.dsl.probes;

/** A line says something that its handler does not understand. The message says what, for people, without a full stop. */
public final class ProbeSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Tells what is wrong. */
    public ProbeSyntaxException(String message) {
        super(message);
    }
}
