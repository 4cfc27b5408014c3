package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that hold secrets: nobody else may look into them. */
public final class PrivateFolder {

    private PrivateFolder() {}

    /** Makes the folder if it is missing, and closes it to others where the file system can. */
    public static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
