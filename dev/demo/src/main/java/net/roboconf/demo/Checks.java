package net.roboconf.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What an end-to-end test has found to hold, and what not: a line for each. */
final class Checks {

    private static final Duration LONG = Duration.ofMinutes(4);

    private final PrintStream out;
    private final Duration limit;
    private int passed;
    private int failed;

    Checks(PrintStream out) {
        this(out, LONG);
    }

    /**
     * Checks of what may take its time.
     *
     * @param limit how long something may take to come to hold
     */
    Checks(PrintStream out, Duration limit) {
        this.out = out;
        this.limit = limit;
    }

    /** Notes whether something holds. */
    void check(String what, boolean good) {
        out.println((good ? "ok   " : "FAIL ") + what);
        if (good) {
            passed++;
        } else {
            failed++;
        }
    }

    /** Notes whether something holds; if not, also what was seen instead. */
    void check(String what, boolean good, String seen) {
        check(good ? what : what + ": " + seen, good);
    }

    /**
     * Waits until something holds.
     *
     * @throws Trouble when it does not come to hold: what follows would wait in vain
     */
    void until(String what, BooleanSupplier holds) {
        long began = System.nanoTime();
        boolean good = Installation.await(limit, holds);
        check(String.format("%s (%.1f s)", what, (System.nanoTime() - began) / 1e9), good);
        if (!good) {
            throw new Trouble("what follows would wait in vain");
        }
    }

    /** Lets time go by. */
    static void pause(Duration time) {
        Installation.await(time, () -> false);
    }

    /** Prints how many passed and failed; whether none failed. */
    boolean sum() {
        out.println(passed + " passed, " + failed + " failed");
        return failed == 0;
    }
}
