package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.Shop.mysql;
import static net.roboconf.agent.internal.engine.Shop.startMysql;
import static net.roboconf.agent.internal.engine.Shop.startTomcatAgainstPeer;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.Step;
import org.junit.jupiter.api.Test;

/** The agent begins anew, and finds what is on its machine. */
class RestartedAgentTest {

    private final EngineBench bench = new EngineBench();

    @Test
    void restarted_agent_adopts_what_runs_and_restates_its_exports_in_a_new_epoch() {
        startMysql(bench);
        bench.forgetEffects();
        bench.restartAgent(false);
        assertThat(bench.state("/vm/mysql")).isEqualTo(DEPLOYED_STARTED);
        assertThat(bench.lastStatement("MySQL").version().epoch()).isEqualTo(2);
        assertThat(bench.stated("MySQL")).containsExactly("/vm/mysql");
        assertThat(bench.ranOn("/vm/mysql")).containsExactly("DEPLOY", "START");
    }

    @Test
    void restarted_agent_believes_its_imports_and_updates_only_what_has_changed() {
        startTomcatAgainstPeer(bench);
        bench.restartAgent(false);
        assertThat(bench.state("/vm/tomcat")).isEqualTo(DEPLOYED_STARTED);
        bench.pass(60_000);
        assertThat(bench.ranOn("/vm/tomcat")).containsExactly("DEPLOY", "START");
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
    }

    @Test
    void step_that_was_cut_off_is_ended_and_done_again() {
        bench.want(mysql(DEPLOYED_STARTED));
        bench.end("/vm/mysql", Step.DEPLOY);
        bench.restartAgent(false);
        assertThat(bench.abandoned).containsExactly("START /vm/mysql");
        assertThat(bench.running()).containsExactly("START /vm/mysql");
    }

    @Test
    void after_a_reboot_of_the_machine_what_ran_is_started_again() {
        startMysql(bench);
        bench.restartAgent(true);
        assertThat(bench.running()).containsExactly("START /vm/mysql");
    }

    @Test
    void update_that_was_cut_off_is_done_again() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        bench.restartAgent(false);
        assertThat(bench.abandoned).containsExactly("UPDATE /vm/tomcat");
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
    }

    @Test
    void update_that_was_cut_off_is_followed_by_another_even_if_all_is_as_it_was_before_it() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3307");
        bench.restartAgent(false, () -> bench.peerStates("MySQL", 3, "/db/mysql", "3306"));
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
        assertThat(bench.running.get(0).change().imported().variables()).isEqualTo(Map.of("port", "3306"));
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.pass(120_000);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void exporter_that_came_with_an_update_that_was_cut_off_and_is_gone_is_told_to_be_gone() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/second", "1");
        bench.restartAgent(false, () -> bench.peerStates("MySQL", 3, "/db/mysql", "3306"));
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
        assertThat(bench.running.get(0).change().present()).isFalse();
        assertThat(bench.running.get(0).change().imported().variables()).isEqualTo(Map.of("port", "1"));
    }

    @Test
    void reconfigure_that_was_cut_off_is_done_again_even_if_all_is_as_it_was_before_it() {
        bench.optionalSteps = Set.of(Step.RECONFIGURE);
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/second", "1");
        bench.restartAgent(false, () -> bench.peerStates("MySQL", 3, "/db/mysql", "3306"));
        assertThat(bench.running()).containsExactly("RECONFIGURE /vm/tomcat");
        assertThat(bench.running.get(0).imports().get("MySQL")).hasSize(1);
    }

    @Test
    void restarted_agent_does_not_tell_again_of_what_it_has_taken_away() {
        startTomcatAgainstPeer(bench);
        bench.peerStates("MySQL", 2, "/db/mysql", "3306", "/db/second", "1");
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.peerStates("MySQL", 3, "/db/mysql", "3306");
        bench.end("/vm/tomcat", Step.UPDATE);
        bench.restartAgent(false);
        assertThat(bench.running()).isEmpty();
    }
}
