package net.roboconf.karaf.install.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Which bundle a jar is.
 *
 * @param symbolicName as in its manifest
 * @param version as in its manifest
 */
record JarIdentity(String symbolicName, Version version) {

    /** Null when the jar is no bundle, or no jar at all. */
    static JarIdentity of(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
            String version = headers.getValue(Constants.BUNDLE_VERSION);
            return name == null ? null : new JarIdentity(name.split(";")[0].strip(), Version.parseVersion(version));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
