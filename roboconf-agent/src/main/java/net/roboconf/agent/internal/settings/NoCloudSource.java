package net.roboconf.agent.internal.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code nocloud}: a seed for cloud-init, in a folder of the image or on a disk that is labelled as one; or a config
 * drive.
 */
final class NoCloudSource implements MetadataSource {

    /** Where cloud-init looks as well. */
    static final List<Path> USUAL = List.of(
            Path.of("/var/lib/cloud/seed/nocloud"),
            Path.of("/var/lib/cloud/seed/nocloud-net"),
            Path.of("/var/lib/cloud/seed/config_drive"));

    private final String name;
    private final List<Path> folders;
    private final LabelledDisks disks;

    /** @param folders come before the disks */
    NoCloudSource(String name, List<Path> folders, LabelledDisks disks) {
        this.name = name;
        this.folders = List.copyOf(folders);
        this.disks = disks;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Found look() throws NoSettingsException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (Path folder : folders) {
            try {
                return SeedFolder.look(folder);
            } catch (NoSettingsException e) {
                reasons.add(e.getMessage());
            }
        }
        try {
            return disks.first(LabelledDisks.ALL, SeedFolder::look);
        } catch (NoSettingsException e) {
            reasons.add(e.getMessage());
            throw new NoSettingsException(String.join("; ", reasons), e);
        }
    }
}
