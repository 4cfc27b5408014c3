package net.roboconf.target.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.target.MachineFacts;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.MachineStatus;
import net.roboconf.core.target.MadeResource;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Retry;
import net.roboconf.target.azure.server.ApiError;
import net.roboconf.target.azure.server.AzureServer;
import net.roboconf.target.azure.server.Behaviour;
import net.roboconf.target.azure.server.Entry;
import net.roboconf.testkit.target.FaultyHttp;
import net.roboconf.testkit.target.TargetContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is special about Azure. */
class AzureTargetTest {

    private static final ApiError IN_PROGRESS = new ApiError(
            409, "AnotherOperationInProgress", "Another operation on this or dependent resource is in progress.");

    private AzureServer server;
    private AzureTarget target;

    @BeforeEach
    void start() throws IOException {
        server = AzureServer.quick();
        Timing timing = new Timing(Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ofSeconds(3));
        target = new AzureTarget(timing, new Retry(4, Duration.ofMillis(10), Duration.ofSeconds(2)), server.address());
    }

    @AfterEach
    void end() {
        server.close();
    }

    private Map<String, String> properties(String... more) {
        return Definitions.of(server.address().toString(), more);
    }

    private MachineRequest request(String... more) {
        return TargetContract.request(TargetContract.newKey(), properties(more));
    }

    private Entry made() {
        assertThat(server.machines()).hasSize(1);
        return server.machines().get(0);
    }

    private void destroy(MachineRequest request, String id) throws Exception {
        target.terminate(request.properties(), request.key(), id);
        awaitGone(request, id);
    }

    private void awaitGone(MachineRequest request, String id) throws Exception {
        while (target.status(request.properties(), request.key(), id) != MachineStatus.GONE) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_machine_is_as_its_definition_says() throws Exception {
        MachineRequest request = request(
                "azure.subnet", "backend",
                "azure.security-group", "web",
                "azure.public-ip", "true",
                "azure.availability.zone", "2",
                "azure.ssh.user", "admin",
                "azure.disk.type", "Premium_LRS",
                "azure.disk.size", "64",
                "azure.tag.Cost centre", "42");

        String id = target.create(request);

        Entry made = made();
        assertThat(id).isEqualTo(made.id).endsWith("/virtualMachines/roboconf-" + request.key());
        assertThat(made.text("/location")).isEqualTo("westeurope");
        assertThat(made.text("/zones/0")).isEqualTo("2");
        assertThat(made.text("/properties/hardwareProfile/vmSize")).isEqualTo("Standard_B2s");
        assertThat(made.text("/properties/storageProfile/imageReference/sku")).isEqualTo("12-gen2");
        assertThat(made.text("/properties/storageProfile/osDisk/managedDisk/storageAccountType"))
                .isEqualTo("Premium_LRS");
        assertThat(made.text("/properties/storageProfile/osDisk/diskSizeGB")).isEqualTo("64");
        assertThat(made.text("/properties/storageProfile/osDisk/deleteOption")).isEqualTo("Delete");
        assertThat(made.text("/properties/osProfile/computerName")).isEqualTo("my-vm");
        assertThat(made.text("/properties/osProfile/adminUsername")).isEqualTo("admin");
        assertThat(made.text("/properties/osProfile/linuxConfiguration/ssh/publicKeys/0/keyData"))
                .isEqualTo(AzureServer.SSH_KEY);
        Entry card = server.interfaces().get(0);
        assertThat(card.text("/properties/ipConfigurations/0/properties/subnet/id"))
                .endsWith("/net/subnets/backend");
        assertThat(card.text("/properties/networkSecurityGroup/id")).endsWith("/networkSecurityGroups/web");
        Entry address = server.addresses().get(0);
        assertThat(address.text("/sku/name")).isEqualTo("Standard");
        assertThat(address.text("/zones/0")).isEqualTo("2");
        for (Entry one : List.of(made, card, address, server.disks().get(0))) {
            assertThat(one.tags())
                    .containsEntry("Cost centre", "42")
                    .containsEntry("roboconf-machine", request.key().value())
                    .containsEntry("roboconf-owner", TargetContract.OWNER)
                    .containsEntry("roboconf-application", "shop")
                    .containsEntry("roboconf-instance", "/my vm");
        }
    }

    @Test
    void the_agent_finds_its_settings_and_no_credentials_of_the_provider_in_the_user_data() throws Exception {
        MachineRequest request = request("azure.user-data", "#cloud-config\npackages: [less]\n");

        target.create(request);

        byte[] given = made().userData();
        AgentSettings found = UserData.find(given);
        assertThat(found).isEqualTo(request.agent());
        assertThat(new String(given)).contains("packages: [less]").doesNotContain(AzureServer.SECRET);
        assertThat(made().customData()).as("what cloud-init reads").isEqualTo(given);
    }

    @Test
    void user_data_that_azure_would_refuse_are_refused_and_leave_nothing() {
        MachineRequest request = request("azure.user-data", "#cloud-config\n# " + "x".repeat(49_149));

        assertThatThrownBy(() -> target.create(request))
                .hasMessageContaining("azure.user-data")
                .hasMessageContaining("more than the 49149");
        assertThat(server.made()).isEmpty();
    }

    @Test
    void the_largest_user_data_are_taken() throws Exception {
        int settings = UserData.bytes(UserData.of(request().agent(), List.of())).length;
        String own = "#cloud-config\n# " + "x".repeat(49_149 - settings - 1_200);

        target.create(request("azure.user-data", own));

        assertThat(made().userData()).hasSizeGreaterThan(48_000);
    }

    @Test
    void machines_are_made_of_images_of_ones_own_and_of_galleries() throws Exception {
        for (String image : List.of(
                "images/with-agent",
                "galleries/gallery/images/agent-image",
                "galleries/gallery/images/agent-image/versions/1.0.0")) {
            MachineRequest request = request("azure.image", Definitions.COMPUTE + image);
            target.check(request.properties());
            String id = target.create(request);
            assertThat(made().text("/properties/storageProfile/imageReference/id"))
                    .isEqualTo(Definitions.COMPUTE + image);
            destroy(request, id);
        }
    }

    @Test
    void wrong_credentials_are_told_and_not_repeated() {
        Map<String, String> wrong = Map.of(
                "azure.client.secret", "AADSTS7000215",
                "azure.client.id", "AADSTS700016",
                "azure.tenant.id", "AADSTS90002");
        wrong.forEach((property, code) -> {
            TargetException refused =
                    catchThrowableOfType(TargetException.class, () -> target.create(request(property, "another-one")));
            assertThat(refused).hasMessageContaining(code).hasMessageContaining(property);
            assertThat(refused.isOutcomeUnknown()).isFalse();
            if (property.equals("azure.client.secret")) {
                assertThat(refused.toString()).doesNotContain("another-one");
            }
        });
        assertThat(server.asked()).isEmpty();
        assertThat(server.tokens()).isEqualTo(3);
    }

    @Test
    void a_secret_that_is_quoted_in_an_answer_is_not_shown() {
        server.refuseNextLogin(new ApiError(401, "invalid_client", "The secret " + AzureServer.SECRET + " is wrong."));
        assertThatThrownBy(() -> target.create(request())).hasMessageContaining("The secret *** is wrong.");

        server.refuseNext(new ApiError(400, "Strange", "What is " + AzureServer.SECRET + "?"));
        assertThatThrownBy(() -> target.create(request())).hasMessageContaining("What is ***?");
    }

    @Test
    void an_end_point_that_nobody_is_at_is_named() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:9");
        TargetException refused = catchThrowableOfType(
                TargetException.class, () -> target.create(request("azure.endpoint", nobody.toString())));
        assertThat(refused).hasMessageContaining(nobody.toString()).hasMessageContaining("azure.endpoint");
        assertThat(refused.isOutcomeUnknown()).isTrue();

        TargetException noLogin = catchThrowableOfType(
                TargetException.class, () -> target.create(request("azure.login-endpoint", nobody.toString())));
        assertThat(noLogin).hasMessageContaining("127.0.0.1:9").hasMessageContaining("azure.login-endpoint");
        assertThat(noLogin.isOutcomeUnknown()).isTrue();
    }

    @Test
    void one_token_does_for_many_requests_and_an_expired_one_is_renewed() throws Exception {
        target.create(request());
        target.create(request());
        assertThat(server.tokens()).isEqualTo(1);

        server.revokeTokens();
        target.create(request());

        assertThat(server.tokens()).isEqualTo(2);
        assertThat(server.machines()).hasSize(3);
    }

    @Test
    void a_token_that_is_about_to_expire_is_not_used() throws Exception {
        server.behave(Behaviour.quick().tokenLife(Duration.ZERO));
        TargetException refused = catchThrowableOfType(TargetException.class, () -> target.create(request()));

        assertThat(refused)
                .hasMessageContaining("ExpiredAuthenticationToken")
                .hasMessageContaining("this host's clock");
        assertThat(refused.isOutcomeUnknown()).isFalse();
        assertThat(server.tokens()).as("one more, and then people are told").isEqualTo(2);
    }

    @Test
    void whoever_gives_tokens_may_be_busy() throws Exception {
        ApiError busy = new ApiError(429, "temporarily_unavailable", "AADSTS90055: Too many requests.");
        server.refuseNextLogin(busy, busy);

        target.create(request());

        assertThat(server.tokens()).isEqualTo(3);
    }

    @Test
    void the_identity_of_the_machine_does_instead_of_a_secret() throws Exception {
        server.refuseNextLogin(new ApiError(410, "gone", "The service is being updated."));

        target.create(request("azure.identity", "managed", "azure.client.secret", null, "azure.client.id", null));

        assertThat(server.machines()).hasSize(1);
        assertThat(server.tokens()).isEqualTo(2);
    }

    @Test
    void azure_is_left_alone_for_as_long_as_it_asks_for() throws Exception {
        server.refuseNext(new ApiError(429, "TooManyRequests", "The request is being throttled.", 1));

        target.create(request());

        assertThat(server.asked().get(0)).isEqualTo(server.asked().get(1));
        assertThat(server.between(0, 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void an_operation_is_asked_for_as_seldom_as_azure_wants() throws Exception {
        server.behave(Behaviour.quick().retryAfter(1));

        target.create(request());

        int put = indexOf("PUT /providers/Microsoft.Network/networkInterfaces/");
        assertThat(server.asked().get(put + 1)).contains("/operations/");
        assertThat(server.between(put, put + 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    private int indexOf(String begin) {
        for (int i = 0; i < server.asked().size(); i++) {
            if (server.asked().get(i).startsWith(begin)) {
                return i;
            }
        }
        throw new AssertionError(begin + " is not among " + server.asked());
    }

    @Test
    void an_operation_without_an_address_of_its_own_is_seen_by_its_result() throws Exception {
        server.behave(Behaviour.quick().withoutAsyncOperations());
        MachineRequest request = request(
                "azure.public-ip", "true",
                "azure.use-block-storage", "data",
                "azure.disk.delete-on-termination.data", "true");

        String id = target.create(request);

        assertThat(server.asked()).anyMatch(one -> one.contains("/operationResults/"));
        destroy(request, id);
        assertThat(server.made()).isEmpty();
    }

    @Test
    void an_address_that_is_elsewhere_gets_no_token() throws Exception {
        server.behave(Behaviour.quick().page(1));
        target.create(request());
        target.create(request());
        FaultyHttp.Refusal none = new FaultyHttp.Refusal(500, "text/plain", "", "");
        try (FaultyHttp between = new FaultyHttp(none, none)) {
            URI front = between.front("", server.address());
            between.rewrite(text -> text.replace(front.toString(), "http://elsewhere.example.org"));

            assertThatThrownBy(() ->
                            target.resources(properties("azure.endpoint", front.toString()), TargetContract.OWNER))
                    .hasMessageContaining("elsewhere.example.org, which gets no token");
        }
    }

    @Test
    void what_is_worked_at_by_another_request_is_asked_for_again() throws Exception {
        server.refuseNext(IN_PROGRESS, IN_PROGRESS, IN_PROGRESS);

        target.create(request());

        assertThat(server.machines()).hasSize(1);
    }

    @Test
    void no_room_is_told_by_azure_after_it_has_accepted_and_tried_again_later() throws Exception {
        server.failNextMachine(new ApiError(
                409, "AllocationFailed", "Allocation failed. We do not have sufficient capacity for the size."));
        TargetException full =
                catchThrowableOfType(TargetException.class, () -> target.create(request("azure.public-ip", "true")));

        assertThat(full)
                .hasMessageContaining("AllocationFailed")
                .hasMessageContaining("sufficient capacity")
                .hasMessageContaining("tried again");
        assertThat(full.isOutcomeUnknown()).isTrue();
        assertThat(server.made()).isEmpty();
        target.create(request());
        assertThat(server.machines()).hasSize(1);
    }

    @Test
    void a_failure_is_told_also_when_the_operation_cannot_be_asked() throws Exception {
        server.behave(Behaviour.quick().withoutAsyncOperations());
        server.failNextMachine(new ApiError(409, "OSProvisioningInternalError", "OS provisioning failed."));

        TargetException failed = catchThrowableOfType(TargetException.class, () -> target.create(request()));

        assertThat(failed)
                .hasMessageContaining("OSProvisioningInternalError")
                .hasMessageContaining("OS provisioning failed.");
        assertThat(failed.isOutcomeUnknown()).isFalse();
        assertThat(server.made()).isEmpty();
    }

    @Test
    void a_quota_is_final_and_people_are_told_what_to_do() {
        server.behave(Behaviour.quick().mostMachines(0));

        TargetException quota = catchThrowableOfType(TargetException.class, () -> target.create(request()));

        assertThat(quota)
                .hasMessageContaining("approved Total Regional Cores quota")
                .hasMessageContaining("Have the quota of the subscription raised");
        assertThat(quota.isOutcomeUnknown()).isFalse();
        assertThat(server.made()).isEmpty();
    }

    @Test
    void what_is_refused_is_told_with_what_to_do() {
        Map<ApiError, String> advice = Map.of(
                new ApiError(409, "SkuNotAvailable", "The requested size is not available."), "azure.vm.size",
                new ApiError(403, "AuthorizationFailed", "No authorization."), "a role that may do this",
                new ApiError(400, "PublicIPCountLimitReached", "Cannot create more."), "quota",
                new ApiError(409, "ScopeLocked", "The scope is locked."), "lock");
        advice.forEach((error, what) -> {
            server.refuseNext(error);
            TargetException refused = catchThrowableOfType(TargetException.class, () -> target.create(request()));
            assertThat(refused).hasMessageContaining(error.getMessage()).hasMessageContaining(what);
            assertThat(refused.isOutcomeUnknown()).isFalse();
        });
    }

    @Test
    void a_group_that_does_not_exist_is_told_and_what_was_in_one_is_gone() throws Exception {
        MachineRequest request = request("azure.resource-group", "nowhere");
        assertThatThrownBy(() -> target.create(request))
                .hasMessageContaining("ResourceGroupNotFound")
                .hasMessageContaining("azure.resource-group");

        String id = target.create(request()).replace("/machines/", "/nowhere/");
        assertThat(target.status(properties(), request.key(), id)).isEqualTo(MachineStatus.GONE);
        target.terminate(properties(), request.key(), id);
    }

    @Test
    void what_azure_leaves_is_found_by_its_names_and_deleted() throws Exception {
        server.behave(Behaviour.quick().untidy());
        MachineRequest request = request(
                "azure.public-ip", "true",
                "azure.use-block-storage", "data",
                "azure.disk.delete-on-termination.data", "true");
        String id = target.create(request);
        assertThat(target.resources(request.properties(), TargetContract.OWNER))
                .extracting(MadeResource::kind)
                .containsExactlyInAnyOrder("virtualMachine", "networkInterface", "publicIPAddress", "disk", "disk");

        destroy(request, id);

        assertThat(server.made()).isEmpty();
    }

    @Test
    void what_was_made_before_a_creation_was_cut_off_is_gone_when_nothing_is_found() throws Exception {
        MachineRequest request = request();
        String network = Definitions.NETWORK + "%s/roboconf-" + request.key();
        String body = "{\"location\":\"westeurope\",\"properties\":{}}";
        server.make(String.format(network, "networkInterfaces") + "-nic", "Microsoft.Network/networkInterfaces", body);
        server.make(String.format(network, "publicIPAddresses") + "-ip", "Microsoft.Network/publicIPAddresses", body);
        server.make(
                Definitions.COMPUTE + "disks/roboconf-" + request.key() + "-disk-1", "Microsoft.Compute/disks", body);

        assertThat(target.find(request)).isEmpty();

        assertThat(server.made()).isEmpty();
    }

    @Test
    void a_machine_that_was_deleted_by_somebody_leaves_nothing() throws Exception {
        server.behave(Behaviour.quick().untidy());
        MachineRequest request = request("azure.public-ip", "true");
        String id = target.create(request);

        server.delete(id);
        awaitGone(request, id);

        assertThat(server.made()).isEmpty();
    }

    @Test
    void a_machine_that_failed_while_nobody_looked_is_taken_away() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        server.fail(id, new ApiError(409, "AllocationFailed", "Allocation failed."));

        assertThat(target.find(request)).contains(id);
        awaitGone(request, id);

        assertThat(server.made()).isEmpty();
    }

    @Test
    void a_creation_goes_on_from_a_machine_that_failed() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        server.fail(id, new ApiError(409, "AllocationFailed", "Allocation failed."));

        assertThat(target.create(request)).isEqualTo(id);

        assertThat(target.status(request.properties(), request.key(), id)).isEqualTo(MachineStatus.RUNNING);
    }

    @Test
    void a_machine_of_this_name_that_somebody_else_made_is_left_alone() throws Exception {
        MachineRequest request = request();
        Entry other = server.make(
                Definitions.COMPUTE + "virtualMachines/roboconf-" + request.key(),
                "Microsoft.Compute/virtualMachines",
                "{\"location\":\"westeurope\",\"tags\":{\"roboconf-machine\":\"another\"}}");

        assertThatThrownBy(() -> target.create(request)).hasMessageContaining("was not made for this key");
        assertThatThrownBy(() -> target.find(request)).hasMessageContaining("was not made for this key");

        assertThat(server.machines()).containsExactly(other);
    }

    @Test
    void a_machine_that_somebody_has_stopped_is_not_gone() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        server.power(id, "deallocated");

        assertThat(target.status(request.properties(), request.key(), id)).isEqualTo(MachineStatus.STOPPED);
    }

    @Test
    void settings_that_have_changed_since_a_lost_creation_make_no_second_machine() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        MachineRequest changed = TargetContract.request(
                request.key(),
                properties("azure.tag.more", "since the first request", "azure.vm.size", "Standard_B1s"));

        assertThat(target.create(changed)).isEqualTo(id);

        assertThat(made().text("/properties/hardwareProfile/vmSize")).isEqualTo("Standard_B2s");
    }

    @Test
    void another_request_of_the_same_key_that_was_faster_makes_no_second_machine_and_no_trouble() throws Exception {
        MachineRequest request = request();
        String id = target.create(request);
        MachineRequest changed =
                TargetContract.request(request.key(), properties("azure.user-data", "#cloud-config\n# changed\n"));
        // It is not there yet when it is looked for, and there when it is put.
        server.refuseNext(new ApiError(404, "ResourceNotFound", "The resource was not found."));

        assertThat(target.create(changed)).isEqualTo(id);

        assertThat(server.asked())
                .filteredOn(one -> one.startsWith("PUT /providers/Microsoft.Compute/v"))
                .hasSize(2);
        assertThat(server.machines()).hasSize(1);
    }

    @Test
    void a_machine_is_destroyed_in_the_group_where_it_was_made() throws Exception {
        MachineRequest request = request("azure.public-ip", "true");
        String id = target.create(request);

        MachineRequest elsewhere = TargetContract.request(request.key(), properties("azure.resource-group", "others"));
        destroy(elsewhere, id);

        assertThat(server.made()).isEmpty();
    }

    @Test
    void a_disk_that_is_kept_is_found_again_by_the_next_machine() throws Exception {
        String[] kept = {
            "azure.use-block-storage", "data", "azure.disk.size.data", "20", "azure.disk.type.data", "Premium_LRS"
        };
        MachineRequest first = request(kept);
        String firstId = target.create(first);
        Entry data = disk("roboconf-shop-my-vm");
        assertThat(data.tags()).doesNotContainKey("roboconf-machine").containsKey("roboconf-owner");
        assertThat(data.text("/properties/diskSizeGB")).isEqualTo("20");
        assertThat(data.text("/sku/name")).isEqualTo("Premium_LRS");
        assertThat(target.resources(first.properties(), TargetContract.OWNER))
                .as("what is kept is no leak")
                .noneMatch(one -> one.name().equals(data.name));

        destroy(first, firstId);
        assertThat(server.disks()).containsExactly(data);
        MachineRequest second = request(kept);
        String secondId = target.create(second);

        assertThat(data.text("/managedBy")).isEqualTo(secondId);
        destroy(second, secondId);
        assertThat(server.disks()).containsExactly(data);
    }

    private Entry disk(String name) {
        return server.disks().stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + server.made()));
    }

    @Test
    void disks_come_from_snapshots_and_go_with_the_machine() throws Exception {
        MachineRequest request = request(
                "azure.use-block-storage", "copy",
                "azure.disk.source.copy", Definitions.COMPUTE + "snapshots/backup",
                "azure.disk.delete-on-termination.copy", "true");
        String id = target.create(request);

        assertThat(made().text("/properties/storageProfile/dataDisks/0/deleteOption"))
                .isEqualTo("Delete");
        assertThat(server.disks()).hasSize(2).anyMatch(one -> one.text("/properties/diskSizeGB")
                .equals("8"));
        destroy(request, id);
        assertThat(server.made()).isEmpty();
    }

    @Test
    void an_existing_disk_is_attached_and_deleted_only_if_that_is_wanted() throws Exception {
        Entry mine = server.make(
                Definitions.COMPUTE + "disks/mine",
                "Microsoft.Compute/disks",
                "{\"location\":\"westeurope\",\"properties\":{\"diskSizeGB\":3}}");
        String[] wanted = {"azure.use-block-storage", "mine", "azure.disk.source.mine", mine.id};
        MachineRequest first = request(wanted);
        String firstId = target.create(first);
        assertThat(mine.text("/managedBy")).isEqualTo(firstId);
        destroy(first, firstId);
        assertThat(server.disks()).containsExactly(mine);

        Map<String, String> deleted = new TreeMap<>(first.properties());
        deleted.put("azure.disk.delete-on-termination.mine", "true");
        MachineRequest second = TargetContract.request(TargetContract.newKey(), deleted);
        destroy(second, target.create(second));
        while (!server.disks().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_disk_of_another_machine_is_not_taken_from_it() throws Exception {
        String[] kept = {"azure.use-block-storage", "data", "azure.disk.source.data", "the-only-one"};
        String first = target.create(request(kept));

        assertThatThrownBy(() -> target.create(request(kept)))
                .hasMessageContaining("the-only-one cannot be attached")
                .hasMessageContaining(first);
        assertThat(server.machines()).hasSize(1);
        assertThat(server.interfaces()).hasSize(1);
    }

    @Test
    void facts_are_what_azure_says() throws Exception {
        MachineRequest request = request("azure.public-ip", "true", "azure.availability.zone", "1");
        String id = target.create(request);

        MachineFacts facts = target.facts(request.properties(), request.key(), id);

        assertThat(facts.machineId()).isEqualTo(id);
        assertThat(facts.name()).isEqualTo("roboconf-" + request.key());
        assertThat(facts.zone()).isEqualTo("westeurope 1");
        assertThat(facts.size()).isEqualTo("Standard_B2s");
        assertThat(facts.image()).isEqualTo("Debian:debian-12:12-gen2:latest");
        assertThat(facts.addresses())
                .containsExactly(
                        server.addresses().get(0).text("/properties/ipAddress"),
                        server.interfaces().get(0).text("/properties/ipConfigurations/0/properties/privateIPAddress"));
        destroy(request, id);
        assertThatThrownBy(() -> target.facts(request.properties(), request.key(), id))
                .hasMessageContaining("There is no machine");
    }

    @Test
    void lists_that_come_in_pages_are_read_to_their_end() throws Exception {
        server.behave(Behaviour.quick().page(2));
        for (int i = 0; i < 5; i++) {
            target.create(request());
        }

        assertThat(target.resources(properties(), TargetContract.OWNER))
                .extracting(MadeResource::kind)
                .filteredOn("virtualMachine"::equals)
                .hasSize(5);
    }

    @Test
    void a_check_names_what_does_not_exist_and_the_nearest_that_does() throws Exception {
        Map<String, List<String>> wrong = Map.ofEntries(
                Map.entry("azure.resource-group", List.of("machine", "machines")),
                Map.entry("azure.location", List.of("westeurop", "westeurope")),
                Map.entry("azure.vm.size", List.of("Standard_B2", "Standard_B2s")),
                Map.entry("azure.network", List.of("nett", "net")),
                Map.entry("azure.subnet", List.of("backed", "backend")),
                Map.entry("azure.security-group", List.of("wep", "web")),
                Map.entry("azure.image", List.of("Debian:debian-13:12-gen2:latest", "debian-12")));
        for (Map.Entry<String, List<String>> one : wrong.entrySet()) {
            assertThatThrownBy(() ->
                            target.check(properties(one.getKey(), one.getValue().get(0))))
                    .as(one.getKey())
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining(one.getKey())
                    .hasMessageContaining("did you mean '" + one.getValue().get(1));
        }
        List<String> images = List.of(
                "Debia:debian-12:12-gen2:latest",
                "Debian:debian-12:12-gen1:latest",
                "Debian:debian-12:12-gen2:1.0",
                Definitions.COMPUTE + "images/with-agents");
        for (String image : images) {
            assertThatThrownBy(() -> target.check(properties("azure.image", image)))
                    .hasMessageContaining("azure.image");
        }
        assertThatThrownBy(() -> target.check(properties(
                        "azure.use-block-storage",
                        "d",
                        "azure.disk.source.d",
                        Definitions.COMPUTE + "snapshots/backups")))
                .hasMessageContaining("azure.disk.source.d")
                .hasMessageContaining("did you mean 'backup'?");
        assertThatThrownBy(() -> target.check(properties("azure.network", "other-net")))
                .hasMessageContaining("is in northeurope");
        assertThatThrownBy(() -> target.check(properties("azure.subscription.id", "another")))
                .hasMessageContaining("SubscriptionNotFound")
                .hasMessageContaining("azure.subscription.id");
        target.check(properties("azure.image", "debian:Debian-12:12-gen2:0.20241201.1948"));
        assertThat(server.made()).isEmpty();
    }
}
