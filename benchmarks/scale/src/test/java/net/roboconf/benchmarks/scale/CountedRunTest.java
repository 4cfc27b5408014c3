package net.roboconf.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import net.roboconf.core.lifecycle.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a deployment costs, in counts that are the same on any machine. */
class CountedRunTest {

    private static final long SEED = 1;

    @ParameterizedTest
    @EnumSource
    void a_server_of_a_star_costs_the_same_in_a_large_one(CountedRun.Arrival arrival) throws IOException {
        Traffic.Count few = perServer(Shape.STAR, 20, 40, arrival);
        Traffic.Count many = perServer(Shape.STAR, 120, 240, arrival);
        assertThat(many.delivered()).isCloseTo(few.delivered(), withPercentage(15));
        assertThat(many.bytes()).isCloseTo(few.bytes(), withPercentage(15));
    }

    /** What so many more servers add, in thousandths for each of them. */
    private static Traffic.Count perServer(Shape shape, int from, int to, CountedRun.Arrival arrival)
            throws IOException {
        Traffic.Count less =
                CountedRun.deploy(shape, from, arrival, SEED).traffic().all();
        Traffic.Count more =
                CountedRun.deploy(shape, to, arrival, SEED).traffic().all();
        Traffic.Count added = more.minus(less);
        int servers = to - from;
        return new Traffic.Count(
                1_000 * added.published() / servers,
                1_000 * added.delivered() / servers,
                1_000 * added.bytes() / servers);
    }

    @ParameterizedTest
    @EnumSource
    void peers_that_all_import_each_other_join_with_two_deliveries_for_each_pair(CountedRun.Arrival arrival)
            throws IOException {
        int n = 40;
        CountedRun.Costs costs = CountedRun.deploy(Shape.PEERS, n, arrival, SEED);
        assertThat(CountedFleet.betweenAgents(costs.traffic())).isLessThanOrEqualTo(2L * n * n);
        // What was there before a member started is no change for it.
        assertThat(costs.begun(Step.UPDATE)).isLessThanOrEqualTo((long) n * (n - 1));
        assertThat(costs.begun(Step.START)).isEqualTo(n);
    }

    @Test
    void each_peer_is_updated_once_for_each_that_starts_after_it() throws IOException {
        int n = 20;
        CountedRun.Costs costs = CountedRun.deploy(Shape.PEERS, n, CountedRun.Arrival.TOGETHER, SEED);
        assertThat(costs.begun(Step.UPDATE)).isEqualTo(n * (n - 1));
    }

    @ParameterizedTest
    @EnumSource
    void peers_that_reconfigure_run_fewer_steps_than_changes(CountedRun.Arrival arrival) throws IOException {
        int n = 30;
        CountedRun.Costs costs = CountedRun.deploy(Shape.PEERS_RECONFIGURED, n, arrival, SEED);
        assertThat(costs.begun(Step.UPDATE)).isZero();
        assertThat(costs.begun(Step.RECONFIGURE)).isPositive().isLessThanOrEqualTo(n * (n - 1));
    }

    @Test
    void nothing_is_repaired_when_nothing_is_lost() throws IOException {
        Traffic traffic = CountedRun.deploy(Shape.STAR, 50, CountedRun.Arrival.MIXED, SEED)
                .traffic();
        assertThat(traffic.of("ImportsRepair").published()).isZero();
        assertThat(traffic.of("Verdict").published()).isZero();
    }

    @Test
    void a_change_on_one_machine_stores_the_same_in_any_fleet() throws IOException {
        long few = CountedRun.changesOfOne(Shape.STAR, 10);
        assertThat(few).isPositive();
        assertThat(CountedRun.changesOfOne(Shape.STAR, 300)).isEqualTo(few);
    }
}
