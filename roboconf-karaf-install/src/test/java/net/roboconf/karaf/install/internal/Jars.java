package net.roboconf.karaf.install.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars without classes. */
final class Jars {

    private Jars() {}

    /** A bundle. */
    static Path write(Path jar, String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        for (int i = 0; i < headers.length; i += 2) {
            main.putValue(headers[i], headers[i + 1]);
        }
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    /** A plug-in in a distribution. */
    static void plugin(Path system, String name, String version, String... headers) throws IOException {
        String artifact = "roboconf-plugin-" + name;
        write(
                system.resolve("net/roboconf/" + artifact + "/" + version + "/" + artifact + "-" + version + ".jar"),
                artifact,
                version.replace('-', '.'),
                headers);
    }
}
