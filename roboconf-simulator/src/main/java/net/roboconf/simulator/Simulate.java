package net.roboconf.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs many seeds, or tells the story of one; {@link #HELP} says how. */
public final class Simulate {

    private static final String HELP =
            """
            ./simulate [--seeds N] [--from SEED] [--cast CAST]   runs N seeds (100), each with every cast
            ./simulate --seed SEED [--cast CAST] [--trace WORD]  tells the story of one seed; with --trace also every
                                                                 message, memo and change that mentions the word
            Without --from, seeds that nobody has tried before. Casts: %s.
            Exit code 1 when a rule was broken.""";

    private Simulate() {}

    /** Exit code 1 when a rule was broken. */
    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--help")) {
            String casts = Arrays.toString(Cast.values()).toLowerCase(Locale.ROOT);
            System.out.println(HELP.formatted(casts.substring(1, casts.length() - 1)));
            return;
        }
        List<Cast> casts = casts(args);
        long one = number(args, "--seed", -1);
        long from = one >= 0 ? one : number(args, "--from", System.currentTimeMillis());
        long count = one >= 0 ? 1 : number(args, "--seeds", 100);
        long began = System.nanoTime();
        long failed = 0;
        for (long seed = from; seed < from + count; seed++) {
            for (Cast cast : casts) {
                failed += run(seed, cast, one >= 0, option(args, "--trace")) ? 0 : 1;
            }
        }
        System.out.println("Seeds " + from + " to " + (from + count - 1) + " with " + casts + ", "
                + (System.nanoTime() - began) / 1_000_000_000 + " s:");
        System.out.println((count * casts.size() - failed) + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean run(long seed, Cast cast, boolean tell, String traced) {
        Simulation simulation = new Simulation(seed, cast);
        if (traced != null) {
            simulation.trace(traced);
        }
        try {
            Simulation.Outcomes outcomes = simulation.run();
            if (tell) {
                System.out.println(simulation.story());
                System.out.println(outcomes);
            }
            return true;
        } catch (Violation e) {
            if (tell) {
                System.out.println(simulation.story());
                e.printStackTrace(System.out);
            }
            System.out.println("seed " + seed + " with " + cast + ": " + e.getMessage());
            return false;
        }
    }

    private static List<Cast> casts(String[] args) {
        String name = option(args, "--cast");
        return name == null ? List.of(Cast.values()) : List.of(Cast.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static long number(String[] args, String name, long otherwise) {
        String value = option(args, name);
        return value == null ? otherwise : Long.parseLong(value);
    }

    private static String option(String[] args, String name) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 ? null : args[at + 1];
    }
}
