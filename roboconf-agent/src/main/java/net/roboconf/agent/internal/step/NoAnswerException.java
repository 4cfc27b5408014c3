package net.roboconf.agent.internal.step;

/** A plug-in did not answer a question as it must; the message says which plug-in and what it did instead. */
public final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
