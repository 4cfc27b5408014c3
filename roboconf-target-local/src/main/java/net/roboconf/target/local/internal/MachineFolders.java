package net.roboconf.target.local.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.roboconf.core.model.MachineKey;
import net.roboconf.target.local.internal.host.FileTree;

/**
 * The folder of all machines.
 *
 * @param root may not exist yet
 */
record MachineFolders(Path root) {

    /** Starts the names of what is no machine (any more); no machine's key starts with it. */
    static final String HIDDEN = ".";

    MachineFolder of(MachineKey key) {
        return new MachineFolder(root.resolve(key.value()));
    }

    /** Where distributions are unpacked. */
    Path distributions() {
        return root.resolve(".agents");
    }

    /** Where the agents of all machines keep what they have fetched of recipes. */
    Path blobs() {
        return root.resolve(".blobs");
    }

    /** The file that says which machines have which hosts. */
    Path leases() {
        return root.resolve(".leases.json");
    }

    /** Those of all machines, and of those whose making was not finished. */
    List<MachineFolder> all() throws IOException {
        List<MachineFolder> all = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
                for (Path folder : folders) {
                    if (!folder.getFileName().toString().startsWith(HIDDEN)) {
                        all.add(new MachineFolder(folder));
                    }
                }
            }
        }
        return all;
    }

    /** Deletes what a crash left of machines that are gone. */
    void sweep() throws IOException {
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> dead = Files.newDirectoryStream(
                    root, folder -> folder.getFileName().toString().startsWith(HIDDEN))) {
                for (Path folder : dead) {
                    if (!folder.equals(distributions())
                            && !folder.equals(blobs())
                            && !folder.getFileName()
                                    .toString()
                                    .startsWith(leases().getFileName().toString())) {
                        FileTree.delete(folder);
                    }
                }
            }
        }
    }
}
