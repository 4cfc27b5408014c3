package net.roboconf.dm.internal.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.roboconf.core.dsl.probes.ProbeFiles;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.ApplicationTemplate;
import net.roboconf.core.model.Component;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.store.BlobStore;

/** Puts the recipes of a template into the blob store: each file, and for each recipe the list of its files. */
final class Recipes {

    private final BlobStore blobs;
    private final MessageCodec codec = new MessageCodec();

    Recipes(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** What two components have in common whose recipes are the same. */
    private record Source(String folder, List<String> probes) {}

    /**
     * The recipes by component, machines apart: what is in their folders is for targets. The probes and measures of a component
     * come with its recipe, and make one of their own where it has none.
     */
    Map<String, RecipeRef> keep(ApplicationTemplate template, Path project) throws IOException {
        Map<Source, RecipeRef> bySource = new HashMap<>();
        Map<String, RecipeRef> byComponent = new HashMap<>();
        for (Component component : template.graph().components().values()) {
            if (component.isMachine()) {
                continue;
            }
            Path probes = project.resolve(ProbeFiles.FOLDER);
            Source source = new Source(
                    template.recipes().get(component.name()),
                    ProbeFiles.of(component, file -> Files.isRegularFile(probes.resolve(file))));
            if (source.folder() != null || !source.probes().isEmpty()) {
                RecipeRef recipe = bySource.get(source);
                if (recipe == null) {
                    recipe = keep(source, project);
                    bySource.put(source, recipe);
                }
                byComponent.put(component.name(), recipe);
            }
        }
        return byComponent;
    }

    private RecipeRef keep(Source source, Path project) throws IOException {
        List<RecipeManifest.File> files = new ArrayList<>();
        if (source.folder() != null) {
            Path folder = project.resolve(source.folder());
            for (Path file : filesIn(folder)) {
                String path = folder.relativize(file).toString();
                if (!path.startsWith(RecipeManifest.PROBES)) {
                    files.add(keep(file, path, Files.isExecutable(file)));
                }
            }
        }
        for (String name : source.probes()) {
            files.add(keep(project.resolve(ProbeFiles.FOLDER).resolve(name), RecipeManifest.PROBES + name, false));
        }
        files.sort((one, other) -> one.path().compareTo(other.path()));
        long bytes = files.stream().mapToLong(RecipeManifest.File::size).sum();
        try {
            Sha256 manifest = blobs.put(new ByteArrayInputStream(codec.encode(new RecipeManifest(files))));
            return new RecipeRef(manifest, bytes);
        } catch (MessageFormatException e) {
            throw new IOException("The recipe in " + source.folder() + " has too many files", e);
        }
    }

    private RecipeManifest.File keep(Path file, String path, boolean executable) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new RecipeManifest.File(path, Files.size(file), blobs.put(content), executable);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
