package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.withAttempt;
import static net.roboconf.agent.internal.engine.Shop.mysql;
import static net.roboconf.agent.internal.engine.Shop.startMysql;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.PROBLEM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportsAck;
import net.roboconf.core.messaging.Supervision;
import org.junit.jupiter.api.Test;

/** Steps fail, and software dies. */
class FailuresTest {

    private final EngineBench bench = new EngineBench();

    @Test
    void failed_deploy_is_a_problem_that_only_a_new_attempt_leaves() {
        bench.want(mysql(DEPLOYED_STARTED));
        bench.end("/vm/mysql", Step.DEPLOY, Reason.STEP_FAILED);
        assertThat(bench.state("/vm/mysql")).isEqualTo(PROBLEM);
        assertThat(bench.observed("/vm/mysql").lastStable()).isEqualTo(NOT_DEPLOYED);
        bench.pass(600_000);
        bench.order();
        assertThat(bench.running()).isEmpty();
        bench.want(withAttempt(mysql(DEPLOYED_STARTED), 1));
        assertThat(bench.running()).containsExactly("DEPLOY /vm/mysql");
    }

    @Test
    void retry_counts_also_after_attempts_went_back_with_the_store() {
        bench.want(withAttempt(mysql(DEPLOYED_STARTED), 1));
        bench.end("/vm/mysql", Step.DEPLOY, Reason.STEP_FAILED);
        bench.want(withAttempt(mysql(DEPLOYED_STARTED), 0));
        assertThat(bench.running()).isEmpty();
        bench.want(withAttempt(mysql(DEPLOYED_STARTED), 1));
        assertThat(bench.running()).containsExactly("DEPLOY /vm/mysql");
    }

    @Test
    void failed_start_is_repeated_with_growing_delays_and_an_end() {
        bench.want(mysql(DEPLOYED_STARTED));
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.end("/vm/mysql", Step.START, Reason.STEP_FAILED);
        for (int i = 0; i < 10; i++) {
            assertThat(bench.state("/vm/mysql")).isEqualTo(PROBLEM);
            bench.pass(60_000);
            bench.end("/vm/mysql", Step.START, Reason.STEP_FAILED);
        }
        bench.pass(600_000);
        assertThat(bench.running()).isEmpty();
        assertThat(bench.observed("/vm/mysql").message()).contains("given up after 10");
    }

    @Test
    void software_that_a_probe_takes_for_dead_is_stopped_before_it_is_started_again() {
        bench.optionalSteps = Set.of(Step.CHECK);
        startMysql(bench);
        bench.pass(5_000);
        bench.end("/vm/mysql", Step.CHECK, Reason.CHECK_FAILED);
        bench.pass(1_000);
        bench.end("/vm/mysql", Step.CHECK, Reason.CHECK_FAILED);
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.RESTARTING);
        assertThat(bench.stated("MySQL")).isEmpty();
        bench.pass(1_000);
        bench.end("/vm/mysql", Step.STOP, Reason.STEP_FAILED);
        bench.end("/vm/mysql", Step.START);
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.ranOn("/vm/mysql")).containsExactly("DEPLOY", "START", "CHECK", "CHECK", "STOP", "START");
    }

    @Test
    void an_agent_that_died_meanwhile_stops_it_all_the_same() {
        bench.optionalSteps = Set.of(Step.CHECK);
        startMysql(bench);
        bench.pass(5_000);
        bench.end("/vm/mysql", Step.CHECK, Reason.CHECK_FAILED);
        bench.pass(1_000);
        bench.end("/vm/mysql", Step.CHECK, Reason.CHECK_FAILED);
        bench.restartAgent(false);
        bench.pass(1_000);
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
        bench.restartAgent(true);
        assertThat(bench.running()).containsExactly("START /vm/mysql");
    }

    @Test
    void what_a_check_could_not_ask_is_shown_until_it_can_and_restarts_nothing() {
        bench.optionalSteps = Set.of(Step.CHECK);
        startMysql(bench);
        bench.pass(5_000);
        bench.endSaying("/vm/mysql", Step.CHECK, "no handler 'jmx'");
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.PROBE_MISSING);
        assertThat(bench.observed("/vm/mysql").message()).isEqualTo("no handler 'jmx'");
        assertThat(bench.stated("MySQL")).containsExactly("/vm/mysql");
        bench.pass(5_000);
        bench.end("/vm/mysql", Step.CHECK);
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.NONE);
        assertThat(bench.observed("/vm/mysql").message()).isEmpty();
    }

    @Test
    void software_that_died_is_withdrawn_at_once_and_started_again() {
        bench.optionalSteps = Set.of(Step.CHECK);
        startMysql(bench);
        bench.peerAcknowledges("MySQL", ExportsAck.Phase.APPLIED);
        bench.pass(5_000);
        bench.end("/vm/mysql", Step.CHECK, Reason.STEP_FAILED);
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        bench.pass(1_000);
        bench.end("/vm/mysql", Step.CHECK, Reason.STEP_FAILED);
        assertThat(bench.state("/vm/mysql")).isEqualTo(PROBLEM);
        assertThat(bench.observed("/vm/mysql").reason()).isEqualTo(Reason.RESTARTING);
        assertThat(bench.stated("MySQL")).isEmpty();
        bench.pass(1_000);
        bench.end("/vm/mysql", Step.START);
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.lastStatement("MySQL").instances().get(0).starts()).isEqualTo(2);
    }

    @Test
    void a_check_may_take_as_long_as_its_interval_but_ten_seconds_at_least() {
        bench.optionalSteps = Set.of(Step.CHECK);
        startMysql(bench);
        bench.pass(5_000);
        assertThat(bench.ran.get(bench.ran.size() - 1).timeLimit()).isEqualTo(10_000);
        bench.end("/vm/mysql", Step.CHECK);

        bench.want(checkedEvery(60_000, mysql(DEPLOYED_STARTED)));
        bench.pass(60_000);
        bench.end("/vm/mysql", Step.CHECK);
        bench.pass(60_000);
        assertThat(bench.ran.get(bench.ran.size() - 1).timeLimit()).isEqualTo(60_000);
    }

    @Test
    void a_check_is_made_up_for_before_the_next_update() {
        Shop.reconfigureTomcatUntilACheckIsDue(bench);
        bench.peerStates("MySQL", 3, "/db/mysql", "3306", "/db/b", "2");
        assertThat(bench.running()).containsExactly("RECONFIGURE /vm/tomcat");
        bench.end("/vm/tomcat", Step.RECONFIGURE);
        assertThat(bench.running()).containsExactly("CHECK /vm/tomcat");
        bench.end("/vm/tomcat", Step.CHECK);
        assertThat(bench.running()).containsExactly("RECONFIGURE /vm/tomcat");
        bench.end("/vm/tomcat", Step.RECONFIGURE);
        assertThat(bench.running()).isEmpty();
        bench.pass(5_000);
        assertThat(bench.running()).containsExactly("CHECK /vm/tomcat");
    }

    private static DesiredInstance checkedEvery(long millis, DesiredInstance one) {
        return new DesiredInstance(
                one.path(),
                one.component(),
                one.installer(),
                one.expected(),
                one.attempt(),
                one.exports(),
                one.addressExports(),
                one.exportedPrefixes(),
                one.externalExports(),
                one.imports(),
                one.recipe(),
                one.data(),
                new Supervision(900_000, millis, 10, 1_000, 60_000, 600_000));
    }

    @Test
    void stop_ends_a_check_that_hangs() {
        bench.optionalSteps = Set.of(Step.CHECK);
        startMysql(bench);
        bench.pass(5_000);
        assertThat(bench.running()).containsExactly("CHECK /vm/mysql");
        bench.want(mysql(DEPLOYED_STOPPED));
        assertThat(bench.running()).containsExactly("STOP /vm/mysql");
    }
}
