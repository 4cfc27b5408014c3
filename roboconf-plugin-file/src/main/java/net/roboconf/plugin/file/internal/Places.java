package net.roboconf.plugin.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the names in instructions stand for.
 *
 * <p>Absolute names stand for themselves. Relative ones are files of the recipe, and cannot leave its folder; a
 * destination is always absolute. What was downloaded last is {@value #DOWNLOAD}, and also every absolute name that ends
 * with {@value #OLD_NAME}: recipes for Roboconf 0.9 find it in the system's folder for temporary files, where all
 * instances would share one.
 */
final class Places {

    static final String DOWNLOAD = "${download}";
    static final String OLD_NAME = "roboconf_tmp_file";

    private final Path recipe;
    private final Path work;
    private final Path download;

    /**
     * The places of one instance.
     *
     * @param download where its last download is
     */
    Places(Path recipe, Path work, Path download) {
        this.recipe = recipe.toAbsolutePath().normalize();
        this.work = work.toAbsolutePath().normalize();
        this.download = download.toAbsolutePath().normalize();
    }

    /** Where something comes from. May not exist. */
    Path source(String name) throws IOException {
        if (name.equals(DOWNLOAD)) {
            return download;
        }
        Path path = path(name);
        if (path.isAbsolute()) {
            return path.endsWith(OLD_NAME) ? download : path.normalize();
        }
        Path file = recipe.resolve(path).normalize();
        if (!file.startsWith(recipe) || file.equals(recipe)) {
            throw new IOException("'" + name + "' is not in the recipe's folder: a name that does not begin with / is"
                    + " that of a file of the recipe");
        }
        return file;
    }

    /** Where something goes to. May exist. */
    Path destination(String name) throws IOException {
        Path path = path(name);
        if (!path.isAbsolute()) {
            throw new IOException("'" + name + "' is no destination: it must begin with /");
        }
        if (path.endsWith(OLD_NAME)) {
            throw new IOException("'" + name + "' is no destination: that name stands for what was downloaded");
        }
        if (path.normalize().getFileName() == null) {
            throw new IOException("'" + name + "' is no destination: it is the root of all files");
        }
        return path.normalize();
    }

    /** What may be deleted: not the root of all files, and nothing that the instance's own folders are in. */
    Path victim(String name) throws IOException {
        Path path = source(name);
        Path real = real(path);
        for (Path own : List.of(recipe, work)) {
            if (own.startsWith(path) || real(own).startsWith(real)) {
                throw new IOException(
                        "'" + name + "' is not deleted, because " + own + ", which is the agent's, is in it or is it");
            }
        }
        return path;
    }

    /** Whether it is a file of the recipe; those are made anew before each deploy. */
    boolean isOfRecipe(Path path) {
        return path.startsWith(recipe);
    }

    /** The path without links in its folders; a link that it may be itself stays. */
    static Path real(Path path) throws IOException {
        Path folder = path.getParent();
        if (folder == null) {
            return path;
        }
        Path realFolder = Files.exists(folder) ? folder.toRealPath() : real(folder);
        return realFolder.resolve(path.getFileName());
    }

    private static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("'" + name + "' is not the name of a file: " + e.getReason(), e);
        }
    }
}
