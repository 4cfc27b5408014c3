package net.roboconf.simulator;

import java.util.List;
import java.util.Random;

/** Everything that is left to chance, from one seed. */
final class Chances {

    private final Random random;

    /** Whether also that can happen which happens in a {@link Cast#STORM} alone. */
    private final boolean storm;

    /** While true, messages are lost, machines fail, processes die. */
    boolean faults = true;

    Chances(long seed, boolean storm) {
        this.storm = storm;
        // Neighbouring seeds of Random begin alike.
        random = new Random(seed * 0x9E3779B97F4A7C15L + 0x1234567);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** A fault of this probability, while there are faults at all. */
    boolean fault(double probability) {
        return faults && happens(probability);
    }

    /** A fault of this probability that only a storm brings; elsewhere no die is cast for it. */
    boolean stormFault(double probability) {
        return storm && fault(probability);
    }

    long between(long least, long most) {
        return least + (long) (random.nextDouble() * (most - least + 1));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
