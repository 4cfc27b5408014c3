package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/** Files of the Deployment Manager's host that properties name. */
final class NamedFile {

    private NamedFile() {}

    /** A file that is there and can be read; the property must be there. */
    static Path of(TargetProperties properties, String name) throws TargetException {
        Path file = Path.of(properties.required(name));
        if (!Files.isRegularFile(file)) {
            throw TargetProperties.wrong(
                    name, "names the file " + file + ", which does not exist on the host of the Deployment Manager");
        }
        if (!Files.isReadable(file)) {
            throw TargetProperties.wrong(
                    name, "names the file " + file + ", which the Deployment Manager may not read");
        }
        return file;
    }

    /** What such a file holds. */
    static String content(TargetProperties properties, String name) throws TargetException {
        Path file = of(properties, name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw TargetProperties.wrong(name, "names the file " + file + ", which cannot be read: " + reason, e);
        }
    }
}
