package net.roboconf.agent.internal.engine;

import static net.roboconf.agent.internal.engine.EngineBench.instance;
import static net.roboconf.agent.internal.engine.EngineBench.mayUse;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STARTED;
import static net.roboconf.core.lifecycle.InstanceState.DEPLOYED_STOPPED;
import static net.roboconf.core.lifecycle.InstanceState.NOT_DEPLOYED;
import static net.roboconf.core.lifecycle.InstanceState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.Supervision;
import org.junit.jupiter.api.Test;

/** Plug-ins are taken away, replaced and installed while instances need them. */
class PluginsComeAndGoTest {

    private static final String SHOP = "/vm/shop";
    private static final long REPLACED = AgentTuning.DEFAULT.pluginReplaced();

    private final EngineBench bench = new EngineBench();

    private static DesiredInstance shop(InstanceState expected) {
        return instance(SHOP, "Shop", expected, mayUse("MySQL"));
    }

    private void plugins(String... installers) {
        bench.feed(new AgentEvent.PluginsChanged(Set.of(installers)));
    }

    private void is(InstanceState state, Reason reason) {
        assertThat(bench.observed(SHOP).state()).isEqualTo(state);
        assertThat(bench.observed(SHOP).reason()).isEqualTo(reason);
    }

    private void startShop() {
        bench.want(shop(DEPLOYED_STARTED));
        bench.end(SHOP, Step.DEPLOY);
        bench.end(SHOP, Step.START);
        is(DEPLOYED_STARTED, Reason.NONE);
        bench.pass(AgentTuning.DEFAULT.pluginsAtStart());
    }

    @Test
    void started_software_says_that_its_plugin_is_missing_and_runs_on() {
        startShop();
        plugins();
        bench.pass(REPLACED);
        is(DEPLOYED_STARTED, Reason.PLUGIN_MISSING);
        assertThat(bench.observed(SHOP).message()).contains("'bash'");
        plugins("bash");
        is(DEPLOYED_STARTED, Reason.NONE);
        assertThat(bench.running()).isEmpty();
    }

    @Test
    void plugin_that_is_replaced_at_once_is_never_said_to_be_missing() {
        startShop();
        bench.forgetEffects();
        plugins();
        bench.pass(REPLACED - 1);
        plugins("bash");
        bench.pass(AgentTuning.DEFAULT.heartbeat());
        is(DEPLOYED_STARTED, Reason.NONE);
        assertThat(bench.sent(Observed.class))
                .flatMap(Observed::instances)
                .extracting(ObservedInstance::reason)
                .doesNotContain(Reason.PLUGIN_MISSING);
    }

    @Test
    void plugins_have_a_while_to_come_when_the_agent_starts() {
        startShop();
        bench.restartAgent(false, () -> {
            bench.pass(AgentTuning.DEFAULT.pluginsAtStart() - 1);
            is(DEPLOYED_STARTED, Reason.NONE);
            bench.pass(1);
            is(DEPLOYED_STARTED, Reason.PLUGIN_MISSING);
        });
        is(DEPLOYED_STARTED, Reason.NONE);
    }

    @Test
    void what_changed_meanwhile_is_told_when_the_plugin_comes_back() {
        startShop();
        plugins();
        bench.peerStates("MySQL", 1, "/db/mysql", "3306");
        assertThat(bench.running()).isEmpty();
        bench.pass(REPLACED);
        is(DEPLOYED_STARTED, Reason.PLUGIN_MISSING);
        plugins("bash");
        bench.end(SHOP, Step.UPDATE);
        is(DEPLOYED_STARTED, Reason.NONE);
    }

    @Test
    void deploy_that_its_plugin_did_not_run_is_run_when_the_plugin_is_there() {
        bench.want(shop(DEPLOYED_STARTED));
        plugins();
        bench.end(SHOP, Step.DEPLOY, Reason.PLUGIN_MISSING);
        is(NOT_DEPLOYED, Reason.PLUGIN_MISSING);
        plugins("bash");
        bench.end(SHOP, Step.DEPLOY);
        assertThat(bench.running()).containsExactly("START " + SHOP);
    }

    @Test
    void start_that_its_plugin_did_not_run_is_run_when_the_plugin_is_there() {
        bench.want(shop(DEPLOYED_STARTED));
        bench.end(SHOP, Step.DEPLOY);
        plugins();
        bench.end(SHOP, Step.START, Reason.PLUGIN_MISSING);
        is(DEPLOYED_STOPPED, Reason.PLUGIN_MISSING);
        plugins("bash");
        bench.end(SHOP, Step.START);
        is(DEPLOYED_STARTED, Reason.NONE);
    }

    @Test
    void stop_and_undeploy_that_their_plugin_did_not_run_are_run_when_the_plugin_is_there() {
        startShop();
        bench.want(shop(NOT_DEPLOYED));
        plugins();
        bench.end(SHOP, Step.STOP, Reason.PLUGIN_MISSING);
        is(STOPPING, Reason.PLUGIN_MISSING);
        plugins("bash");
        bench.end(SHOP, Step.STOP);
        plugins();
        bench.end(SHOP, Step.UNDEPLOY, Reason.PLUGIN_MISSING);
        is(DEPLOYED_STOPPED, Reason.PLUGIN_MISSING);
        plugins("bash");
        bench.end(SHOP, Step.UNDEPLOY);
        assertThat(bench.state(SHOP)).isEqualTo(NOT_DEPLOYED);
    }

    @Test
    void software_that_could_not_be_checked_is_not_taken_for_dead() {
        bench.optionalSteps = Set.of(Step.CHECK);
        startShop();
        for (int i = 0; i < 5; i++) {
            bench.pass(Supervision.DEFAULT.checkInterval());
            bench.end(SHOP, Step.CHECK, i % 2 == 0 ? Reason.PLUGIN_MISSING : Reason.STEP_CANCELLED);
            is(DEPLOYED_STARTED, Reason.NONE);
        }
    }

    @Test
    void steps_of_agents_on_one_host_cannot_be_taken_for_each_other() {
        bench.want(shop(DEPLOYED_STARTED));
        assertThat(bench.running.get(0).stepId()).isEqualTo("me-" + bench.epoch() + "-1");
    }

    @Test
    void plugin_that_is_installed_and_not_used_is_named_with_the_reason() {
        bench.feed(new AgentEvent.PluginsChanged(
                Set.of(), Map.of("*", "the bundle any 1.0.0 is not used: boom"), Map.of()));
        bench.want(shop(DEPLOYED_STARTED));
        assertThat(bench.observed(SHOP).message())
                .isEqualTo(
                        "No plug-in for the installer 'bash' is installed on this agent; the instance goes on by itself"
                                + " when one is. It may be the one that does not run: the bundle any 1.0.0 is not used: boom");
        bench.feed(new AgentEvent.PluginsChanged(
                Set.of(),
                Map.of("*", "the bundle any", "bash", "the bundle shell 2.0.0 is not used: it needs the package p"),
                Map.of()));
        is(NOT_DEPLOYED, Reason.PLUGIN_MISSING);
        assertThat(bench.observed(SHOP).message())
                .isEqualTo(
                        "The plug-in for the installer 'bash' is missing: the bundle shell 2.0.0 is not used: it needs"
                                + " the package p. The instance goes on by itself when it can be used");
        plugins("bash");
        assertThat(bench.running()).containsExactly("DEPLOY " + SHOP);
    }

    @Test
    void missing_plugin_is_named_and_the_instance_goes_on_when_it_arrives() {
        bench.feed(new AgentEvent.PluginsChanged(Set.of()));
        bench.want(shop(DEPLOYED_STARTED));
        assertThat(bench.observed(SHOP).reason()).isEqualTo(Reason.PLUGIN_MISSING);
        bench.feed(new AgentEvent.PluginsChanged(Set.of("bash")));
        assertThat(bench.running()).containsExactly("DEPLOY " + SHOP);
    }

    private void suspend() {
        bench.feed(new AgentEvent.PluginsChanged(Set.of(), Map.of(), Map.of("bash", "The plug-in is suspended")));
    }

    @Test
    void what_waits_for_a_plugin_that_is_suspended_says_so() {
        suspend();
        bench.want(shop(DEPLOYED_STARTED));
        is(NOT_DEPLOYED, Reason.PLUGIN_MISSING);
        assertThat(bench.observed(SHOP).message()).isEqualTo("The plug-in is suspended");
        plugins("bash");
        bench.end(SHOP, Step.DEPLOY);
        assertThat(bench.running()).containsExactly("START " + SHOP);
    }

    @Test
    void started_software_says_at_once_that_its_plugin_is_suspended_and_runs_on() {
        startShop();
        bench.restartAgent(false, () -> {
            suspend();
            is(DEPLOYED_STARTED, Reason.PLUGIN_MISSING);
            assertThat(bench.observed(SHOP).message()).isEqualTo("The plug-in is suspended");
        });
        is(DEPLOYED_STARTED, Reason.NONE);
    }

    @Test
    void step_that_was_cut_off_says_that_its_plugin_is_suspended() {
        bench.want(shop(DEPLOYED_STARTED));
        bench.abandonsSteps = false;
        bench.restartAgent(false, () -> {
            suspend();
            is(NOT_DEPLOYED, Reason.PLUGIN_MISSING);
            assertThat(bench.observed(SHOP).message()).isEqualTo("The plug-in is suspended");
            assertThat(bench.running()).isEmpty();
        });
        is(NOT_DEPLOYED, Reason.NONE);
    }

    @Test
    void step_that_was_cut_off_says_that_its_plugin_is_missing_when_that_is_not_only_late() {
        bench.want(shop(DEPLOYED_STARTED));
        bench.abandonsSteps = false;
        bench.restartAgent(false, () -> {
            bench.pass(AgentTuning.DEFAULT.pluginsAtStart() - 1);
            is(NOT_DEPLOYED, Reason.NONE);
            bench.pass(1);
            is(NOT_DEPLOYED, Reason.PLUGIN_MISSING);
        });
    }

    @Test
    void retry_has_a_suspended_plugin_used() {
        suspend();
        bench.want(shop(DEPLOYED_STARTED));
        assertThat(bench.effects).doesNotHaveAnyElementsOfTypes(AgentEffect.AllowPlugin.class);
        bench.want(EngineBench.withAttempt(shop(DEPLOYED_STARTED), 1));
        assertThat(bench.effects).contains(new AgentEffect.AllowPlugin("bash"));
    }

    @Test
    void retry_of_what_waits_for_something_else_asks_for_no_plugin() {
        plugins();
        bench.want(shop(DEPLOYED_STARTED));
        bench.want(EngineBench.withAttempt(shop(DEPLOYED_STARTED), 1));
        assertThat(bench.effects).doesNotHaveAnyElementsOfTypes(AgentEffect.AllowPlugin.class);
    }
}
