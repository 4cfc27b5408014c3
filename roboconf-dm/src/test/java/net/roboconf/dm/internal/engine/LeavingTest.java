package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.dm.AgentStatus;
import net.roboconf.dm.ManagerEvent;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.engine.TargetCall.Kind;
import org.junit.jupiter.api.Test;

class LeavingTest {

    @Test
    void importers_are_undeployed_before_what_they_import() {
        assertThat(UndeployWaves.of(Sketch.lamp(1).graph()))
                .satisfies(waves -> assertThat(List.of("Apache", "Tomcat", "MySQL"))
                        .extracting(waves::get)
                        .isSorted()
                        .doesNotHaveDuplicates());
    }

    @Test
    void components_that_cannot_do_without_each_other_are_one_wave() {
        Map<String, Integer> waves = UndeployWaves.of(Sketch.template(
                        List.of(
                                Sketch.machine("VM", "A", "B", "C"),
                                Sketch.component("A", Sketch.exports("x=1"), Sketch.mandatory("B")),
                                Sketch.component("B", Sketch.exports("x=1"), Sketch.mandatory("A")),
                                Sketch.component("C", Sketch.exports("x=1"), Sketch.mandatory("A"))),
                        List.of())
                .graph());
        assertThat(waves.get("A")).isEqualTo(waves.get("B")).isGreaterThan(waves.get("C"));
    }

    @Test
    void an_application_is_undeployed_in_waves() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        bench.pass(1_000);
        FakeAgent front = bench.agent("/front");
        front.works = false;
        bench.undeployAll();
        bench.pass(2_000);
        assertThat(bench.state("/app-1/tomcat")).as("Apache still uses it").isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        List<String> order = new ArrayList<>();
        front.become("/front/apache", InstanceState.NOT_DEPLOYED);
        bench.told.stream()
                .filter(event -> event.state() == InstanceState.NOT_DEPLOYED
                        && event.kind() == ManagerEvent.Kind.STATE_CHANGED
                        && event.path().depth() == 2)
                .forEach(event -> order.add(event.path().name()));
        assertThat(order).containsExactly("apache", "tomcat", "tomcat", "mysql");
        bench.pass(3_000);
        assertThat(bench.provider).isEmpty();
    }

    @Test
    void a_machine_known_to_be_empty_goes_without_another_report() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        bench.expect("/front/apache", InstanceState.NOT_DEPLOYED);
        bench.pass(1_000);
        assertThat(bench.state("/front/apache")).isEqualTo(InstanceState.NOT_DEPLOYED);
        bench.deliver = message -> false;
        bench.expect("/front", InstanceState.NOT_DEPLOYED);
        assertThat(bench.state("/front")).isEqualTo(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void waves_go_on_after_a_restart() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        FakeAgent front = bench.agent("/front");
        front.works = false;
        bench.undeployAll();
        bench.pass(1_000);
        bench.restart();
        bench.pass(6_000);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        front.works = true;
        front.become("/front/apache", InstanceState.NOT_DEPLOYED);
        bench.pass(20_000);
        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
        assertThat(bench.provider).isEmpty();
    }

    @Test
    void an_importer_that_cannot_be_undeployed_holds_nobody_up() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        FakeAgent front = bench.agent("/front");
        front.works = false;
        bench.undeployAll();
        bench.pass(200);
        front.become("/front/apache", InstanceState.PROBLEM);
        bench.pass(3_000);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
        assertThat(bench.state("/front/apache")).isEqualTo(InstanceState.PROBLEM);
        assertThat(bench.provider).hasSize(1);
    }

    @Test
    void what_had_a_problem_while_it_waited_for_its_importers_is_undeployed_in_its_turn() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        FakeAgent front = bench.agent("/front");
        front.works = false;
        bench.undeployAll();
        bench.pass(200);
        bench.agent("/db").become("/db/mysql", InstanceState.PROBLEM);
        bench.agent("/db").become("/db/mysql", InstanceState.DEPLOYED_STARTED);
        bench.pass(1_000);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        front.become("/front/apache", InstanceState.NOT_DEPLOYED);
        bench.pass(5_000);
        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
        assertThat(bench.provider).isEmpty();
    }

    @Test
    void what_was_lost_while_it_waited_for_its_importers_is_undeployed_when_it_is_back() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        FakeAgent front = bench.agent("/front");
        front.works = false;
        bench.undeployAll();
        FakeAgent db = bench.agent("/db");
        bench.pass(20_000, agent -> agent != db);
        assertThat(bench.machine("/db").facts().agent()).isEqualTo(AgentStatus.LOST);
        front.become("/front/apache", InstanceState.NOT_DEPLOYED);
        bench.pass(5_000, agent -> agent != db);
        bench.pass(10_000);
        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
        assertThat(bench.provider).isEmpty();
    }

    @Test
    void an_importer_with_a_problem_of_before_is_waited_for() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        FakeAgent front = bench.agent("/front");
        front.become("/front/apache", InstanceState.PROBLEM);
        bench.deliver = message -> !(message instanceof Desired);
        bench.undeployAll();
        bench.pass(1_000);
        assertThat(bench.lastOrder("/front").instances().get(0).expected()).isEqualTo(InstanceState.NOT_DEPLOYED);
        assertThat(bench.lastOrder("/app-1").instances().get(0).expected()).isEqualTo(InstanceState.DEPLOYED_STARTED);
        bench.deliver = message -> true;
        bench.pass(30_000);
        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
    }

    @Test
    void what_carries_something_that_cannot_be_undeployed_holds_nobody_up_either() {
        Bench bench = Bench.with(Sketch.template(
                List.of(
                        Sketch.machine("VM", "Db", "Server"),
                        Sketch.component("Db", Sketch.exports("ip"), List.of()),
                        Sketch.over(Sketch.component("Server", Sketch.exports("ip"), List.of()), "Page"),
                        Sketch.component("Page", Sketch.exports("ip"), Sketch.mandatory("Db"))),
                List.of(
                        Sketch.on("db", "db", "Db"),
                        Sketch.instance(
                                "front", "VM", Sketch.instance("server", "Server", Sketch.instance("page", "Page"))))));
        bench.deployAll();
        bench.pass(1_000);
        FakeAgent front = bench.agent("/front");
        front.works = false;
        bench.undeployAll();
        bench.pass(200);
        front.become("/front/server", InstanceState.DEPLOYED_STOPPED);
        front.become("/front/server/page", InstanceState.PROBLEM);
        bench.pass(3_000);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.NOT_DEPLOYED);
        assertThat(bench.provider).hasSize(1);
    }

    @Test
    void an_instance_to_be_removed_goes_with_its_machine() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        bench.pass(200);
        bench.done(new Command.RemoveInstance("shop", new InstancePath("/app-2"), true));
        bench.pass(5_000);
        assertThat(bench.shown()).hasSize(6).doesNotContainKeys("/app-2", "/app-2/tomcat");
        assertThat(bench.provider).hasSize(3);
        assertThat(bench.accounts).hasSize(3);
    }

    @Test
    void a_redeployment_undeploys_first_and_comes_back_to_what_was_expected() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(200);
        MachineKey key = bench.key("/db");
        bench.done(new Command.Redeploy("shop", new InstancePath("/db/mysql")));
        assertThat(bench.lastOrder("/db").instances().get(0).expected()).isEqualTo(InstanceState.NOT_DEPLOYED);
        bench.pass(1_000);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.key("/db")).isEqualTo(key);
        bench.done(new Command.Redeploy("shop", new InstancePath("/db")));
        bench.pass(5_000);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.key("/db")).isNotEqualTo(key);
    }

    @Test
    void an_outer_machine_waits_until_the_inner_one_is_gone() {
        Bench bench = Bench.with(Sketch.nested());
        bench.done(new Command.AssociateTarget("shop", "", "t"));
        bench.deployAll();
        bench.pass(1_000);
        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
        FakeAgent inner = bench.agent("/vm/docker/box");
        assertThat(inner.order.ancestors())
                .extracting(ancestor -> ancestor.path().value())
                .containsExactly("/vm/docker/box", "/vm/docker", "/vm");
        assertThat(inner.order.rootAddress()).isEqualTo(bench.agent("/vm").address);
        inner.works = false;
        bench.undeployAll();
        bench.pass(2_000);
        assertThat(bench.state("/vm/docker")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        inner.become("/vm/docker/box/shop", InstanceState.NOT_DEPLOYED);
        bench.pass(5_000);
        assertThat(bench.states()).containsExactly(InstanceState.NOT_DEPLOYED);
        assertThat(bench.calls(Kind.TERMINATE).map(call -> call.path().value()))
                .containsExactly("/vm/docker/box", "/vm");
    }

    @Test
    void an_inner_machine_is_made_only_when_what_carries_it_is_started() {
        Bench bench = Bench.with(Sketch.nested());
        bench.done(new Command.AssociateTarget("shop", "", "t"));
        bench.agentsComeUp = false;
        bench.deployAll();
        assertThat(bench.calls(Kind.CREATE)).hasSize(1);
        FakeAgent outer = bench.boot(bench.key("/vm"));
        outer.works = false;
        outer.heartbeat();
        assertThat(bench.shown().get("/vm/docker/box").state()).isEqualTo(InstanceState.WAITING_FOR_ANCESTOR);
        outer.become("/vm/docker", InstanceState.DEPLOYED_STARTED);
        assertThat(bench.calls(Kind.CREATE)).hasSize(2);
    }

    @Test
    void a_stop_is_written_for_all_below_and_machines_stay() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(200);
        bench.expect("/db", InstanceState.DEPLOYED_STOPPED);
        bench.pass(200);
        assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void states_that_nobody_can_ask_for_are_refused_with_those_that_one_can() {
        Bench bench = Bench.with(Sketch.lamp(1));
        for (InstanceState state : Set.of(InstanceState.PROBLEM, InstanceState.UNRESOLVED, InstanceState.STARTING)) {
            assertThat(bench.ask(new Command.ChangeState("shop", new InstancePath("/db"), state)))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.message())
                            .contains("NOT_DEPLOYED"));
        }
    }

    @Test
    void ports_are_the_lowest_free_ones_of_their_host_and_stay() {
        Bench bench = Bench.with(Sketch.lamp(1));
        InstancePath app = new InstancePath("/app-1");
        bench.done(new Command.AddInstance(
                "shop", new NewInstance(app, "fixed", "Tomcat", Map.of("httpPort", "10001"), Map.of())));
        bench.done(new Command.AddInstance("shop", new NewInstance(app, "next", "Tomcat", Map.of(), Map.of())));
        assertThat(port(bench, "/app-1/tomcat")).isEqualTo("10000");
        assertThat(port(bench, "/app-1/next")).isEqualTo("10002");
        bench.done(new Command.RemoveInstance("shop", app.child("tomcat"), false));
        bench.restart();
        bench.done(new Command.AddInstance("shop", new NewInstance(app, "again", "Tomcat", Map.of(), Map.of())));
        assertThat(port(bench, "/app-1/again")).isEqualTo("10000");
    }

    private static String port(Bench bench, String path) {
        return bench.stored
                .instances("shop")
                .get(new InstancePath(path))
                .overrides()
                .get("Tomcat.httpPort");
    }
}
