package net.roboconf.dm.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.lifecycle.Step;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.StepReport;
import net.roboconf.core.model.InstanceDefinition;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.Explanation;
import net.roboconf.dm.Explanation.Link;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.engine.ApplicationPicture;
import net.roboconf.dm.internal.engine.InstancePicture;
import net.roboconf.dm.internal.engine.MachineFacts;
import net.roboconf.dm.internal.engine.MachinePicture;
import net.roboconf.dm.internal.engine.Sketch;
import net.roboconf.dm.internal.engine.TargetChoice;
import net.roboconf.dm.internal.state.MachinePhase;
import net.roboconf.dm.internal.state.StoredApplication;
import net.roboconf.dm.internal.state.StoredInstance;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredReport;
import net.roboconf.dm.internal.state.StoredTemplate;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private final StoredTemplate template = Sketch.template(
            List.of(
                    Sketch.machine("VM", "MySQL", "Tomcat", "Shop"),
                    Sketch.component("MySQL", Sketch.exports("ip"), Sketch.optional("Tomcat")),
                    Sketch.component("Tomcat", Sketch.exports("ip"), Sketch.mandatory("MySQL")),
                    Sketch.component("Shop", Sketch.exports("ip"), Sketch.mandatory("Tomcat"))),
            List.<InstanceDefinition>of());
    private final ArrayList<MachinePicture> machines = new ArrayList<>();

    private Explanation explain(String path) {
        StoredApplication stored = new StoredApplication("shop", "", Sketch.ID, 0, Map.of(), Map.of());
        return new PicturedApplication(
                        new ApplicationPicture(stored, template, Map.of(), Map.of(), machines), Neighbours.NONE)
                .explain(new InstancePath(path));
    }

    private void machine(String name, boolean there, InstancePicture... on) {
        InstancePath path = new InstancePath("/" + name);
        MachineKey key = new MachineKey(name);
        StoredMachine machine = new StoredMachine(
                key, "shop", path, MachinePhase.ALIVE, 0, "t", "local", Map.of(), "", "id", 0, 0, null, false);
        StoredReport report =
                new StoredReport(key, 1, "b", 1, OrderVersion.NONE, "127.0.0.1", Map.of(), List.of(), null);
        MachineFacts facts = new MachineFacts(
                path,
                there ? machine : null,
                there ? report : null,
                there ? AgentStatus.CONNECTED : AgentStatus.NONE,
                0,
                null,
                false,
                TargetChoice.NONE,
                true,
                false,
                List.of());
        ArrayList<InstancePicture> all = new ArrayList<>();
        all.add(instance("/" + name, "VM", null, InstanceState.DEPLOYED_STARTED));
        all.addAll(List.of(on));
        machines.add(new MachinePicture(facts, all));
    }

    private InstancePicture instance(String path, String component, ObservedInstance observed, InstanceState expected) {
        return new InstancePicture(
                StoredInstance.added("shop", new InstancePath(path), component, Map.of(), Map.of())
                        .expecting(expected),
                template.graph().component(component).orElseThrow(),
                observed);
    }

    private InstancePicture instance(String path, String component, InstanceState state, String... missing) {
        boolean problem = state == InstanceState.PROBLEM;
        Reason reason =
                problem ? Reason.STEP_FAILED : state == InstanceState.UNRESOLVED ? Reason.IMPORT_MISSING : Reason.NONE;
        StepReport step = problem
                ? new StepReport(Step.START, reason, "start.sh exited 1", 1, "starting\nport 3306 in use\n", 0, 1)
                : null;
        return instance(
                path,
                component,
                new ObservedInstance(
                        new InstancePath(path),
                        state,
                        reason,
                        problem ? "start.sh exited 1" : "",
                        0,
                        0,
                        problem ? InstanceState.DEPLOYED_STOPPED : null,
                        0,
                        Map.of(),
                        List.of(missing),
                        step),
                InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void what_is_as_expected_needs_no_explanation() {
        machine("db", true, instance("/db/mysql", "MySQL", InstanceState.DEPLOYED_STARTED));
        assertThat(explain("/db/mysql").asExpected()).isTrue();
        assertThat(explain("/db").asExpected()).isTrue();
    }

    @Test
    void the_chain_leads_to_the_step_that_failed_and_what_it_said() {
        machine("db", true, instance("/db/mysql", "MySQL", InstanceState.PROBLEM));
        machine("app", true, instance("/app/tomcat", "Tomcat", InstanceState.UNRESOLVED, "MySQL"));
        machine("front", true, instance("/front/shop", "Shop", InstanceState.UNRESOLVED, "Tomcat"));
        Explanation explanation = explain("/front/shop");
        assertThat(explanation.text())
                .isEqualTo("/front/shop waits for Tomcat; /app/tomcat waits for MySQL; "
                        + "/db/mysql is PROBLEM (STEP_FAILED): start.sh exited 1: port 3306 in use");
        assertThat(explanation.links()).extracting(Link::depth).containsExactly(0, 1, 2);
        assertThat(explanation.links()).extracting(Link::root).containsExactly(false, false, true);
    }

    @Test
    void an_instance_waits_for_a_machine_that_has_no_target() {
        machine("db", false, instance("/db/mysql", "MySQL", null, InstanceState.DEPLOYED_STARTED));
        assertThat(explain("/db/mysql").text())
                .startsWith("/db/mysql waits for /db; /db is PROBLEM (TARGET_MISSING): No target says how /db is made");
    }

    @Test
    void an_exporter_that_nobody_asked_to_start_is_the_cause() {
        machine("db", true, instance("/db/mysql", "MySQL", null, InstanceState.NOT_DEPLOYED));
        machine("app", true, instance("/app/tomcat", "Tomcat", InstanceState.UNRESOLVED, "MySQL"));
        assertThat(explain("/app/tomcat").text()).contains("/db/mysql is not asked to start");
    }

    @Test
    void a_prefix_that_nobody_exports_is_named() {
        machine("app", true, instance("/app/tomcat", "Tomcat", InstanceState.UNRESOLVED, "MySQL"));
        assertThat(explain("/app/tomcat").text())
                .isEqualTo("/app/tomcat waits for MySQL; no instance in the model exports MySQL; add one");
    }

    @Test
    void a_cycle_is_printed_once() {
        machine("db", true, instance("/db/mysql", "MySQL", InstanceState.UNRESOLVED, "Tomcat"));
        machine("app", true, instance("/app/tomcat", "Tomcat", InstanceState.UNRESOLVED, "MySQL"));
        assertThat(explain("/app/tomcat").text()).contains("/app/tomcat → /db/mysql → /app/tomcat");
    }

    @Test
    void what_is_to_be_undeployed_waits_for_its_importers_down_to_the_one_that_does_not_go() {
        machine("db", true, leaving(instance("/db/mysql", "MySQL", InstanceState.DEPLOYED_STARTED)));
        machine("app", true, leaving(instance("/app/tomcat", "Tomcat", InstanceState.DEPLOYED_STARTED)));
        machine("front", true, leaving(instance("/front/shop", "Shop", InstanceState.PROBLEM)));
        assertThat(explain("/db/mysql").text())
                .isEqualTo("/db/mysql is to be undeployed after what imports from it; "
                        + "/app/tomcat is to be undeployed after what imports from it; "
                        + "/front/shop is PROBLEM (STEP_FAILED): start.sh exited 1: port 3306 in use");
    }

    @Test
    void a_machine_that_is_to_go_waits_for_what_is_on_it() {
        machine("db", true, leaving(instance("/db/mysql", "MySQL", InstanceState.DEPLOYED_STARTED)));
        machine("db2", true, instance("/db2/mysql", "MySQL", InstanceState.DEPLOYED_STARTED));
        MachinePicture db = machines.get(0);
        machines.set(
                0,
                new MachinePicture(
                        db.facts(),
                        List.of(leaving(db.instances().get(0)), db.instances().get(1))));
        assertThat(explain("/db").text())
                .isEqualTo("/db is to be undeployed after what is on it; "
                        + "/db/mysql is ordered to become NOT_DEPLOYED; its agent has not begun yet");
    }

    private static InstancePicture leaving(InstancePicture picture) {
        return new InstancePicture(
                picture.stored().leaving(true, false, null), picture.component(), picture.observed());
    }

    @Test
    void an_unknown_instance_is_not_found() {
        assertThatThrownBy(() -> explain("/none")).isInstanceOf(ManagerException.class);
    }
}
