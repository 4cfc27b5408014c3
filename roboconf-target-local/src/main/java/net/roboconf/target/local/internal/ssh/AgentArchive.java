package net.roboconf.target.local.internal.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.roboconf.core.model.Sha256;

/**
 * An agent's distribution as it is sent to hosts. Links are followed, and what a run has left in it stays behind.
 *
 * @param home the unpacked distribution
 * @param version the hash of all that is sent
 */
record AgentArchive(Path home, String version) {

    /** Sent last, so that what was cut off is known. */
    private static final String COMPLETE = ".complete";

    private static final Set<String> OF_A_RUN = Set.of("data", "instances", "lock", "karaf.pid");

    /** Reads it once, for its version. */
    static AgentArchive of(Path home) throws IOException {
        MessageDigest digest = Sha256.digest();
        write(home, "", new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return new AgentArchive(home, Sha256.of(digest).value().substring(0, 16));
    }

    /** Writes it in the form of {@code tar}. */
    void write(String folder, OutputStream out) throws IOException {
        write(home, folder + "/", out);
    }

    private static void write(Path home, String before, OutputStream out) throws IOException {
        TarStream tar = new TarStream(out);
        List<Path> files;
        try (Stream<Path> tree = Files.walk(home)) {
            files = tree.filter(file -> !file.equals(home) && isSent(home.relativize(file)))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = before + home.relativize(file);
            if (Files.isDirectory(file)) {
                tar.folder(name);
            } else {
                try (InputStream content = Files.newInputStream(file)) {
                    tar.file(name, content, Files.size(file), Files.isExecutable(file));
                }
            }
        }
        tar.file(before + COMPLETE, new byte[0], false);
        tar.finish();
    }

    private static boolean isSent(Path relative) {
        return !OF_A_RUN.contains(relative.getName(0).toString());
    }
}
