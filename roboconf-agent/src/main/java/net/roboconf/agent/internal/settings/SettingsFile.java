package net.roboconf.agent.internal.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import net.roboconf.core.agent.AgentSettings;

/**
 * {@code file}: a file that a target writes, replaces, and deletes when it takes the machine back. Changes that the
 * Deployment Manager tells are written into it. Not safe for several threads.
 */
final class SettingsFile implements MetadataSource, SettingsStore {

    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Found look() throws NoSettingsException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Found(
                    Checked.settings(in.readNBytes(Checked.LONGEST + 1), file.toString()), file.toString(), this);
        } catch (NoSuchFileException e) {
            throw NoSettingsException.gone(file + " does not exist");
        } catch (IOException e) {
            throw new NoSettingsException(file + " cannot be read: " + e, e);
        }
    }

    @Override
    public boolean isNear() {
        return true;
    }

    @Override
    public void write(AgentSettings settings) throws IOException {
        OwnedFile.write(file, settings.toText());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
