package net.roboconf.testkit.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder {@code deploy} of the Karaf that a test runs in: what is put there is installed and started. */
public final class DeployFolder {

    private final Path folder = Path.of(System.getProperty("karaf.base"), "deploy");

    /**
     * Puts a bundle there, over one of the same file name: whole, or not at all.
     *
     * @param bundle the file of the bundle
     */
    public void put(Path bundle) throws IOException {
        Path place = folder.resolve(bundle.getFileName());
        Path aside = folder.resolve("." + bundle.getFileName() + ".part");
        Files.copy(bundle, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
