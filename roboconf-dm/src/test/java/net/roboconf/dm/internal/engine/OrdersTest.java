package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.Desired;
import net.roboconf.core.messaging.DesiredInstance;
import net.roboconf.core.messaging.Heartbeat;
import net.roboconf.core.messaging.Observed;
import net.roboconf.core.messaging.ObservedInstance;
import net.roboconf.core.messaging.OrderVersion;
import net.roboconf.core.messaging.Supervision;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredTemplate;
import org.junit.jupiter.api.Test;

class OrdersTest {

    private static final InstancePath DB = new InstancePath("/db");

    @Test
    void an_order_lists_what_is_not_to_be_deployed_as_well() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(200);
        bench.expect("/db/mysql", InstanceState.NOT_DEPLOYED);
        assertThat(bench.lastOrder("/db").instances())
                .extracting(DesiredInstance::path, DesiredInstance::expected)
                .containsExactly(tuple(DB.child("mysql"), InstanceState.NOT_DEPLOYED));
    }

    @Test
    void an_order_says_what_recipes_need() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        Desired order = bench.lastOrder("/app-1");
        DesiredInstance tomcat = order.instances().get(0);
        assertThat(tomcat.exports()).containsExactly(Map.entry("Tomcat.httpPort", "10000"));
        assertThat(tomcat.addressExports()).containsExactly("Tomcat.ip");
        assertThat(tomcat.exportedPrefixes()).containsExactly("Tomcat");
        assertThat(tomcat.imports()).singleElement().satisfies(imported -> {
            assertThat(imported.prefix()).isEqualTo("MySQL");
            assertThat(imported.optional()).isFalse();
            assertThat(imported.wildcard()).isTrue();
        });
        assertThat(order.rootAddress()).isNull();
        assertThat(order.ancestors()).singleElement().satisfies(ancestor -> assertThat(ancestor.component())
                .isEqualTo("VM"));
    }

    @Test
    void an_order_says_how_software_is_watched_over_and_the_instance_has_the_last_word() {
        StoredTemplate lamp = Sketch.lamp(1);
        Bench bench = Bench.with(Sketch.template(
                lamp.components(),
                lamp.instances(),
                Map.of("MySQL", Map.of("step-time-limit", "40m", "restart-attempts", "2"))));
        bench.done(new Command.AddInstance(
                "shop", new NewInstance(DB, "second", "MySQL", Map.of(), Map.of("supervision.restart-attempts", "0"))));
        bench.deployAll();
        bench.pass(200);
        assertThat(bench.lastOrder("/db").instances())
                .extracting(DesiredInstance::path, DesiredInstance::supervision)
                .containsExactly(
                        tuple(DB.child("mysql"), new Supervision(2_400_000, 5_000, 2, 1_000, 60_000, 600_000)),
                        tuple(DB.child("second"), new Supervision(2_400_000, 5_000, 0, 1_000, 60_000, 600_000)));
        assertThat(bench.lastOrder("/app-1").instances())
                .extracting(DesiredInstance::supervision)
                .containsExactly(Supervision.DEFAULT);
    }

    @Test
    void an_instance_that_cannot_be_watched_over_as_it_says_is_refused() {
        Bench bench = Bench.with(Sketch.lamp(1));
        assertThat(bench.ask(new Command.AddInstance(
                        "shop",
                        new NewInstance(DB, "second", "MySQL", Map.of(), Map.of("supervision.check-interval", "5")))))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.message())
                        .contains("supervision.check-interval", "'5'", "30s"));
        assertThat(bench.shown()).doesNotContainKey("/db/second");
    }

    @Test
    void many_changes_in_short_time_are_few_orders_and_the_newest_counts() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        long before = bench.sent(Desired.class).count();
        for (int i = 0; i < 20; i++) {
            bench.expect("/db/mysql", i % 2 == 0 ? InstanceState.DEPLOYED_STOPPED : InstanceState.DEPLOYED_STARTED);
        }
        bench.expect("/db/mysql", InstanceState.DEPLOYED_STOPPED);
        bench.pass(100);
        assertThat(bench.sent(Desired.class).count() - before).isEqualTo(2);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void an_order_that_was_lost_is_repeated_after_a_heartbeat() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        bench.deliver = message -> !(message instanceof Desired);
        bench.expect("/db/mysql", InstanceState.DEPLOYED_STOPPED);
        bench.deliver = message -> true;
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        bench.pass(6_000);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void what_is_wanted_while_disconnected_is_ordered_afterwards() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.handle(new DmEvent.Disconnected());
        bench.expect("/db/mysql", InstanceState.DEPLOYED_STOPPED);
        bench.handle(new DmEvent.Connected());
        bench.agent("/db").heartbeat();
        bench.pass(200);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void a_quiet_fleet_is_given_no_orders() {
        Bench bench = Bench.with(Sketch.lamp(3));
        bench.deployAll();
        bench.pass(6_000);
        long before = bench.sent(Desired.class).count();
        bench.pass(600_000);
        assertThat(bench.sent(Desired.class).count()).isEqualTo(before);
    }

    @Test
    void a_restart_restarts_no_software_and_takes_a_higher_term() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        Desired before = bench.lastOrder("/db");
        bench.restart();
        bench.pass(6_000);
        Desired after = bench.lastOrder("/db");
        assertThat(after.version().isNewerThan(before.version())).isTrue();
        assertThat(after.instances()).isEqualTo(before.instances());
        assertThat(bench.states()).containsExactly(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void a_store_restored_from_a_backup_gives_no_orders_until_a_person_confirms() {
        Bench bench = Bench.with(Sketch.lamp(1));
        var backup = Bench.copy(bench.stored);
        bench.deployAll();
        bench.restart();
        bench.pass(6_000);
        OrderVersion accepted = bench.agent("/db").accepted;
        backup = withMachines(bench, backup);
        bench.stored = backup;
        bench.restart();
        long before = bench.sent(Desired.class).count();
        bench.agents.values().forEach(FakeAgent::heartbeat);
        bench.done(new Command.ChangeState("shop", DB.child("mysql"), InstanceState.DEPLOYED_STOPPED));
        bench.pass(10_000);
        assertThat(bench.engine.picture().suspended()).isTrue();
        assertThat(bench.sent(Desired.class).count()).isEqualTo(before);
        assertThat(bench.stored.term()).isGreaterThan(accepted.term());
        assertThat(bench.told).anySatisfy(event -> assertThat(event.message()).contains("backup"));
        bench.restart();
        assertThat(bench.engine.picture().suspended())
                .as("a restart does not confirm")
                .isTrue();
        bench.agents.values().forEach(FakeAgent::heartbeat);
        bench.done(new Command.ResumeOrders());
        bench.pass(6_000);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STOPPED);
    }

    @Test
    void a_backup_of_the_same_term_is_found_out_before_it_undeploys_anything() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);
        bench.pass(6_000);
        DmState backup = Bench.copy(bench.stored);
        bench.done(new Command.ChangeState("shop", DB.child("mysql"), InstanceState.DEPLOYED_STARTED));
        bench.pass(6_000);
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        bench.stored = backup;
        bench.restart();
        bench.pass(20_000);
        assertThat(bench.engine.picture().suspended()).isTrue();
        assertThat(bench.agent("/db").instances.get(DB.child("mysql")).state())
                .isEqualTo(InstanceState.DEPLOYED_STARTED);
        bench.done(new Command.ResumeOrders());
        bench.pass(20_000);
        assertThat(bench.engine.picture().suspended())
                .as("what a person has judged is not asked again")
                .isFalse();
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.NOT_DEPLOYED);
    }

    /** A backup that was taken when the machines were already there, two terms ago. */
    private static DmState withMachines(Bench bench, DmState old) {
        DmState state = Bench.copy(bench.stored);
        state.apply(new Change.Term(old.term() - 1));
        return state;
    }

    @Test
    void nobody_but_the_machine_itself_is_believed() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        FakeAgent other = bench.agent("/app-1");
        FakeAgent db = bench.agent("/db");
        Observed forged = new Observed(
                db.key, 9, "forged", 1, db.accepted, "6.6.6.6", List.of(), Map.of(), List.of(), List.of(), null);
        bench.handle(new DmEvent.Received(forged, other.key.value()));
        bench.handle(new DmEvent.Received(
                new Heartbeat(db.key, 9, "forged", 1, new OrderVersion(99, 1), "6.6.6.6", Map.of(), 0, null),
                other.key.value()));
        assertThat(bench.state("/db/mysql")).isEqualTo(InstanceState.DEPLOYED_STARTED);
        assertThat(bench.engine.picture().suspended()).isFalse();
        assertThat(bench.machine("/db").facts().report().address()).isEqualTo(db.address);
    }

    @Test
    void what_the_model_does_not_know_is_shown_and_left_alone() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        FakeAgent db = bench.agent("/db");
        InstancePath stranger = DB.child("stranger");
        var known = db.instances.get(DB.child("mysql"));
        db.instances.put(
                stranger,
                new ObservedInstance(
                        stranger,
                        InstanceState.DEPLOYED_STARTED,
                        known.reason(),
                        "",
                        0,
                        0,
                        null,
                        1,
                        Map.of(),
                        List.of(),
                        null));
        db.observe();
        assertThat(bench.machine("/db").facts().unknown()).containsExactly(stranger);
        assertThat(bench.lastOrder("/db").instances())
                .noneMatch(wanted -> wanted.path().equals(stranger));
        bench.restart();
        assertThat(bench.machine("/db").facts().unknown()).containsExactly(stranger);
        db.instances.remove(stranger);
        db.observe();
        assertThat(bench.machine("/db").facts().unknown()).isEmpty();
    }

    @Test
    void an_instance_leaves_the_model_only_when_its_agent_has_confirmed_the_newest_order() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        bench.pass(1_000);
        bench.done(new Command.AddInstance("shop", new NewInstance(DB, "second", "MySQL", Map.of(), Map.of())));
        bench.pass(1_000);
        bench.deliver = message -> !(message instanceof Desired);
        bench.expect("/db/second", InstanceState.DEPLOYED_STARTED);
        bench.expect("/db/second", InstanceState.NOT_DEPLOYED);
        bench.pass(200);
        Outcome early = bench.ask(new Command.RemoveInstance("shop", DB.child("second"), false));
        assertThat(early).as("the first order may still arrive").isInstanceOf(Outcome.Refused.class);
        bench.deliver = message -> true;
        bench.pass(6_000);
        bench.done(new Command.RemoveInstance("shop", DB.child("second"), false));
        assertThat(bench.shown()).doesNotContainKey("/db/second");
    }
}
