package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the machine's firmware (DMI) tells: a hint at who made the machine, and a number that no other machine has. */
final class Firmware {

    private static final Logger LOG = LoggerFactory.getLogger(Firmware.class);

    /** The asset tag of every virtual machine of Azure. */
    private static final String AZURE = "7783-7084-3265-9085-8269-3286-77";

    private final Path folder;

    /** Of this machine. */
    Firmware() {
        this(Path.of("/sys/class/dmi/id"));
    }

    Firmware(Path folder) {
        this.folder = folder;
    }

    /** The source that is to be tried first; empty when nothing can be guessed. */
    Optional<String> likelySource() {
        String vendor = read("sys_vendor") + ' ' + read("product_name");
        if (read("chassis_asset_tag").equals(AZURE)) {
            return Optional.of("azure");
        } else if (vendor.contains("OpenStack")) {
            return Optional.of("openstack");
        } else if (vendor.contains("Amazon EC2")) {
            return Optional.of("ec2");
        } else if (vendor.contains("VMware")) {
            return Optional.of("vmware");
        }
        return Optional.empty();
    }

    /** Another one in every machine, also in one that was cloned; empty where it cannot be read: that takes root. */
    String machineId() {
        return read("product_uuid");
    }

    private String read(String name) {
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            return "";
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return "";
        }
    }
}
