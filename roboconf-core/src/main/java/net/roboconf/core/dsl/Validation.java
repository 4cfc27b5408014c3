package net.roboconf.core.dsl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.roboconf.core.dsl.internal.ProjectReader;
import net.roboconf.core.dsl.internal.RecipeReader;
import net.roboconf.core.dsl.internal.SingleFile;

/**
 * Finds what is wrong with what people wrote: a whole application, a reusable recipe, or one file.
 *
 * <p>Every method returns all findings, sorted by file, line and column, and none if all is well. Bad content of whatever
 * kind is a finding, never an exception. Stateless, for any number of threads.
 */
public final class Validation {

    private Validation() {}

    /**
     * Whether files are those of an application rather than of a reusable recipe: a recipe has a folder {@code graph/},
     * but neither {@code descriptor/} nor {@code instances/}. Files that cannot be listed are taken for an application,
     * whose validation then says why.
     */
    public static boolean isApplication(ProjectFiles files) {
        try {
            var folders = files.list().folders();
            return !folders.contains("graph") || folders.contains("descriptor") || folders.contains("instances");
        } catch (IOException e) {
            return true;
        }
    }

    /** Validates an application: the same findings as those of {@link ProjectLoader}. */
    public static List<Diagnostic> application(ProjectFiles files) {
        return ProjectReader.read(files).diagnostics();
    }

    /**
     * Validates a reusable recipe: a project without descriptor and instances, to be imported by applications. The first
     * {@code .graph} file is where reading begins; what only a whole application could tell, such as that no machine
     * carries its components, is not judged.
     */
    public static List<Diagnostic> recipe(ProjectFiles files) {
        return RecipeReader.read(files);
    }

    /** Whether {@link #file} knows this kind of file, by the end of its name. */
    public static boolean isKnownFile(String name) {
        return SingleFile.isKnown(name);
    }

    /**
     * Validates one {@code .graph}, {@code .instances}, {@code .commands} or {@code .drl} file by itself. What other
     * files may define is not judged.
     *
     * @param name what findings call the file; its end says of which kind it is
     */
    public static List<Diagnostic> file(String name, byte[] content) {
        return SingleFile.check(name, content);
    }

    /** The same for a file on a disk, of which no more is read than is allowed. Findings call it by its last name. */
    public static List<Diagnostic> file(Path file) {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            return SingleFile.check(name, FolderFiles.bounded(in));
        } catch (IOException e) {
            return List.of(Diagnostic.of(DiagnosticCode.P_IO_ERROR, Location.file(name), name, FolderFiles.reason(e)));
        }
    }
}
