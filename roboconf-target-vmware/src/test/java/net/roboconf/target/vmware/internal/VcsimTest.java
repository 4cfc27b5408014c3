package net.roboconf.target.vmware.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.TargetException;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, and what the target does and says, with a vCenter that clones at once: each creation has as many requests. */
@Tag("vcsim")
class VcsimTest extends VcsimContract {

    private MachineRequest request() {
        return TargetContract.request(TargetContract.newKey(), properties());
    }

    @Test
    void a_machine_has_what_the_definition_says() throws Exception {
        MachineRequest request = request();

        String id = target().create(request);

        JsonNode machine = made().get(id);
        assertThat(machine.path("name").asText()).isEqualTo("shop.my vm." + request.key());
        assertThat(machine.path("template").asText()).isEqualTo("agent");
        assertThat(machine.path("folder").asText()).isEqualTo("machines");
        assertThat(machine.path("pool").asText()).isEqualTo("DC0_C0_RP1");
        assertThat(machine.path("datastores").get(0).asText()).isEqualTo("LocalDS_1");
        assertThat(machine.path("power").asText()).isEqualTo("poweredOn");
        assertThat(machine.path("cpus").asInt()).isEqualTo(2);
        assertThat(machine.path("memory").asInt()).isEqualTo(2048);
        assertThat(machine.path("annotation").asText()).contains("/my vm of the application shop");
        JsonNode extra = machine.path("extra");
        assertThat(extra.path("roboconf.machine").asText())
                .isEqualTo(request.key().value());
        assertThat(extra.path("roboconf.owner").asText()).isEqualTo(OWNER);
        assertThat(extra.path("guestinfo.userdata.encoding").asText()).isEqualTo("base64");
        assertThat(UserData.find(extra.path("guestinfo.userdata").asText())).isEqualTo(request.agent());
        assertThat(machine.toString()).doesNotContain(settings.getProperty("password"));
        MachineFacts facts = target().facts(properties(), request.key(), id);
        assertThat(facts.machineId()).isEqualTo(id);
        assertThat(facts.name()).isEqualTo(machine.path("name").asText());
        assertThat(facts.addresses()).singleElement().asString().startsWith("10.0.");
        assertThat(facts.zone()).startsWith("DC0_C0/DC0_C0_H");
        assertThat(facts.size()).isEqualTo("2 CPUs, 2048 MiB");
        assertThat(facts.image()).isEqualTo("templates/agent");
    }

    @Test
    void a_machine_is_as_large_as_its_template_when_nothing_else_is_said() throws Exception {
        Map<String, String> properties = properties();
        properties
                .keySet()
                .removeAll(List.of(
                        "vmware.cpus", "vmware.memory", "vmware.folder", "vmware.datastore", "vmware.resource-pool"));
        MachineRequest request = TargetContract.request(TargetContract.newKey(), properties);

        String id = target().create(request);

        JsonNode machine = made().get(id);
        assertThat(machine.path("cpus").asInt()).isEqualTo(1);
        assertThat(machine.path("memory").asInt()).isEqualTo(32);
        assertThat(machine.path("folder").asText()).isEqualTo("vm");
        assertThat(machine.path("pool").asText()).isEqualTo("Resources");
        assertThat(machine.path("datastores").get(0).asText()).isEqualTo("LocalDS_0");
    }

    /** What a Deployment Manager leaves that dies after the first step. */
    private Reference cloned(MachineRequest request, String name) throws Exception {
        VmwareDefinition definition = VmwareDefinition.read(request.properties());
        Vsphere vsphere = vsphere();
        Inventory.Places places = new Inventory(vsphere, definition).places();
        if (name == null) {
            return vsphere.end(new Machines(vsphere).clone(request, definition, places), "clone")
                    .orElseThrow();
        }
        Call clone = Call.once("CloneVM_Task", places.template(), what -> what.reference("folder", places.folder())
                .text("name", name)
                .in("spec", spec -> spec.in("location", where -> where.reference("pool", places.pool()))
                        .text("template", false)
                        .in("config", config -> config.option(
                                        "roboconf.machine", request.key().value())
                                .option("roboconf.owner", OWNER))
                        .text("powerOn", false)));
        return vsphere.end(vsphere.begin(clone), "clone").orElseThrow();
    }

    @Test
    void a_machine_that_was_only_cloned_is_told_who_it_is_before_it_is_started() throws Exception {
        MachineRequest request = request();
        cloned(request, null);
        assertThat(made().values())
                .singleElement()
                .satisfies(one -> assertThat(one.path("power").asText()).isEqualTo("poweredOff"));

        String id = target().find(request).orElseThrow();

        JsonNode machine = made().get(id);
        assertThat(machine.path("power").asText()).isEqualTo("poweredOn");
        assertThat(machine.path("memory").asInt()).isEqualTo(2048);
        assertThat(UserData.find(
                        machine.path("extra").path("guestinfo.userdata").asText()))
                .isEqualTo(request.agent());
    }

    @Test
    void a_machine_that_was_only_cloned_or_was_stopped_can_be_destroyed() throws Exception {
        MachineRequest request = request();
        cloned(request, null);
        String id = Marks.uuid(request.key());
        assertThat(target().status(properties(), request.key(), id)).isEqualTo(MachineStatus.STOPPED);

        target().terminate(properties(), request.key(), id);

        assertThat(target().status(properties(), request.key(), id)).isEqualTo(MachineStatus.GONE);
        assertThat(made()).isEmpty();
    }

    @Test
    void a_name_that_is_there_already_is_the_machine() throws Exception {
        MachineRequest request = request();
        cloned(request, Marks.name(request));
        assertThat(made()).doesNotContainKey(Marks.uuid(request.key()));

        String id = target().create(request);

        assertThat(made()).containsOnlyKeys(id);
        assertThat(target().find(request)).contains(id);
    }

    @Test
    void a_copy_of_a_machine_that_somebody_has_made_is_no_leak() throws Exception {
        MachineRequest request = request();
        String id = target().create(request);
        Reference copy = cloned(request, "a copy of shop." + request.key());

        assertThat(made()).hasSize(2);
        assertThat(target().resources(properties(), OWNER)).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(id);
            assertThat(one.kind()).isEqualTo("vm");
            assertThat(one.key()).isEqualTo(request.key());
        });
        new Machines(vsphere()).destroy(copy);
    }

    @Test
    void a_name_without_a_path_is_looked_for_everywhere() throws Exception {
        Map<String, String> properties = with(Map.of("vmware.template", "agent", "vmware.folder", "machines"));
        target().check(properties);

        String id = target().create(TargetContract.request(TargetContract.newKey(), properties));

        JsonNode machine = made().get(id);
        assertThat(machine.path("template").asText()).isEqualTo("agent");
        assertThat(machine.path("folder").asText()).isEqualTo("machines");
    }

    @Test
    void what_does_not_exist_is_told_with_the_nearest_name() {
        Map<String, List<String>> wrong = Map.of(
                "vmware.datacenter", List.of("DCO", "DC0"),
                "vmware.template", List.of("agnet", "agent"),
                "vmware.cluster", List.of("DC0_CO", "DC0_C0"),
                "vmware.resource-pool", List.of("DC0_C0_PR1", "DC0_C0_RP1"),
                "vmware.host", List.of("DC0_C0_H7", "DC0_C0_H"),
                "vmware.folder", List.of("machine", "machines"),
                "vmware.datastore", List.of("LocalDS_3", "LocalDS_"));
        wrong.forEach(
                (property, names) -> assertThatThrownBy(() -> target().check(with(Map.of(property, names.get(0)))))
                        .isInstanceOf(TargetException.class)
                        .hasMessageContaining("'" + property + "'")
                        .hasMessageContaining("'" + names.get(0) + "'; did you mean '" + names.get(1)));
        assertThatThrownBy(() -> target().check(with(Map.of("vmware.template", "templates/agnet"))))
                .hasMessageContaining("'templates/agnet'")
                .hasMessageContaining("did you mean 'agent'?");
    }

    @Test
    void credentials_that_are_wrong_are_told_and_not_repeated() {
        int before = faults().requests().size();

        TargetException refused = catchThrowableOfType(
                TargetException.class, () -> target().check(with(Map.of("vmware.password", "not the right one"))));

        assertThat(refused)
                .hasMessageContaining("InvalidLogin")
                .hasMessageContaining("vmware.password")
                .hasMessageNotContaining("not the right one");
        assertThat(refused.isOutcomeUnknown()).isFalse();
        assertThat(faults().requests()).hasSize(before + 2);
    }

    @Test
    void a_server_that_is_no_vcenter_is_told_from_one() {
        assertThatThrownBy(() -> target().check(with(Map.of("vmware.url", server() + "/elsewhere/sdk"))))
                .hasMessageContaining("is not vSphere (HTTP 404)")
                .hasMessageContaining("vmware.url");
    }

    @Test
    void a_single_host_is_told_from_a_vcenter() throws Exception {
        Properties host = settings("vcsim.host");

        assertThatThrownBy(() -> target().check(with(Map.of("vmware.url", host.getProperty("url")))))
                .hasMessageContaining("cannot clone")
                .hasMessageContaining("vmware.url");
    }

    @Test
    void a_certificate_is_trusted_when_it_is_named_or_not_looked_at() throws Exception {
        Properties encrypted = settings("vcsim.tls");
        Map<String, String> properties = with(Map.of("vmware.url", encrypted.getProperty("url")));

        TargetException untrusted = catchThrowableOfType(TargetException.class, () -> target().check(properties));
        assertThat(untrusted).hasMessageContaining("is not trusted").hasMessageContaining("vmware.thumbprint");
        assertThat(untrusted.isOutcomeUnknown()).isFalse();

        properties.put("vmware.thumbprint", encrypted.getProperty("thumbprint").replaceAll("^..", "00"));
        assertThatThrownBy(() -> target().check(properties))
                .hasMessageContaining("its SHA-256 is " + encrypted.getProperty("thumbprint"));

        properties.put("vmware.thumbprint", encrypted.getProperty("thumbprint"));
        target().check(properties);

        properties.remove("vmware.thumbprint");
        properties.put("vmware.ignorecert", "true");
        target().check(properties);
    }

    /** Begins to clone, and nobody waits for it: its answer was lost, or its Deployment Manager has died. */
    private void beginToClone(MachineRequest request) throws Exception {
        VmwareDefinition definition = VmwareDefinition.read(request.properties());
        new Machines(vsphere()).clone(request, definition, new Inventory(vsphere(), definition).places());
    }

    /** How many clones of the template have not ended. */
    private long underWay() throws Exception {
        Reference template = new Inventory(vsphere(), VmwareDefinition.read(properties()))
                .template()
                .orElseThrow();
        long underWay = 0;
        for (Answer task : vsphere()
                .properties(template, "recentTask")
                .at("recentTask")
                .orElseThrow()
                .children()) {
            underWay += vsphere().task(task.reference()).text("state").equals("queued") ? 1 : 0;
        }
        return underWay;
    }

    @Test
    void a_clone_that_is_under_way_is_neither_missed_nor_made_again() throws Exception {
        MachineRequest request = request();
        clonesEnd(false);
        beginToClone(request);

        TargetException unsure = catchThrowableOfType(TargetException.class, () -> target().find(request));
        assertThat(unsure).hasMessageContaining("is cloning 'templates/agent'");
        assertThat(unsure.isOutcomeUnknown()).isTrue();
        assertThat(made()).isEmpty();

        clonesEnd(true);
        await(() -> !made().isEmpty());
        String id = target().find(request).orElseThrow();
        assertThat(made()).containsOnlyKeys(id);
        assertThat(made().get(id).path("power").asText()).isEqualTo("poweredOn");
    }

    @Test
    void a_second_clone_of_one_key_becomes_the_first_one() throws Exception {
        MachineRequest request = request();
        clonesEnd(false);
        beginToClone(request);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<String> second = thread.submit(() -> target().create(request));
            await(() -> underWay() == 2);
            clonesEnd(true);

            String id = second.get();
            assertThat(made()).containsOnlyKeys(id);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void a_clone_that_is_waited_for_hinders_nobody_else() throws Exception {
        MachineRequest request = request();
        MachineRequest other = request();
        clonesEnd(false);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<String> creation = thread.submit(() -> target().create(request));
            await(() -> underWay() == 1);

            // Between the call that clones and its answer nobody knows whose it is.
            await(() -> {
                try {
                    return target().find(other).isEmpty();
                } catch (TargetException e) {
                    assertThat(e).hasMessageContaining("is cloning");
                    return false;
                }
            });

            assertThatThrownBy(() -> target().find(request)).hasMessageContaining("is being made by another call");
            clonesEnd(true);
            String id = creation.get();
            assertThat(made()).containsOnlyKeys(id);
        } finally {
            thread.shutdownNow();
        }
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience().toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
