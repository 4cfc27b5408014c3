package net.roboconf.agent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import net.roboconf.agent.internal.settings.MetadataService.Reply;
import net.roboconf.core.agent.UserData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources that ask a service, against services that answer as those of the providers are documented to. */
class MetadataServicesTest {

    private static final String USER_DATA =
            UserData.of(Samples.SETTINGS, List.of(UserData.Part.of("first.sh", "#!/bin/sh\ntrue\n")));

    @TempDir
    Path folder;

    private final MetadataService service = new MetadataService();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Tool tool = new Tool(Duration.ofSeconds(20), timer);

    @AfterEach
    void end() {
        service.close();
        timer.shutdownNow();
    }

    private void finds(MetadataSource source, String where) throws NoSettingsException, InterruptedException {
        Found found = source.look();
        assertThat(found.settings()).isEqualTo(Samples.SETTINGS);
        assertThat(found.where()).contains(where);
        assertThat(found.file()).isNull();
    }

    private static String reason(MetadataSource source) throws InterruptedException {
        try {
            source.look();
            return "";
        } catch (NoSettingsException e) {
            assertThat(e.isGone()).isFalse();
            assertThat(e.getMessage()).doesNotContain("secret");
            return e.getMessage();
        }
    }

    private Ec2Source ec2() {
        return new Ec2Source(service.http());
    }

    private void tokens() {
        service.on("PUT /latest/api/token", asked -> {
            boolean good = "60".equals(asked.getRequestHeaders().getFirst("X-aws-ec2-metadata-token-ttl-seconds"))
                    && "0".equals(asked.getRequestHeaders().getFirst("Content-Length"))
                    && !asked.getRequestHeaders().containsKey("X-Forwarded-For");
            return good ? Reply.ok("a-token==") : Reply.status(400);
        });
    }

    private void behindToken(String path, Reply reply) {
        service.on(
                "GET " + path,
                asked -> "a-token==".equals(asked.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))
                        ? reply
                        : Reply.status(401));
    }

    @Test
    void ec2_wants_a_token_first() throws Exception {
        tokens();
        behindToken("/latest/user-data", Reply.ok(USER_DATA));
        behindToken("/latest/meta-data/public-ipv4", Reply.ok("198.51.100.7"));

        finds(ec2(), "/latest/user-data");
        assertThat(ec2().address(AddressKind.FLOATING)).contains("198.51.100.7");
        assertThat(ec2().address(AddressKind.FIXED)).isEmpty();
    }

    @Test
    void the_first_version_of_ec2_is_asked_where_there_are_no_tokens() throws Exception {
        service.on("GET /latest/user-data", Reply.ok(USER_DATA));
        finds(ec2(), "/latest/user-data");
        service.on("PUT /latest/api/token", Reply.status(405));
        finds(ec2(), "/latest/user-data");
    }

    @Test
    void it_is_not_asked_where_tokens_are_refused() throws Exception {
        service.on("GET /latest/user-data", Reply.ok(USER_DATA));
        service.on("PUT /latest/api/token", Reply.status(403));
        assertThat(reason(ec2())).contains("answers 403 instead of a token: switch the metadata service");
        service.on("PUT /latest/api/token", Reply.status(500));
        assertThat(reason(ec2())).contains("answers 500");
        service.on("PUT /latest/api/token", Reply.ok("two\nlines"));
        assertThat(reason(ec2())).contains("instead of a token");
        assertThat(service.asked()).doesNotContain("GET /latest/user-data");
    }

    @Test
    void an_instance_of_ec2_without_user_data_says_so() throws Exception {
        tokens();
        assertThat(reason(ec2())).endsWith("/latest/user-data answers 404");
        behindToken("/latest/user-data", Reply.ok("#!/bin/sh\necho secret\n"));
        assertThat(reason(ec2())).contains("/latest/user-data cannot be used: The user-data is not for an agent");
    }

    private OpenStackSource openStack() {
        return new OpenStackSource(service.http(), new LabelledDisks(folder.resolve("by-label"), mounts(), tool));
    }

    private Path mounts() {
        return folder.resolve("mounts");
    }

    /** A disk that is mounted, in a folder whose name is written with an escape in the table of mounts. */
    private Path disk(String label) throws IOException {
        Path device = Files.writeString(folder.resolve("device-" + label), "");
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("by-label")).resolve(label), device);
        Path mounted = Files.createDirectory(folder.resolve("a disk"));
        Files.writeString(
                mounts(),
                "proc /proc proc rw 0 0\n" + device + " " + mounted.toString().replace(" ", "\\040")
                        + " iso9660 ro 0 0\n");
        return mounted;
    }

    private static void put(Path folder, String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void openstack_gives_user_data_as_it_is() throws Exception {
        service.on("GET /openstack/latest/user_data", Reply.ok(USER_DATA));
        service.on("GET /latest/meta-data/local-ipv4", Reply.ok("10.0.0.7\n"));
        service.on("GET /latest/meta-data/public-ipv4", Reply.ok(""));

        finds(openStack(), "/openstack/latest/user_data");
        assertThat(openStack().address(AddressKind.FIXED)).contains("10.0.0.7");
        assertThat(openStack().address(AddressKind.FLOATING)).isEmpty();
    }

    @Test
    void a_machine_of_openstack_without_user_data_says_so() throws Exception {
        service.on("GET /openstack/latest/meta_data.json", Reply.ok("{}"));
        assertThat(reason(openStack())).contains("gives this machine no user-data; no disk is labelled config-2");
    }

    @Test
    void where_nova_does_not_answer_its_config_drive_is_read() throws Exception {
        assertThat(reason(openStack())).contains("user_data answers 404; no disk is labelled config-2");
        Path disk = disk("config-2");
        assertThat(reason(openStack())).contains("holds no user-data");
        put(disk, "openstack/latest/user_data", USER_DATA);
        put(disk, "ec2/latest/meta-data.json", "{\"local-ipv4\": \"10.0.0.8\", \"public-ipv4\": \"\"}");

        finds(openStack(), "a disk/openstack/latest/user_data");
        service.stop();
        assertThat(openStack().address(AddressKind.FIXED)).contains("10.0.0.8");
        assertThat(openStack().address(AddressKind.FLOATING)).isEmpty();
    }

    private AzureSource azure() {
        return new AzureSource(service.http(), Optional.of(folder));
    }

    private void behindHeader(String path, Reply reply) {
        service.on(
                "GET " + path,
                asked -> "true".equals(asked.getRequestHeaders().getFirst("Metadata"))
                                && !asked.getRequestHeaders().containsKey("X-Forwarded-For")
                        ? reply
                        : Reply.status(400));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void azure_gives_user_data_in_base64() throws Exception {
        behindHeader(
                "/metadata/instance/compute/userData?api-version=2021-01-01&format=text", Reply.ok(base64(USER_DATA)));
        behindHeader(
                "/metadata/instance/network?api-version=2021-01-01",
                Reply.ok("{\"interface\":[{\"ipv4\":{\"ipAddress\":[{\"privateIpAddress\":\"10.1.0.4\","
                        + "\"publicIpAddress\":\"203.0.113.9\"}],\"subnet\":[]},\"macAddress\":\"000D3AF806EC\"}]}"));

        finds(azure(), "/metadata/instance/compute/userData");
        assertThat(azure().address(AddressKind.FIXED)).contains("10.1.0.4");
        assertThat(azure().address(AddressKind.FLOATING)).contains("203.0.113.9");
        behindHeader("/metadata/instance/network?api-version=2021-01-01", Reply.ok("{\"interface\":[]}"));
        assertThat(azure().address(AddressKind.FLOATING)).isEmpty();
    }

    @Test
    void the_custom_data_of_azure_is_read_where_its_agent_leaves_it() throws Exception {
        assertThat(reason(azure()))
                .contains("answers 404", "ovf-env.xml does not exist", "user-data.txt does not exist");
        put(folder, "var/lib/cloud/instance/user-data.txt", USER_DATA);
        finds(azure(), "user-data.txt");
        put(
                folder,
                "var/lib/waagent/ovf-env.xml",
                "<ns1:Environment><ns1:UserName>secret</ns1:UserName></ns1:Environment>");
        finds(azure(), "user-data.txt");
        put(
                folder,
                "var/lib/waagent/ovf-env.xml",
                "<ns1:LinuxProvisioningConfigurationSet><ns1:CustomData>" + base64(USER_DATA)
                        + "</ns1:CustomData></ns1:LinuxProvisioningConfigurationSet>");
        finds(azure(), "ovf-env.xml");
        assertThat(reason(new AzureSource(service.http(), Optional.empty()))).endsWith("answers 404");
    }

    private VmwareSource vmware() {
        return new VmwareSource(folder + ":" + folder.resolve("nowhere"), tool);
    }

    /** As the program of VMware's tools answers: one argument, the value, or an error and exit code 1. */
    private void rpctool(String userData, String encoding) throws IOException {
        Path values = Files.createDirectories(folder.resolve("values"));
        Files.writeString(values.resolve("guestinfo.userdata"), userData);
        Files.deleteIfExists(values.resolve("guestinfo.userdata.encoding"));
        if (encoding != null) {
            Files.writeString(values.resolve("guestinfo.userdata.encoding"), encoding + "\n");
        }
        Path program = folder.resolve("vmware-rpctool");
        Files.writeString(
                program,
                "#!/bin/sh\n[ $# -eq 1 ] || exit 2\ncat '" + values + "'/\"${1#info-get }\" 2>/dev/null ||"
                        + " { echo 'No value found' >&2; exit 1; }\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void vmware_is_asked_with_its_tools() throws Exception {
        assertThat(vmware().isThere()).isFalse();
        assertThat(reason(vmware())).contains("install open-vm-tools");
        rpctool(USER_DATA, null);
        assertThat(vmware().isThere()).isTrue();
        finds(vmware(), "guestinfo.userdata");
        rpctool(base64(USER_DATA), "base64");
        finds(vmware(), "guestinfo.userdata");
        rpctool(base64(USER_DATA), "rot13");
        assertThat(reason(vmware())).contains("guestinfo.userdata.encoding is rot13: base64 and gzip+base64 are known");
        rpctool("", null);
        assertThat(reason(vmware())).contains("has no guestinfo.userdata");
        rpctool("---\n", null);
        assertThat(reason(vmware())).contains("was wiped");
    }

    @Test
    void the_other_tool_of_vmware_is_asked_where_there_is_only_that() throws Exception {
        rpctool(USER_DATA, null);
        Files.move(folder.resolve("vmware-rpctool"), folder.resolve("rpctool"));
        Path other = folder.resolve("vmtoolsd");
        Files.writeString(other, "#!/bin/sh\n[ \"$1\" = --cmd ] && exec '" + folder + "/rpctool' \"$2\"\nexit 3\n");
        assertThat(other.toFile().setExecutable(true)).isTrue();

        finds(vmware(), "guestinfo.userdata");
    }

    @Test
    void a_tool_that_does_not_end_is_ended() throws Exception {
        Path program = folder.resolve("vmware-rpctool");
        Files.writeString(program, "#!/bin/sh\nexec sleep 1000\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        VmwareSource source = new VmwareSource(folder.toString(), new Tool(Duration.ofSeconds(1), timer));
        assertThat(reason(source)).contains("vmware-rpctool did not end within 1 s");
    }

    private NoCloudSource noCloud() {
        return new NoCloudSource(
                "nocloud",
                List.of(folder.resolve("seed/nocloud")),
                new LabelledDisks(folder.resolve("by-label"), mounts(), tool));
    }

    @Test
    void a_seed_is_found_in_a_folder_and_on_a_disk() throws Exception {
        assertThat(reason(noCloud())).contains("seed/nocloud does not exist; no disk is labelled cidata");
        put(disk("cidata"), "user-data", USER_DATA);
        finds(noCloud(), "a disk/user-data");
        put(folder, "seed/nocloud/user-data", USER_DATA);
        finds(noCloud(), "seed/nocloud/user-data");
    }

    @Test
    void a_disk_that_cannot_be_mounted_says_why() throws Exception {
        disk("cidata");
        Files.delete(mounts());
        assertThat(reason(noCloud())).contains("the disk cidata: ", "device-cidata cannot be mounted: ");
    }

    @Test
    void the_environment_holds_a_whole_document() throws Exception {
        finds(new EnvironmentSource(base64(USER_DATA)), "the variable ROBOCONF_AGENT_USER_DATA");
        assertThat(reason(new EnvironmentSource(null))).contains("ROBOCONF_AGENT_USER_DATA is not set");
        assertThat(reason(new EnvironmentSource("secret"))).contains("cannot be used");
    }

    @Test
    void a_file_takes_what_the_deployment_manager_tells() throws Exception {
        Path file = folder.resolve("agent.properties");
        SettingsFile source = new SettingsFile(file);
        assertThatThrownBy(source::look).isInstanceOfSatisfying(NoSettingsException.class, e -> assertThat(e.isGone())
                .isTrue());
        Files.createDirectory(file);
        assertThat(reason(source)).contains("cannot be read");
        Files.delete(file);
        Files.writeString(file, USER_DATA);
        Found found = source.look();
        assertThat(found.settings()).isEqualTo(Samples.SETTINGS);
        found.file().write(Samples.of("k1", "other"));
        assertThat(source.look().settings()).isEqualTo(Samples.of("k1", "other"));
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }
}
