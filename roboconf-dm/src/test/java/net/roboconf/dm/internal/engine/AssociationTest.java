package net.roboconf.dm.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.lifecycle.Reason;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.NewInstance;
import net.roboconf.dm.internal.engine.TargetCall.Kind;
import net.roboconf.dm.internal.state.StoredTarget;
import org.junit.jupiter.api.Test;

/** Which target makes which machine, and with which properties. */
class AssociationTest {

    private static void put(Bench bench, String id, String... properties) {
        Map<String, String> all = new TreeMap<>(Map.of("handler", "local", "size", id));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        bench.done(new Command.PutTarget(new StoredTarget(id, all, null, null)));
    }

    private static Outcome.Refused refused(Bench bench, Command command) {
        return (Outcome.Refused) bench.ask(command);
    }

    private static Map<String, String> made(Bench bench, String path) {
        bench.expect(path, InstanceState.DEPLOYED_STARTED);
        return bench.calls(Kind.CREATE)
                .filter(call -> call.path().value().equals(path))
                .reduce((a, b) -> b)
                .orElseThrow()
                .properties();
    }

    @Test
    void what_is_nearest_to_the_machine_holds() {
        Bench bench = Bench.with(Sketch.lamp(1));
        List.of("all", "vms", "db").forEach(id -> put(bench, id));
        bench.done(new Command.AssociateTarget("shop", "@VM", null));
        bench.done(new Command.AssociateTarget("shop", "", "all"));
        assertThat(made(bench, "/front")).containsEntry("size", "all");
        bench.done(new Command.AssociateTarget("shop", "@VM", "vms"));
        bench.done(new Command.AssociateTarget("shop", "/db", "db"));

        assertThat(made(bench, "/app-1")).containsEntry("size", "vms");
        assertThat(made(bench, "/db")).containsEntry("size", "db");
        assertThat(bench.machine("/front").facts().machine().target())
                .as("one that exists keeps what it was made by")
                .isEqualTo("all");
    }

    @Test
    void the_target_of_a_machine_that_exists_is_not_changed() {
        Bench bench = Bench.with(Sketch.lamp(1));
        put(bench, "db");
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);

        Outcome.Refused refusal = refused(bench, new Command.AssociateTarget("shop", "/db", "db"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REFUSED_STATE);
        assertThat(refusal.message()).contains("The machine of /db exists; undeploy it");
        bench.undeployAll();
        bench.pass(60_000);
        bench.done(new Command.AssociateTarget("shop", "/db", "db"));
        assertThat(made(bench, "/db")).containsEntry("size", "db");
    }

    @Test
    void only_machines_have_targets() {
        Bench bench = Bench.with(Sketch.lamp(1));
        for (String scope : List.of("/db/mysql", "@MySQL", "@Nothing", "db")) {
            assertThat(refused(bench, new Command.AssociateTarget("shop", scope, "t"))
                            .message())
                    .contains("'" + scope + "' is not a machine of 'shop'");
        }
        assertThat(refused(bench, new Command.AssociateTarget("shop", "/nowhere", "t"))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void data_of_the_instance_are_laid_over_the_properties() {
        Bench bench = Bench.with(Sketch.lamp(1));
        put(bench, "t", "openstack.flavor-name", "m1.small", "openstack.image-name", "debian");
        bench.done(new Command.AddInstance(
                "shop",
                new NewInstance(
                        null, "large", "VM", Map.of(), Map.of("openstack.flavor-name", "m1.large", "note", "mine"))));

        assertThat(made(bench, "/large"))
                .containsEntry("openstack.flavor-name", "m1.large")
                .containsEntry("openstack.image-name", "debian")
                .containsEntry("note", "mine");
        assertThat(made(bench, "/db")).containsEntry("openstack.flavor-name", "m1.small");
    }

    @Test
    void the_address_of_the_root_machine_is_put_into_the_properties_of_inner_ones() {
        Bench bench = Bench.with(Sketch.nested());
        put(bench, "inside", "endpoint", "tcp://{{ ip }}:4243/{{ip}}");
        bench.done(new Command.AssociateTarget("shop", "@Box", "inside"));
        bench.deployAll();

        String address = bench.agent("/vm").address;
        assertThat(bench.machine("/vm/docker/box").facts().machine().properties())
                .containsEntry("endpoint", "tcp://" + address + ":4243/" + address);
    }

    @Test
    void a_root_machine_has_no_address_yet_that_could_be_put_there() {
        Bench bench = Bench.with(Sketch.lamp(1));
        put(bench, "t", "endpoint", "tcp://{{ ip }}:4243");
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);

        assertThat(bench.shown().get("/db"))
                .extracting(Shown::state, Shown::reason)
                .containsExactly(InstanceState.PROBLEM, Reason.TARGET_FAILED);
        assertThat(bench.shown().get("/db").message())
                .contains("'endpoint' of the target 't' has {{ ip }}", "/db stands on none", "retry");
        assertThat(bench.calls(Kind.CREATE)).isEmpty();

        put(bench, "t", "endpoint", "tcp://10.0.0.1:4243");
        bench.done(new Command.Retry("shop", new InstancePath("/db")));
        assertThat(bench.state("/db")).isEqualTo(InstanceState.DEPLOYED_STARTED);
    }

    @Test
    void a_target_that_is_used_is_not_deleted_and_it_is_said_by_whom() {
        Bench bench = Bench.with(Sketch.lamp(1));
        bench.expect("/db", InstanceState.DEPLOYED_STARTED);

        assertThat(refused(bench, new Command.DeleteTarget("t")).message())
                .contains("it has made the machine shop/db", "it is associated with shop");

        bench.done(new Command.AssociateTarget("shop", "@VM", null));
        Outcome.Refused refusal = refused(bench, new Command.DeleteTarget("t"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal.message()).contains("shop/db").doesNotContain("associated with shop");
        bench.undeployAll();
        bench.pass(60_000);
        bench.done(new Command.DeleteTarget("t"));
    }
}
