package net.roboconf.simulator;

/** Something happened that must never happen. */
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells what.
     *
     * @param what the rule and who broke it
     */
    public Violation(String what) {
        super(what);
    }

    /**
     * Tells what, and what it was noticed by.
     *
     * @param what the rule and who broke it
     * @param cause what was thrown
     */
    public Violation(String what, Throwable cause) {
        super(what, cause);
    }
}
