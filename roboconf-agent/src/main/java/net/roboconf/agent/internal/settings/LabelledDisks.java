package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disks that a provider attaches to a machine and labels. One that is mounted is read where it is; another one is
 * mounted for the moment, read-only, which takes root.
 */
final class LabelledDisks {

    /** Labels of the config drive of OpenStack. */
    static final List<String> CONFIG_DRIVE = List.of("config-2", "CONFIG-2");

    /** These, and those of a seed for NoCloud. */
    static final List<String> ALL = List.of("cidata", "CIDATA", "config-2", "CONFIG-2");

    private static final Logger LOG = LoggerFactory.getLogger(LabelledDisks.class);

    /** Looks into the folder where a disk is mounted. */
    @FunctionalInterface
    interface Look<T> {

        T into(Path folder) throws NoSettingsException;
    }

    private final Path byLabel;
    private final Path mounts;
    private final Tool tool;

    /** Those of this machine. */
    LabelledDisks(Tool tool) {
        this(Path.of("/dev/disk/by-label"), Path.of("/proc/self/mounts"), tool);
    }

    LabelledDisks(Path byLabel, Path mounts, Tool tool) {
        this.byLabel = byLabel;
        this.mounts = mounts;
        this.tool = tool;
    }

    /**
     * What the first disk with one of these labels holds.
     *
     * @throws NoSettingsException when there is no such disk, or none of them holds it
     */
    <T> T first(List<String> labels, Look<T> look) throws NoSettingsException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (String label : labels) {
            Path link = byLabel.resolve(label);
            if (Files.exists(link)) {
                try {
                    return on(link.toRealPath(), look);
                } catch (NoSettingsException e) {
                    reasons.add(e.getMessage());
                } catch (IOException e) {
                    reasons.add("the disk " + label + ": " + e.getMessage());
                }
            }
        }
        throw new NoSettingsException(
                reasons.isEmpty() ? "no disk is labelled " + labels.get(0) : String.join("; ", reasons));
    }

    private <T> T on(Path device, Look<T> look) throws IOException, NoSettingsException, InterruptedException {
        Optional<Path> mounted = mountPoint(device);
        if (mounted.isPresent()) {
            return look.into(mounted.get());
        }
        Path folder = Files.createTempDirectory("roboconf-seed");
        try {
            Tool.Ended mount = tool.run(
                    true, List.of("mount", "-o", "ro,nosuid,nodev,noexec", device.toString(), folder.toString()));
            if (mount.code() != 0) {
                throw new IOException(device + " cannot be mounted: " + mount.text());
            }
            try {
                return look.into(folder);
            } finally {
                unmount(folder);
            }
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private void unmount(Path folder) throws IOException, InterruptedException {
        Tool.Ended umount = tool.run(true, List.of("umount", folder.toString()));
        if (umount.code() != 0) {
            LOG.warn("{} cannot be unmounted: {}", folder, umount.text());
        }
    }

    private Optional<Path> mountPoint(Path device) throws IOException {
        if (!Files.exists(mounts)) {
            return Optional.empty();
        }
        for (String line : Files.readAllLines(mounts)) {
            String[] fields = line.split(" ");
            if (fields.length > 1 && fields[0].startsWith("/") && isSame(Path.of(unescaped(fields[0])), device)) {
                return Optional.of(Path.of(unescaped(fields[1])));
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(Path mounted, Path device) throws IOException {
        return mounted.equals(device)
                || Files.exists(mounted) && mounted.toRealPath().equals(device);
    }

    private static String unescaped(String field) {
        return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }
}
