package net.roboconf.target.vmware.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.agent.UserData;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.target.MachineRequest;
import net.roboconf.core.target.TargetException;
import org.junit.jupiter.api.Test;

class VmwareDefinitionTest {

    private static Map<String, String> with(String... more) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "vmware.url", "https://vcenter.example.org/sdk",
                "vmware.user", "roboconf@vsphere.local",
                "vmware.password", "the secret",
                "vmware.datacenter", "Paris",
                "vmware.template", "agent",
                "vmware.cluster", "east"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    private static String url(String written) throws TargetException {
        return VmwareDefinition.read(with("vmware.url", written)).access().url().toString();
    }

    private static MachineRequest request(String application, String path, String key) {
        AgentSettings agent = new AgentSettings(
                new MachineKey(key), application, new InstancePath(path), null, "rabbitmq", Map.of("password", "p"));
        return new MachineRequest("the store", new MachineKey(key), application, new InstancePath(path), with(), agent);
    }

    @Test
    void the_path_of_the_web_services_may_be_left_out() throws Exception {
        assertThat(url("vcenter.example.org")).isEqualTo("https://vcenter.example.org/sdk");
        assertThat(url("https://vcenter.example.org:8443/")).isEqualTo("https://vcenter.example.org:8443/sdk");
        assertThat(url("http://10.0.0.1/a/sdk/")).isEqualTo("http://10.0.0.1/a/sdk");
        assertThatThrownBy(() -> url("https://vcenter.example.org/ui"))
                .hasMessageContaining("vmware.url")
                .hasMessageContaining("/sdk");
        assertThatThrownBy(() -> url("https://me:secret@vcenter.example.org/sdk"))
                .hasMessageContaining("vmware.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void what_0_9_logged_in_to_guests_with_is_accepted_and_not_needed() throws Exception {
        VmwareDefinition definition =
                VmwareDefinition.readStrictly(with("vmware.vmuser", "root", "vmware.vmpassword", "guest secret"));

        assertThat(definition).isEqualTo(VmwareDefinition.readStrictly(with()));
    }

    @Test
    void an_unknown_property_is_refused_in_a_definition_and_left_to_others_in_an_instance() throws Exception {
        assertThatThrownBy(() -> VmwareDefinition.readStrictly(with("vmware.memmory", "4")))
                .hasMessageContaining("did you mean 'vmware.memory'?");
        assertThat(VmwareDefinition.read(with("vmware.memmory", "4")).memoryMiB())
                .isEmpty();
    }

    @Test
    void a_certificate_is_written_with_or_without_colons() throws Exception {
        String digits = "ab".repeat(32);
        assertThat(VmwareDefinition.read(with("vmware.thumbprint", String.join(":", Collections.nCopies(32, "AB"))))
                        .access()
                        .thumbprint())
                .contains(digits);
        assertThatThrownBy(() -> VmwareDefinition.read(with("vmware.thumbprint", digits, "vmware.ignorecert", "true")))
                .hasMessageContaining("vmware.ignorecert");
    }

    @Test
    void what_it_says_of_itself_holds_no_secret() throws Exception {
        VmwareDefinition definition = VmwareDefinition.read(with());

        assertThat(definition + " " + definition.access()).doesNotContain("the secret");
        assertThat(definition.access().hiddenIn("with the secret")).isEqualTo("with ***");
    }

    @Test
    void a_name_is_short_enough_whatever_it_is_made_of() {
        assertThat(Marks.name(request("shop", "/db/my vm", "k-1"))).isEqualTo("shop.db.my vm.k-1");
        String long64 = "k".repeat(64);
        String name = Marks.name(request("an application with a long name", "/vm", long64));
        assertThat(name).hasSize(80).startsWith("an application ").endsWith("." + long64);
    }

    @Test
    void a_machine_is_ours_by_its_name_and_its_identifier_together() {
        MachineKey key = new MachineKey("k_1");
        String name = Marks.name(request("shop", "/vm", "k_1"));

        assertThat(Marks.key(name, Marks.uuid(key))).contains(key);
        assertThat(Marks.key(name, "5029c440-85ee-c2a1-e9dd-b63e39364603"))
                .as("a copy")
                .isEmpty();
        assertThat(Marks.key("web server", Marks.uuid(key))).isEqualTo(Optional.empty());
        assertThat(Marks.key(".", "")).isEmpty();
    }

    @Test
    void user_data_that_guestinfo_does_not_hold_is_refused() throws Exception {
        VmwareDefinition definition =
                VmwareDefinition.read(with("vmware.user-data", "#cloud-config\n" + "# much\n".repeat(8_000)));

        assertThatThrownBy(() -> Marks.ofConfigured(request("shop", "/vm", "k"), definition))
                .hasMessageContaining("vmware.user-data")
                .hasMessageContaining("49152");
    }

    @Test
    void the_agent_finds_itself_beside_a_part_of_the_users_own() throws Exception {
        VmwareDefinition definition = VmwareDefinition.read(with("vmware.user-data", "#cloud-config\nfoo: bar\n"));

        Map<String, String> marks = Marks.ofConfigured(request("shop", "/vm", "k"), definition);

        assertThat(marks).containsEntry("guestinfo.userdata.encoding", "base64");
        assertThat(UserData.find(marks.get("guestinfo.userdata")).machine()).isEqualTo(new MachineKey("k"));
        assertThat(marks.toString()).doesNotContain("the secret");
    }
}
