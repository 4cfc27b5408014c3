package net.roboconf.target.local.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import net.roboconf.core.model.Sha256;
import net.roboconf.target.local.internal.host.FileTree;

/**
 * Agent distributions, ready to be run. A folder is used as it is; an archive is unpacked once, under the hash of its
 * content, for all machines. Safe for several threads.
 */
final class Distributions {

    private record Archive(Path path, long size, FileTime changed) {}

    private final Path unpacked;
    private final Map<Archive, Path> known = new HashMap<>();

    /**
     * Unpacks archives.
     *
     * @param unpacked where; made when needed
     */
    Distributions(Path unpacked) {
        this.unpacked = unpacked;
    }

    /**
     * The home folder of a distribution: it has {@code bin/karaf}.
     *
     * @param distribution a folder or a {@code .tar.gz}
     * @throws IOException when it is neither; says what to do
     */
    synchronized Path home(Path distribution) throws IOException, InterruptedException {
        if (Files.isDirectory(distribution)) {
            return homeIn(distribution).toRealPath();
        }
        if (!Files.isRegularFile(distribution)) {
            throw new IOException("There is no agent distribution at " + distribution
                    + ": set 'agent.distribution' to its archive (.tar.gz) or to its folder");
        }
        Archive archive = new Archive(
                distribution.toRealPath(), Files.size(distribution), Files.getLastModifiedTime(distribution));
        Path home = known.get(archive);
        if (home == null || !Files.isDirectory(home)) {
            home = unpack(archive.path()).toRealPath();
            known.put(archive, home);
        }
        return home;
    }

    private Path unpack(Path archive) throws IOException, InterruptedException {
        Path target = unpacked.resolve(hash(archive).value().substring(0, 16));
        if (!Files.isDirectory(target)) {
            Path fresh = unpacked.resolve(target.getFileName() + ".new");
            FileTree.delete(fresh);
            Files.createDirectories(fresh);
            Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", fresh.toString())
                    .redirectErrorStream(true)
                    .start();
            tar.getOutputStream().close();
            String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tar.waitFor() != 0) {
                FileTree.delete(fresh);
                throw new IOException("The agent distribution " + archive + " cannot be unpacked: " + output.strip());
            }
            homeIn(fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return homeIn(target);
    }

    /** Archives have one folder at their root. */
    private static Path homeIn(Path folder) throws IOException {
        if (isHome(folder)) {
            return folder;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (isHome(child)) {
                    return child;
                }
            }
        }
        throw new IOException(folder + " is not an agent distribution: it has no file bin/karaf that can be run");
    }

    private static boolean isHome(Path folder) {
        return Files.isExecutable(AgentProcess.launcher(folder));
    }

    private static Sha256 hash(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream content = Files.newInputStream(file)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.of(digest);
    }
}
