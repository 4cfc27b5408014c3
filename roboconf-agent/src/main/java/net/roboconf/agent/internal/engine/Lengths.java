package net.roboconf.agent.internal.engine;

/** Lengths of time for people. */
public final class Lengths {

    private Lengths() {}

    /** {@code 250 ms}, {@code 90 s}, {@code 15 min}. */
    public static String text(long millis) {
        if (millis >= 600_000 && millis % 60_000 == 0) {
            return millis / 60_000 + " min";
        }
        return millis >= 10_000 || millis >= 1_000 && millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }
}
