package net.roboconf.agent.internal.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.roboconf.agent.internal.engine.StepOrder;
import net.roboconf.core.model.CleanPath;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.Sha256;
import net.roboconf.core.plugin.StepContext;
import net.roboconf.core.plugin.StepLog;

/**
 * Where the files of instances are, below the agent's data folder: {@code instances/NAME/recipe}, {@code
 * instances/NAME/probes}, {@code instances/NAME/work} and {@code instances/NAME.log}.
 *
 * <p>A name is what a person recognises (the end of the path, cleaned and cut) and 12 hexadecimal digits of the path's
 * hash, which tell {@code /a/b_c} from {@code /a_b/c}. It is short, because recipes put sockets into the work folder and
 * the name of a Unix socket ends at 107 bytes.
 */
public final class InstanceFolders {

    private static final String PROBES = "probes";
    private static final int READABLE = 12;
    private static final int HASH_DIGITS = 12;

    private final Path instances;

    /**
     * The folders of one agent.
     *
     * @param data the agent's data folder
     */
    public InstanceFolders(Path data) {
        this.instances = data.resolve("instances");
    }

    /** The folder of the recipe's files. May not exist. */
    public Path recipe(InstancePath path) {
        return instances.resolve(name(path)).resolve("recipe");
    }

    /** The folder of the probes and measures that came with the recipe. May not exist. */
    public Path probes(InstancePath path) {
        return instances.resolve(name(path)).resolve(PROBES);
    }

    /** The folders of the probes of all instances, as far as they exist. */
    public List<Path> allProbes() throws IOException {
        if (!Files.isDirectory(instances)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(instances)) {
            return all.map(instance -> instance.resolve(PROBES))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    /** The instance's own folder. May not exist. */
    public Path work(InstancePath path) {
        return instances.resolve(name(path)).resolve("work");
    }

    /** The newest part of the log of the instance's steps; stays until the instance is removed. May not exist. */
    public Path log(InstancePath path) {
        return instances.resolve(name(path) + ".log");
    }

    /** Makes the work folder exist. */
    public void make(InstancePath path) throws IOException {
        Path folder = work(path);
        // Before most steps it is there.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /** What the plug-in is told for a step. */
    StepContext context(StepOrder order, StepLog log) {
        return new StepContext(
                order.application(),
                order.path(),
                order.component(),
                order.installer(),
                order.exports(),
                order.ancestors(),
                order.imports(),
                order.data(),
                recipe(order.path()),
                work(order.path()),
                order.stepId(),
                Duration.ofMillis(order.timeLimit()),
                log);
    }

    /** Deletes the recipe's and the work folder with all that is in them; links are deleted, never followed. */
    public void delete(InstancePath path) throws IOException {
        deleteTree(instances.resolve(name(path)));
    }

    /**
     * Deletes a file or a folder with all that is in it; links are deleted, never followed. What does not exist is no
     * error.
     */
    public static void deleteTree(Path tree) throws IOException {
        try {
            Files.walkFileTree(tree, new Deletion());
        } catch (NoSuchFileException e) {
            if (Files.exists(tree)) {
                throw e;
            }
        }
    }

    static String name(InstancePath path) {
        String clean = CleanPath.of(InstancePath.root(path.name()));
        String hash = Sha256.of(path.value().getBytes(StandardCharsets.UTF_8)).value();
        return clean.substring(0, Math.min(READABLE, clean.length())) + "-" + hash.substring(0, HASH_DIGITS);
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            // Software that still ends may delete its own files at the same time.
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
