package net.roboconf.agent.internal.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.agent.internal.step.InstanceFolders;
import net.roboconf.core.messaging.RecipeManifest;

/** Writes the files of a recipe into the folder of an instance. Thread-safe. */
final class RecipeWriter {

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> TEXT = PosixFilePermissions.fromString("rw-r--r--");

    private final BlobStore store;
    private final AtomicLong number = new AtomicLong();

    RecipeWriter(BlobStore store) {
        this.store = store;
    }

    /**
     * Puts the files in place of whatever is in the folder; without files there is no folder any more. When that fails,
     * the folder is as it was.
     *
     * @param manifest all its blobs are in the store
     * @throws CorruptBlobException when a blob is no longer what its name promises; it is gone from the store
     */
    void write(RecipeManifest manifest, Path folder) throws IOException, CorruptBlobException {
        if (manifest.files().isEmpty()) {
            InstanceFolders.deleteTree(folder);
            return;
        }
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new-" + number.incrementAndGet());
        if (Files.exists(fresh)) {
            // A crash left it behind.
            InstanceFolders.deleteTree(fresh);
        }
        Files.createDirectories(fresh);
        boolean done = false;
        try {
            for (RecipeManifest.File file : manifest.files()) {
                write(file, fresh);
            }
            swap(fresh, folder);
            done = true;
        } finally {
            if (!done) {
                InstanceFolders.deleteTree(fresh);
            }
        }
    }

    private void write(RecipeManifest.File file, Path folder) throws IOException, CorruptBlobException {
        Path target = folder.resolve(file.path()).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
            throw new IOException("The file '" + file.path() + "' of the recipe is outside of its folder");
        }
        if (!target.getParent().equals(folder)) {
            Files.createDirectories(target.getParent());
        }
        if (!store.copy(file.content(), target, file.executable() ? PROGRAM : TEXT)) {
            store.drop(file.content());
            throw new CorruptBlobException(file.content());
        }
    }

    private synchronized void swap(Path fresh, Path folder) throws IOException {
        if (Files.exists(folder)) {
            InstanceFolders.deleteTree(folder);
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
