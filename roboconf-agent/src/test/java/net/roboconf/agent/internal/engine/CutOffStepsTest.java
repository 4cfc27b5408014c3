package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.instance;
import static net.roboconf.agent.internal.engine.EngineBench.mayUse;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static org.assertj.core.api.Assertions.assertThat;

import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.ExportsAck;
import org.junit.jupiter.api.Test;

/** The agent is killed while it does something, or before it has noted all of it. */
class CutOffStepsTest {

    private final EngineBench bench = new EngineBench();

    private static DesiredInstance tomcat(InstanceState expected) {
        return instance("/vm/tomcat", "Tomcat", expected);
    }

    private static DesiredInstance war(InstanceState expected) {
        return instance("/vm/tomcat/war", "War", expected);
    }

    private static void startBoth(EngineBench bench) {
        bench.want(tomcat(DEPLOYED_STARTED), war(DEPLOYED_STARTED));
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.START);
        bench.end("/vm/tomcat/war", Step.DEPLOY);
        bench.end("/vm/tomcat/war", Step.START);
    }

    @Test
    void stop_of_a_child_that_was_cut_off_is_done_again_before_its_parent_stops() {
        startBoth(bench);
        bench.want(tomcat(DEPLOYED_STOPPED));
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat/war");
        bench.restartAgent(false);
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat/war");
        bench.end("/vm/tomcat/war", Step.STOP);
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat");
    }

    @Test
    void child_whose_start_was_cut_off_is_stopped_before_its_parent() {
        bench.want(tomcat(DEPLOYED_STARTED), war(DEPLOYED_STARTED));
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.START);
        bench.end("/vm/tomcat/war", Step.DEPLOY);
        bench.want(tomcat(DEPLOYED_STOPPED));
        bench.restartAgent(false);
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat/war");
        bench.end("/vm/tomcat/war", Step.STOP);
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat");
    }

    @Test
    void start_that_was_cut_off_is_not_forgotten_when_the_agent_is_killed_once_more() {
        bench.want(tomcat(DEPLOYED_STARTED));
        bench.end("/vm/tomcat", Step.DEPLOY);
        assertThat(bench.running()).containsExactly("START /vm/tomcat");
        bench.restartAgent(false, () -> bench.restartAgent(false, () -> bench.want(tomcat(NOT_DEPLOYED))));
        assertThat(bench.running()).containsExactly("STOP /vm/tomcat");
        bench.end("/vm/tomcat", Step.STOP);
        assertThat(bench.running()).containsExactly("UNDEPLOY /vm/tomcat");
    }

    @Test
    void check_that_was_made_up_for_right_after_an_update_is_ended_after_a_crash() {
        Shop.reconfigureTomcatUntilACheckIsDue(bench);
        bench.diesAtNextStep = true;
        bench.end("/vm/tomcat", Step.RECONFIGURE);
        assertThat(bench.running()).containsExactly("CHECK /vm/tomcat");
        bench.restartAgent(false);
        assertThat(bench.abandoned).containsExactly("CHECK /vm/tomcat");
    }

    @Test
    void update_that_failed_is_told_again_when_a_stop_is_called_off() {
        bench.want(instance("/vm/tomcat", "Tomcat", DEPLOYED_STARTED, mayUse("MySQL")));
        bench.peerStates("MySQL", 1, "/db/mysql", "3306");
        bench.end("/vm/tomcat", Step.DEPLOY);
        bench.end("/vm/tomcat", Step.START);
        bench.peerAcknowledges("Tomcat", ExportsAck.Phase.RECEIVED);
        bench.peerStates("MySQL", 2);
        bench.end("/vm/tomcat", Step.UPDATE, Reason.STEP_FAILED);
        bench.want(instance("/vm/tomcat", "Tomcat", DEPLOYED_STOPPED, mayUse("MySQL")));
        bench.peerStates("MySQL", 3, "/db/mysql", "3306");
        assertThat(bench.observed("/vm/tomcat").reason()).isEqualTo(Reason.DRAINING);
        bench.want(instance("/vm/tomcat", "Tomcat", DEPLOYED_STARTED, mayUse("MySQL")));
        assertThat(bench.running()).containsExactly("UPDATE /vm/tomcat");
        bench.end("/vm/tomcat", Step.UPDATE);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void agent_that_is_killed_while_it_notes_that_the_machine_was_started_anew_starts_all_of_it_again() {
        int effects = Integer.MAX_VALUE;
        for (int carriedOut = 0; carriedOut <= effects; carriedOut++) {
            EngineBench machine = new EngineBench();
            startBoth(machine);
            effects = machine.rebootAndKillAfter(carriedOut);
            machine.ran.clear();
            machine.restartAgent(false);
            machine.end("/vm/tomcat", Step.START);
            machine.end("/vm/tomcat/war", Step.START);
            assertThat(machine.ranOn("/vm/tomcat/war"))
                    .as("killed after %d effects", carriedOut)
                    .containsExactly("START");
        }
    }
}
