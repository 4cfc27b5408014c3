package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import net.roboconf.core.lifecycle.InstanceState;
import org.junit.jupiter.api.Test;

class ThinPathTest {

    @Test
    void an_application_is_deployed_and_started_from_one_command() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        assertThat(bench.shown()).hasSize(8);
        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.provider).hasSize(4);
    }

    @Test
    void undeploying_all_leaves_no_machine_and_no_account() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        bench.pass(1_000);
        bench.undeployAll();
        bench.pass(5_000);
        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
        assertThat(bench.provider).isEmpty();
        assertThat(bench.accounts).isEmpty();
        bench.done(new Command.DeleteApplication("shop"));
    }
}
