package net.roboconf.simulator;

import java.util.Arrays;

/** Runs many seeds, or tells the story of one: {@code --seeds N} from {@code --from SEED}, or {@code --seed SEED}. */
public final class Simulate {

    private Simulate() {}

    /** Exit code 1 when a rule was broken. */
    public static void main(String[] args) {
        long one = option(args, "--seed", -1);
        if (one >= 0) {
            System.exit(run(one, true) ? 0 : 1);
        }
        long from = option(args, "--from", System.currentTimeMillis());
        long count = option(args, "--seeds", 100);
        long failed = 0;
        for (long seed = from; seed < from + count; seed++) {
            failed += run(seed, false) ? 0 : 1;
        }
        System.out.println("Seeds " + from + " to " + (from + count - 1) + ":");
        System.out.println((count - failed) + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean run(long seed, boolean tell) {
        Simulation simulation = new Simulation(seed);
        try {
            Simulation.Outcomes outcomes = simulation.run();
            if (tell) {
                System.out.println(simulation.story());
                System.out.println(outcomes);
            }
            return true;
        } catch (Violation | IllegalStateException e) {
            System.out.println("seed " + seed + ": " + e.getMessage());
            if (tell) {
                System.out.println(simulation.story());
                e.printStackTrace(System.out);
            }
            return false;
        }
    }

    private static long option(String[] args, String name, long otherwise) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 ? otherwise : Long.parseLong(args[at + 1]);
    }
}
