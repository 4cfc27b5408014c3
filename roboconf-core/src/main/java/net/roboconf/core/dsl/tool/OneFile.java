package net.roboconf.core.dsl.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import net.roboconf.core.dsl.ProjectFiles;

/** A file by itself. A link is followed: it was asked for. */
record OneFile(Path path, String name) implements ProjectFiles {

    /** More is not read: descriptions written by people never come near. */
    private static final int LARGEST = 32 << 20;

    @Override
    public Listing list() {
        TreeSet<String> files = new TreeSet<>();
        files.add(name);
        return new Listing(files, new TreeSet<>());
    }

    @Override
    public byte[] read(String file) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
            }
            return content;
        }
    }
}
