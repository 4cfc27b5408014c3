package net.roboconf.core.dsl.tool;

/** What was given is not what the command works on: it was called wrongly. The message says so, and what to give. */
public class UnusablePathException extends Exception {

    private static final long serialVersionUID = 1;

    public UnusablePathException(String message) {
        super(message);
    }
}
