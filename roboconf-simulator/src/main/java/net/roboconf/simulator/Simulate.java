package net.roboconf.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs many seeds, or tells the story of one: {@code --seeds N} from {@code --from SEED}, or {@code --seed SEED}. Each seed
 * is run with every cast, or only with {@code --cast shop}, {@code --cast shop_and_banks} or {@code --cast closing_shop}.
 */
public final class Simulate {

    private Simulate() {}

    /** Exit code 1 when a rule was broken. */
    public static void main(String[] args) {
        List<Cast> casts = casts(args);
        long one = option(args, "--seed", -1);
        if (one >= 0) {
            System.exit(casts.stream().filter(cast -> !run(one, cast, true)).count() == 0 ? 0 : 1);
        }
        long from = option(args, "--from", System.currentTimeMillis());
        long count = option(args, "--seeds", 100);
        long failed = 0;
        for (long seed = from; seed < from + count; seed++) {
            for (Cast cast : casts) {
                failed += run(seed, cast, false) ? 0 : 1;
            }
        }
        System.out.println("Seeds " + from + " to " + (from + count - 1) + " with " + casts + ":");
        System.out.println((count * casts.size() - failed) + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean run(long seed, Cast cast, boolean tell) {
        Simulation simulation = new Simulation(seed, cast);
        try {
            Simulation.Outcomes outcomes = simulation.run();
            if (tell) {
                System.out.println(simulation.story());
                System.out.println(outcomes);
            }
            return true;
        } catch (Violation | IllegalStateException e) {
            System.out.println("seed " + seed + " with " + cast + ": " + e.getMessage());
            if (tell) {
                System.out.println(simulation.story());
                e.printStackTrace(System.out);
            }
            return false;
        }
    }

    private static List<Cast> casts(String[] args) {
        int at = Arrays.asList(args).indexOf("--cast");
        return at < 0 ? List.of(Cast.values()) : List.of(Cast.valueOf(args[at + 1].toUpperCase(Locale.ROOT)));
    }

    private static long option(String[] args, String name, long otherwise) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 ? otherwise : Long.parseLong(args[at + 1]);
    }
}
