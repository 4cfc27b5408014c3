package net.roboconf.karaf.install.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The folder {@code deploy}: Karaf installs and starts what is put there, also after its cache was emptied, and takes away what
 * is deleted there.
 *
 * @param context finds what Karaf has installed
 * @param folder the folder itself
 */
record DeployFolder(BundleContext context, Path folder) {

    /** Puts a jar there, whole or not at all, in the place of one of the same name. */
    void put(Path jar) throws IOException {
        Path aside = folder.resolve("." + jar.getFileName() + ".part");
        try {
            Files.copy(jar, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(aside, place(jar), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Where a jar goes. */
    Path place(Path jar) {
        return folder.resolve(jar.getFileName().toString());
    }

    /** Deletes a jar that was put there. */
    void delete(Path jar) throws IOException {
        Files.deleteIfExists(place(jar));
    }

    /** The bundle of a jar that was put there; null when there is none (yet). */
    Bundle bundleOf(Path jar) {
        for (Bundle bundle : context.getBundles()) {
            if (place(jar).equals(source(bundle))) {
                return bundle;
            }
        }
        return null;
    }

    /** The file in this folder that a bundle comes from; null when it comes from elsewhere. */
    Path source(Bundle bundle) {
        String location = bundle.getLocation();
        if (!location.startsWith("file:")) {
            return null;
        }
        try {
            Path file = Path.of(URI.create(location));
            return folder.equals(file.getParent()) ? file : null;
        } catch (IllegalArgumentException e) {
            // Such a location was made by others.
            return null;
        }
    }
}
