package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.roboconf.core.dsl.Diagnostic;
import net.roboconf.core.dsl.FolderFiles;
import net.roboconf.core.dsl.LoadedProject;
import net.roboconf.core.dsl.ProjectLoader;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.Problem;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.state.TemplateId;
import net.roboconf.dm.internal.store.BlobStore;

/**
 * Makes a template of an archive. What fails leaves nothing behind but, at worst, blobs that nobody names, which are
 * cleared away at the next start.
 */
public final class TemplateUpload {

    private static final String DESCRIPTOR = "descriptor";

    private final Path folder;
    private final BlobStore blobs;
    private final ArchiveLimits limits;
    private final PuppetSyntax puppet = PuppetSyntax.ofThisHost();

    /**
     * What came out of an archive.
     *
     * @param template without the time of its upload
     * @param targets that come with it
     * @param warnings what its author did probably not mean
     */
    public record Result(StoredTemplate template, List<StoredTarget> targets, List<Problem> warnings) {}

    /**
     * Prepares.
     *
     * @param folder for what is being unpacked; made when missing
     */
    public TemplateUpload(Path folder, BlobStore blobs, ArchiveLimits limits) throws IOException {
        this.folder = folder;
        this.blobs = blobs;
        this.limits = limits;
        Files.createDirectories(folder);
        clear();
    }

    /** Deletes what a crash left half-unpacked. */
    private void clear() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path path : left.toList()) {
                delete(path);
            }
        }
    }

    /** Writes a stream into a file of the upload's own; {@link #delete} it afterwards. */
    public Path receive(InputStream archive) throws IOException {
        Path file = Files.createTempFile(folder, "upload", ".zip");
        boolean complete = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[65_536];
            long size = 0;
            for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
                size += read;
                if (size > limits.archive()) {
                    throw new ManagerException(
                            ErrorCode.TOO_LARGE, "The archive is larger than " + (limits.archive() >> 20) + " MiB");
                }
                out.write(buffer, 0, read);
            }
            complete = true;
        } finally {
            if (!complete) {
                delete(file);
            }
        }
        return file;
    }

    /**
     * Reads an archive.
     *
     * @throws ManagerException when it is no template
     * @throws IOException when the disk fails
     */
    public Result read(Path archive) throws IOException {
        Path unpacked = Files.createTempDirectory(folder, "project");
        try {
            new Archive(limits).unpack(archive, unpacked);
            return readProject(projectIn(unpacked));
        } finally {
            delete(unpacked);
        }
    }

    /**
     * Reads an archive of target definitions.
     *
     * @throws ManagerException when it is none; says all that is wrong
     * @throws IOException when the disk fails
     */
    public List<StoredTarget> readTargets(Path archive) throws IOException {
        Path unpacked = Files.createTempDirectory(folder, "targets");
        try {
            new Archive(limits).unpack(archive, unpacked);
            return new TargetArchive(new TargetFileStore(blobs)).read(unpacked);
        } finally {
            delete(unpacked);
        }
    }

    /** The folder with the descriptor: the archive's root, or the only folder there. */
    private static Path projectIn(Path unpacked) throws IOException {
        if (!Files.isDirectory(unpacked.resolve(DESCRIPTOR))) {
            try (Stream<Path> children = Files.list(unpacked)) {
                List<Path> all = children.toList();
                if (all.size() == 1 && Files.isDirectory(all.get(0).resolve(DESCRIPTOR))) {
                    return all.get(0);
                }
            }
        }
        return unpacked;
    }

    private Result readProject(Path project) throws IOException {
        LoadedProject loaded = new ProjectLoader().load(new FolderFiles(project));
        ApplicationTemplate template = loaded.template().orElseThrow(() -> invalid(problems(loaded.errors())));
        RecipeSupervision supervision = new RecipeSupervision(template, project);
        if (!supervision.problems.isEmpty()) {
            throw invalid(supervision.problems);
        }
        PuppetSyntax.Findings manifests = checkManifests(template, project);
        if (!manifests.errors().isEmpty()) {
            throw invalid(manifests.errors());
        }
        TemplateTargets targets = new TemplateTargets(template, loaded.targets(), project, new TargetFileStore(blobs));
        Map<String, RecipeRef> recipes = new Recipes(blobs).keep(template, project);
        return new Result(
                new StoredTemplate(
                        new TemplateId(template.name(), template.version()),
                        template.displayName(),
                        template.description(),
                        List.copyOf(new TreeSet<>(template.tags())),
                        template.graph().facetDeclarations(),
                        template.graph().componentDeclarations(),
                        template.instances(),
                        template.externalExports().orElse(null),
                        recipes,
                        supervision.settings,
                        new TreeMap<>(targets.associations),
                        0),
                List.copyOf(targets.targets.values()),
                Stream.concat(problems(loaded.warnings()).stream(), manifests.warnings().stream())
                        .toList());
    }

    private PuppetSyntax.Findings checkManifests(ApplicationTemplate template, Path project) throws IOException {
        Path work = Files.createTempDirectory(folder, "puppet");
        try {
            return puppet.check(template, project, work);
        } finally {
            delete(work);
        }
    }

    private static List<Problem> problems(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> new Problem(
                        diagnostic.code().name(),
                        diagnostic.location().file(),
                        diagnostic.location().line(),
                        diagnostic.location().column(),
                        diagnostic.message()
                                + diagnostic
                                        .suggestion()
                                        .map(text -> " " + text)
                                        .orElse("")))
                .toList();
    }

    private static ManagerException invalid(List<Problem> problems) {
        String first =
                problems.isEmpty() ? "it holds no template" : problems.get(0).toString();
        String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
        return new ManagerException(ErrorCode.INVALID, "The template cannot be used: " + first + more, problems, null);
    }

    /** Deletes a file or a folder with all in it. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
