package net.roboconf.core.messaging;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.model.Sha256;

/**
 * The files of a recipe. Its JSON form is a blob like each of its files.
 *
 * @param files sorted by path, so that equal recipes have equal manifests
 */
public record RecipeManifest(List<File> files) {

    /**
     * What the paths of those files begin with that are not for the plug-in: the probes and measures of the component, which
     * the agent itself reads.
     */
    public static final String PROBES = ".roboconf/probes/";

    /** Makes the list immutable. */
    public RecipeManifest {
        files = List.copyOf(files);
    }

    /** The same without the files whose paths do not fit. */
    public RecipeManifest only(Predicate<String> fitting) {
        return new RecipeManifest(
                files.stream().filter(file -> fitting.test(file.path())).toList());
    }

    /** What is for the plug-in. */
    public RecipeManifest withoutProbes() {
        return only(path -> !path.startsWith(PROBES));
    }

    /** The probes and measures, with their paths in a folder of their own. */
    public RecipeManifest probes() {
        return new RecipeManifest(files.stream()
                .filter(file -> file.path().startsWith(PROBES))
                .map(file -> new File(file.path().substring(PROBES.length()), file.size(), file.content(), false))
                .toList());
    }

    /** These files and others, which may have the same paths: it is about what they contain. */
    public RecipeManifest with(RecipeManifest others) {
        return new RecipeManifest(
                Stream.concat(files.stream(), others.files.stream()).toList());
    }

    /** The paths of all its files. */
    public Set<String> paths() {
        return files.stream().map(File::path).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One file.
     *
     * @param path relative to the recipe's folder, with {@code /} between segments; never {@code ..}, never absolute
     * @param size in bytes
     * @param content the hash of its content
     * @param executable whether it may be run
     */
    public record File(String path, long size, Sha256 content, boolean executable) {

        /**
         * Checks the path.
         *
         * @throws IllegalArgumentException when the path leaves the recipe's folder
         */
        public File {
            if (path.isEmpty() || path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("'" + path + "' is not the path of a file inside a recipe");
            }
            for (String segment : path.split("/", -1)) {
                if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                    throw new IllegalArgumentException("'" + path + "' is not the path of a file inside a recipe");
                }
            }
            if (size < 0) {
                throw new IllegalArgumentException("A file has no negative size: " + path);
            }
        }
    }
}
