package net.roboconf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator finds what it is there to find, within few seeds that are always the same. */
class MutantsTest {

    private static final long FIRST_SEED = 6_000_000;
    private static final int SEEDS = 70;

    @ParameterizedTest
    @EnumSource
    void bug_is_found(Mutants mutant) {
        assertThat(seedsUntilFound(mutant, mutant.cast()))
                .as("seeds until %s is found", mutant)
                .isBetween(1, SEEDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"STORM", "STAND_BY", "SIGNALS"})
    void without_a_bug_nothing_is_found(Cast cast) {
        assertThat(seedsUntilFound(Mutation.NONE, cast)).isZero();
    }

    private static int seedsUntilFound(Mutation mutation, Cast cast) {
        for (int tried = 1; tried <= SEEDS; tried++) {
            try {
                new Simulation(FIRST_SEED + tried, cast, mutation).run();
            } catch (Violation found) {
                return tried;
            }
        }
        return 0;
    }
}
