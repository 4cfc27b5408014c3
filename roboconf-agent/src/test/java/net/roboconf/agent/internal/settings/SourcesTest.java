package net.roboconf.agent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    private static final Path FILE = Path.of("/etc/roboconf/agent.properties");

    @TempDir
    Path firmware;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private List<String> names(String configured, Path file) {
        return new Sources(timer, new Firmware(firmware))
                .named(configured, file).stream().map(MetadataSource::name).toList();
    }

    @Test
    void without_a_word_it_is_the_file_if_there_is_one() {
        assertThat(names(null, FILE)).containsExactly("file");
        assertThat(names("  ", FILE)).containsExactly("file");
        assertThat(names(null, null)).isEmpty();
        assertThat(names("none", FILE)).isEmpty();
    }

    @Test
    void several_are_asked_in_their_order() {
        assertThat(names(" vmware, openstack\tnocloud:/mnt/seed,file", FILE))
                .containsExactly("vmware", "openstack", "nocloud:/mnt/seed", "file");
        assertThat(names("environment ec2 azure nocloud", null))
                .containsExactly("environment", "ec2", "azure", "nocloud");
    }

    @Test
    void what_is_unknown_or_does_not_fit_is_named() {
        assertThatThrownBy(() -> names("file, opnstack", FILE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'opnstack' is unknown; there are: auto, none, file");
        assertThatThrownBy(() -> names("nocloud:", FILE)).hasMessageContaining("'nocloud:' is unknown");
        assertThatThrownBy(() -> names("file", null)).hasMessageContaining("set the key 'settings'");
        assertThatThrownBy(() -> names("auto, file", FILE)).hasMessageContaining("'auto' stands for all");
        assertThatThrownBy(() -> AddressWish.of("public ip")).hasMessageContaining("'public ip' is none");
    }

    @Test
    void all_are_tried_what_the_firmware_hints_at_first() throws IOException {
        assertThat(names("auto", null)).startsWith("environment", "nocloud", "openstack", "ec2", "azure");
        assertThat(names("auto", FILE)).startsWith("environment", "file", "nocloud", "openstack", "ec2", "azure");
        write("sys_vendor", "Amazon EC2");
        assertThat(names("auto", FILE)).startsWith("environment", "file", "ec2", "nocloud", "openstack", "azure");
        write("sys_vendor", "OpenStack Foundation");
        assertThat(names("auto", FILE)).startsWith("environment", "file", "openstack", "nocloud", "ec2", "azure");
        write("sys_vendor", "Microsoft Corporation");
        assertThat(names("auto", null)).startsWith("environment", "nocloud");
        write("chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77");
        assertThat(names("auto", null)).startsWith("environment", "azure", "nocloud", "openstack", "ec2");
        Files.delete(firmware.resolve("chassis_asset_tag"));
        write("sys_vendor", "VMware, Inc.");
        assertThat(names("auto", null)).startsWith("environment", "vmware", "nocloud");
    }

    private void write(String name, String value) throws IOException {
        Files.writeString(firmware.resolve(name), value + "\n");
    }
}
