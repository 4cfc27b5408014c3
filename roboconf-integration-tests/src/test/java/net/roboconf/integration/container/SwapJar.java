package net.roboconf.integration.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle, the plug-in {@code swap} most often, in as many versions as a test wants. */
final class SwapJar {

    private final byte[] original;

    /** The plug-in {@code swap} that this build has made. */
    SwapJar() throws IOException {
        this("swap.plugin");
    }

    /** The one whose file this system property names. */
    SwapJar(String property) throws IOException {
        original = Files.readAllBytes(Path.of(System.getProperty(property)));
    }

    /** The same with this version. */
    byte[] version(String version) throws IOException {
        return with("Bundle-Version", version);
    }

    /** One that was made for another version of the contract. */
    byte[] forContract(String range) throws IOException {
        return with(
                "Import-Package",
                "net.roboconf.core.plugin;version=\"" + range + "\",org.osgi.framework,net.roboconf.core.lifecycle,"
                        + "net.roboconf.core.model");
    }

    /** One that misbehaves before it serves anything, and declares to serve an installer of its own. */
    byte[] odd(String name, String odd, String installer) throws IOException {
        return with(
                "Bundle-SymbolicName",
                name,
                "Swap-Odd",
                odd,
                "Provide-Capability",
                "net.roboconf.plugin;installer=" + installer);
    }

    private byte[] with(String... headers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(original))) {
            Manifest manifest = in.getManifest();
            for (int i = 0; i < headers.length; i += 2) {
                manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
            }
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Puts a file where it is wanted as people do who know that somebody watches: whole, or not at all. */
    static void put(byte[] jar, Path place) throws IOException {
        Path aside = place.resolveSibling("." + place.getFileName() + ".part");
        Files.write(aside, jar);
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
