package net.roboconf.core.dsl.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import net.roboconf.core.dsl.FolderFiles;
import net.roboconf.core.dsl.ProjectFiles;
import net.roboconf.core.dsl.Validation;
import net.roboconf.core.dsl.ZipFiles;

/**
 * A path that a person gave to a command, and what is there.
 *
 * @param path as it was given
 * @param files what is there; for a single file, this one alone, under its name
 */
public record GivenPath(Path path, Kind kind, ProjectFiles files) {

    /** What a path may lead to. */
    public enum Kind {
        FOLDER,
        ARCHIVE,
        FILE
    }

    /** What would command a terminal, or look like what it is not. */
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    public GivenPath {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(files, "files");
    }

    /**
     * Looks what is there.
     *
     * @throws UnusablePathException if there is nothing, or nothing that holds a description
     */
    public static GivenPath of(Path path) throws UnusablePathException {
        if (Files.isDirectory(path)) {
            return new GivenPath(path, Kind.FOLDER, new FolderFiles(path));
        }
        if (!Files.exists(path)) {
            throw new UnusablePathException("There is no file or folder " + path + ".");
        }
        String name = String.valueOf(path.getFileName());
        if (Files.isRegularFile(path) && name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            return new GivenPath(path, Kind.ARCHIVE, new ZipFiles(path));
        }
        if (Files.isRegularFile(path) && Validation.isKnownFile(name)) {
            return new GivenPath(path, Kind.FILE, new OneFile(path, name));
        }
        throw new UnusablePathException(path + " is not something that Roboconf reads. Give the folder or the ZIP of an"
                + " application, the folder of a recipe, or a .graph, .instances, .commands or .drl file.");
    }

    /** How a file of {@link #files()} is named for people: so that they, and their editor, find it from where they are. */
    String nameOf(String file) {
        String name = file;
        if (file.isEmpty() || kind == Kind.FILE) {
            name = path.toString();
        } else if (kind == Kind.FOLDER) {
            name = path.resolve(file).toString();
        }
        return HARMFUL.matcher(name).replaceAll("\uFFFD");
    }

    /** The last name of the path, whatever way it was given. */
    String lastName() {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
