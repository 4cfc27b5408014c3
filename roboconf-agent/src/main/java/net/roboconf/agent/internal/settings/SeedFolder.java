package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads user-data out of a folder, in the layout of NoCloud or of a config drive. */
final class SeedFolder {

    private static final List<String> LAYOUTS = List.of("user-data", "openstack/latest/user_data");

    private SeedFolder() {}

    /** What is in the folder. */
    static Found look(Path folder) throws NoSettingsException {
        for (String layout : LAYOUTS) {
            Path file = folder.resolve(layout);
            try (InputStream in = Files.newInputStream(file)) {
                return new Found(
                        Checked.settings(in.readNBytes(Checked.LONGEST + 1), file.toString()), file.toString());
            } catch (NoSuchFileException e) {
                continue;
            } catch (IOException e) {
                throw new NoSettingsException(file + " cannot be read: " + e, e);
            }
        }
        throw new NoSettingsException(folder + (Files.isDirectory(folder) ? " holds no user-data" : " does not exist"));
    }
}
