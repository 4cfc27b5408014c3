package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.messaging.ExportedInstance;
import net.roboconf.core.messaging.Exports;
import net.roboconf.core.messaging.ExportsSubject;
import net.roboconf.core.messaging.ImportsRepair;
import net.roboconf.core.messaging.StatementVersion;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import org.junit.jupiter.api.Test;

class RepairsTest {

    private static final ExportsSubject TOMCAT = ExportsSubject.inside("shop", "Tomcat");

    /** What an importer should hold of the Tomcats, according to themselves. */
    private static List<ExportedInstance> tomcats(Bench bench) {
        return bench.agents.values().stream()
                .flatMap(agent -> agent.instances.values().stream())
                .filter(instance ->
                        instance.path().name().equals("tomcat") && instance.state() == InstanceState.DEPLOYED_STARTED)
                .map(instance -> new ExportedInstance(
                        instance.path(),
                        instance.starts(),
                        Map.of(
                                "ip", instance.exports().get("Tomcat.ip"),
                                "httpPort", instance.exports().get("Tomcat.httpPort"))))
                .toList();
    }

    @Test
    void an_importer_that_holds_what_is_exported_is_left_in_peace() {
        Bench bench = Bench.with(Sketch.lamp(3));
        bench.deployAll();
        bench.agent("/front").held.put(TOMCAT, tomcats(bench));
        bench.pass(60_000);
        assertThat(bench.sent(ImportsRepair.class)).isEmpty();
    }

    @Test
    void an_importer_that_lacks_something_for_two_heartbeats_is_told_the_present_set_alone() {
        Bench bench = Bench.with(Sketch.lamp(3));
        bench.deployAll();
        FakeAgent front = bench.agent("/front");
        front.held.put(TOMCAT, tomcats(bench).subList(0, 2));
        front.heartbeat();
        assertThat(bench.sent(ImportsRepair.class)).isEmpty();
        front.heartbeat();
        assertThat(front.repairs).singleElement().satisfies(repair -> {
            assertThat(repair.subject()).isEqualTo(TOMCAT);
            assertThat(repair.statements().stream().flatMap(exports -> exports.instances().stream()))
                    .containsExactlyInAnyOrderElementsOf(tomcats(bench));
        });
        front.held.put(TOMCAT, tomcats(bench));
        front.heartbeat();
        front.heartbeat();
        assertThat(front.repairs).hasSize(1);
    }

    @Test
    void what_is_withdrawn_is_in_the_repair_as_a_tombstone() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        FakeAgent front = bench.agent("/front");
        front.held.put(TOMCAT, tomcats(bench));
        bench.agent("/app-1").become("/app-1/tomcat", InstanceState.DEPLOYED_STOPPED);
        front.heartbeat();
        front.heartbeat();
        MachineKey stopped = bench.key("/app-1");
        assertThat(front.repairs.get(0).statements())
                .filteredOn(exports -> exports.machine().equals(stopped))
                .singleElement()
                .satisfies(exports -> assertThat(exports.instances()).isEmpty());
    }

    @Test
    void a_machine_that_is_gone_is_a_tombstone_too_even_after_a_restart() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        MachineKey gone = bench.key("/app-1");
        List<ExportedInstance> before = tomcats(bench);
        bench.pass(200);
        bench.done(new Command.RemoveInstance("shop", new InstancePath("/app-1"), true));
        bench.pass(10_000);
        bench.restart();
        FakeAgent front = bench.agent("/front");
        front.held.put(TOMCAT, before);
        front.heartbeat();
        front.heartbeat();
        assertThat(front.repairs.get(0).statements())
                .filteredOn(exports -> exports.machine().equals(gone))
                .extracting(Exports::instances)
                .containsExactly(List.of());
    }

    @Test
    void what_an_agent_with_a_wiped_disk_has_stated_before_is_a_tombstone_that_counts() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        List<ExportedInstance> before = tomcats(bench);
        FakeAgent wiped = bench.agent("/app-1");
        StatementVersion stated = wiped.exported.get(TOMCAT);
        wiped.works = false;
        wiped.exported.clear();
        wiped.instances.clear();
        wiped.epoch++;
        wiped.sequence = 0;
        wiped.observe();
        wiped.observe();
        bench.restart();
        FakeAgent front = bench.agent("/front");
        front.held.put(TOMCAT, before);
        front.heartbeat();
        front.heartbeat();
        assertThat(front.repairs.get(0).statements())
                .filteredOn(exports -> exports.machine().equals(wiped.key))
                .singleElement()
                .satisfies(exports -> {
                    assertThat(exports.instances()).isEmpty();
                    assertThat(exports.version()).isGreaterThan(stated);
                });
    }

    @Test
    void an_importer_that_a_repair_has_not_helped_is_told_which_machines_there_are() {
        Bench bench = Bench.with(Sketch.lamp(2));
        bench.deployAll();
        FakeAgent front = bench.agent("/front");
        ExportedInstance nobodys = new ExportedInstance(new InstancePath("/app-9/tomcat"), 1, Map.of());
        front.held.put(TOMCAT, List.of(nobodys));
        front.heartbeat();
        front.heartbeat();
        front.heartbeat();
        assertThat(front.repairs).hasSize(2);
        assertThat(front.repairs.get(0).known()).isNull();
        assertThat(front.repairs.get(1).known())
                .contains(bench.key("/app-1"), bench.key("/app-2"), bench.key("/front"))
                .hasSize(bench.agents.size());
    }

    @Test
    void what_neither_the_exporter_nor_the_store_remembers_is_withdrawn_by_the_second_repair() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.deployAll();
        FakeAgent front = bench.agent("/front");
        MachineKey db = bench.key("/db");
        front.held.put(TOMCAT, List.of(new ExportedInstance(new InstancePath("/db/tomcat"), 1, Map.of())));
        front.heartbeat();
        front.heartbeat();
        front.heartbeat();
        assertThat(front.repairs.get(0).statements())
                .extracting(Exports::machine)
                .doesNotContain(db);
        assertThat(front.repairs.get(1).statements())
                .filteredOn(exports -> exports.machine().equals(db))
                .singleElement()
                .satisfies(exports -> {
                    assertThat(exports.instances()).isEmpty();
                    assertThat(exports.version()).isEqualTo(new StatementVersion(bench.agent("/db").epoch, 0));
                });
    }
}
