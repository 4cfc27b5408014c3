package net.roboconf.target.azure.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;
import net.roboconf.target.azure.server.AzureServer;
import org.junit.jupiter.api.Test;

class AzureDefinitionTest {

    private static AzureDefinition read(String... more) throws TargetException {
        return AzureDefinition.readStrictly(Definitions.of("https://management.azure.com/", more));
    }

    @Test
    void azure_itself_is_asked_when_nothing_else_is_said() throws Exception {
        AzureDefinition definition = read("azure.endpoint", null, "azure.login-endpoint", null);

        assertThat(definition.endpoint()).hasToString("https://management.azure.com");
        assertThat(definition.credentials())
                .isInstanceOfSatisfying(Credentials.ServicePrincipal.class, one -> assertThat(one.tokenAddress())
                        .hasToString("https://login.microsoftonline.com/" + AzureServer.TENANT + "/oauth2/v2.0/token"));
        assertThat(read().endpoint()).hasToString("https://management.azure.com");
        assertThat(read("azure.endpoint", "management.chinacloudapi.cn").endpoint())
                .hasToString("https://management.chinacloudapi.cn");
    }

    @Test
    void what_was_for_the_classic_interface_is_refused_with_what_stands_for_it() {
        Map<String, String> instead = Map.of(
                "azure.key.store.file", "azure.client.secret",
                "azure.key.store.password", "azure.client.secret",
                "azure.create.cloud.service.template", "azure.resource-group",
                "azure.create.deployment.template", "azure.image",
                "azure.vm.template", "azure.image");
        instead.forEach((classic, now) -> assertThatThrownBy(() -> read(classic, "some value"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining(classic)
                .hasMessageContaining("classic")
                .hasMessageContaining(now));
    }

    @Test
    void an_unknown_property_is_refused_in_a_definition_and_left_to_others_in_an_instance() throws Exception {
        assertThatThrownBy(() -> read("azure.vm.siz", "Standard_B1s"))
                .hasMessageContaining("did you mean 'azure.vm.size'?");
        assertThat(AzureDefinition.read(Definitions.of("https://x.org", "azure.vm.siz", "Standard_B1s"))
                        .size())
                .isEqualTo("Standard_B2s");
    }

    @Test
    void a_location_may_be_written_as_people_know_it() throws Exception {
        assertThat(read("azure.location", "West Europe").location()).isEqualTo("westeurope");
    }

    @Test
    void networks_and_groups_have_names_or_identifiers() throws Exception {
        String elsewhere = "/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/";
        assertThat(read().subnet()).isEqualTo(Definitions.NETWORK + "virtualNetworks/net/subnets/default");
        assertThat(read("azure.subnet", "backend").subnet())
                .isEqualTo(Definitions.NETWORK + "virtualNetworks/net/subnets/backend");
        assertThat(read("azure.network", elsewhere + "virtualNetworks/one").subnet())
                .isEqualTo(elsewhere + "virtualNetworks/one/subnets/default");
        assertThat(read("azure.network", null, "azure.subnet", elsewhere + "virtualNetworks/one/subnets/two")
                        .subnet())
                .isEqualTo(elsewhere + "virtualNetworks/one/subnets/two");
        assertThat(read("azure.security-group", "web").securityGroup())
                .contains(Definitions.NETWORK + "networkSecurityGroups/web");
        assertThatThrownBy(() -> read("azure.security-group", elsewhere + "virtualNetworks/one"))
                .hasMessageContaining("azure.security-group");
    }

    @Test
    void images_have_four_words_or_an_identifier() throws Exception {
        assertThat(read().image()).isEqualTo(new ImageName.Marketplace("Debian", "debian-12", "12-gen2", "latest"));
        String own = Definitions.COMPUTE + "images/mine";
        String version = Definitions.COMPUTE + "galleries/g/images/i/versions/1.2.3";
        assertThat(read("azure.image", own).image()).isEqualTo(new ImageName.Identified("id", own));
        assertThat(read("azure.image", version).image()).isEqualTo(new ImageName.Identified("id", version));
        assertThat(read("azure.image", "/CommunityGalleries/c/Images/i/Versions/latest")
                        .image())
                .isEqualTo(new ImageName.Identified(
                        "communityGalleryImageId", "/CommunityGalleries/c/Images/i/Versions/latest"));
        assertThat(read("azure.image", "/SharedGalleries/c/Images/i/Versions/latest")
                        .image())
                .isEqualTo(new ImageName.Identified(
                        "sharedGalleryImageId", "/SharedGalleries/c/Images/i/Versions/latest"));
    }

    @Test
    void a_managed_identity_needs_no_secret_and_takes_none() throws Exception {
        AzureDefinition definition = read(
                "azure.identity",
                "managed",
                "azure.client.secret",
                null,
                "azure.client.id",
                null,
                "azure.tenant.id",
                null);

        assertThat(definition.credentials()).isInstanceOf(Credentials.ManagedIdentity.class);
        assertThatThrownBy(() -> read("azure.identity", "managed")).hasMessageContaining("azure.client.secret");
    }

    @Test
    void disks_are_kept_unless_that_is_not_wanted() throws Exception {
        String snapshot = Definitions.COMPUTE + "snapshots/backup";
        AzureDefinition definition = read(
                "azure.use-block-storage", "data, copy",
                "azure.disk.source.copy", snapshot,
                "azure.disk.type.copy", "Premium_LRS",
                "azure.disk.delete-on-termination.copy", "true");

        DataDisk data = definition.disks().get(0);
        assertThat(data.keptName(request("my shop", "/vm 1"))).isEqualTo("roboconf-my-shop-vm-1");
        assertThat(data.sizeGiB()).contains(4);
        assertThat(data.type()).isEqualTo("StandardSSD_LRS");
        assertThat(data.isMadeWithMachine()).isFalse();
        DataDisk copy = definition.disks().get(1);
        assertThat(copy.snapshot().orElseThrow().id()).isEqualTo(snapshot);
        assertThat(copy.sizeGiB()).as("the snapshot's").isEmpty();
        assertThat(copy.isMadeWithMachine()).isTrue();
        assertThat(copy.lun()).isEqualTo(1);
    }

    private static MachineRequest request(String application, String path) {
        MachineKey key = new MachineKey("k");
        InstancePath instance = new InstancePath(path);
        return new MachineRequest(
                "o",
                key,
                application,
                instance,
                Map.of(),
                new AgentSettings(key, application, instance, null, "m", Map.of()));
    }

    @Test
    void two_disks_cannot_have_one_number_or_one_name() {
        assertThatThrownBy(() -> read("azure.use-block-storage", "a, b", "azure.disk.lun.a", "1"))
                .hasMessageContaining("azure.disk.lun.b");
        assertThatThrownBy(() -> read("azure.use-block-storage", "a, b")).hasMessageContaining("azure.disk.source.b");
        assertThatThrownBy(() -> read("azure.use-block-storage", "a", "azure.disk.source.a", "/some/where"))
                .hasMessageContaining("azure.disk.source.a");
    }

    @Test
    void a_tag_cannot_take_the_place_of_one_that_machines_are_found_by() throws Exception {
        assertThat(read("azure.tag.Cost centre", "42").tags()).isEqualTo(Map.of("Cost centre", "42"));
        assertThatThrownBy(() -> read("azure.tag.Roboconf-Machine", "mine"))
                .hasMessageContaining("azure.tag.Roboconf-Machine");
        assertThatThrownBy(() -> read("azure.tag.a/b", "mine")).hasMessageContaining("azure.tag.a/b");
    }

    @Test
    void names_of_azure_are_made_of_any_key_and_told_apart() {
        Group group = new Group("s", "g");
        Names small = new Names(group, new MachineKey("7d0a2f1e-2a53-4b52-9f8a-3f1f0b6a9a11"));
        Names upper = new Names(group, new MachineKey("ABC"));
        Names lower = new Names(group, new MachineKey("abc"));
        Names longest = new Names(group, new MachineKey("x".repeat(64)));

        assertThat(small.machine().name()).isEqualTo("roboconf-7d0a2f1e-2a53-4b52-9f8a-3f1f0b6a9a11");
        assertThat(upper.machine().name())
                .isNotEqualToIgnoringCase(lower.machine().name());
        assertThat(longest.machine().name()).hasSizeLessThanOrEqualTo(64);
        assertThat(small.isOwnDisk(small.systemDisk().name())).isTrue();
        assertThat(lower.isOwnDisk("roboconf-abcd-os")).isFalse();
        assertThat(Names.allowed("äöü " + "x".repeat(100))).hasSize(80).matches("[A-Za-z0-9_.-]+");
    }

    @Test
    void what_it_says_of_itself_holds_no_secret() throws Exception {
        AzureDefinition definition = read();

        assertThat(definition + " " + definition.credentials() + " " + definition.account())
                .doesNotContain(AzureServer.SECRET);
        assertThat(definition.credentials().hiddenIn("with " + AzureServer.SECRET))
                .isEqualTo("with ***");
    }
}
