package net.roboconf.core.probe;

/** The software is not as a probe expects it. */
public final class ProbeFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String seen;

    /**
     * Tells what is wrong.
     *
     * @param expected what should be, such as {@code a status from 200 to 399}
     * @param seen what is instead, such as {@code status 503}; as exact as possible
     */
    public ProbeFailure(String expected, String seen) {
        super("expected " + expected + ", saw " + seen);
        this.expected = expected;
        this.seen = seen;
    }

    /** What should be. */
    public String expected() {
        return expected;
    }

    /** What is instead. */
    public String seen() {
        return seen;
    }
}
