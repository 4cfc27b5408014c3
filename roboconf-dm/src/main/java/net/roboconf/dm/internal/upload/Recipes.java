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

    /** The recipes by component, machines apart: what is in their folders is for targets. */
    Map<String, RecipeRef> keep(ApplicationTemplate template, Path project) throws IOException {
        Map<String, RecipeRef> byFolder = new HashMap<>();
        Map<String, RecipeRef> byComponent = new HashMap<>();
        for (Component component : template.graph().components().values()) {
            String folder = template.recipes().get(component.name());
            if (folder != null && !component.isMachine()) {
                RecipeRef recipe = byFolder.get(folder);
                if (recipe == null) {
                    recipe = keep(project.resolve(folder));
                    byFolder.put(folder, recipe);
                }
                byComponent.put(component.name(), recipe);
            }
        }
        return byComponent;
    }

    private RecipeRef keep(Path folder) throws IOException {
        List<RecipeManifest.File> files = new ArrayList<>();
        long bytes = 0;
        for (Path file : filesIn(folder)) {
            long size = Files.size(file);
            try (InputStream content = Files.newInputStream(file)) {
                String path = folder.relativize(file).toString();
                files.add(new RecipeManifest.File(path, size, blobs.put(content), Files.isExecutable(file)));
            }
            bytes += size;
        }
        files.sort((one, other) -> one.path().compareTo(other.path()));
        try {
            Sha256 manifest = blobs.put(new ByteArrayInputStream(codec.encode(new RecipeManifest(files))));
            return new RecipeRef(manifest, bytes);
        } catch (MessageFormatException e) {
            throw new IOException("The recipe in " + folder + " has too many files", e);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
