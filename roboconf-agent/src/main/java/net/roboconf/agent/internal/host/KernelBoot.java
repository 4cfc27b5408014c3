package net.roboconf.agent.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which run of the kernel this is: when it changed, nothing of the software runs any more. */
public final class KernelBoot {

    private static final Logger LOG = LoggerFactory.getLogger(KernelBoot.class);

    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private KernelBoot() {}

    /** Its identifier; always the same on a system that has none. */
    public static String id() {
        try {
            return Files.readString(FILE).strip();
        } catch (IOException e) {
            LOG.warn(
                    "This system does not tell when it was started ({}): software is taken to run on after a reboot",
                    e.toString());
            return "unknown";
        }
    }
}
