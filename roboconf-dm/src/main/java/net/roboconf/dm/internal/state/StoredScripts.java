package net.roboconf.dm.internal.state;

import java.util.List;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.target.scripts.TargetFiles;

/**
 * The files that come with a target definition; their contents are blobs.
 *
 * @param files all of them, sorted by path; never empty
 * @param forAgent those that a machine's agent gets; null for none
 */
public record StoredScripts(List<RecipeManifest.File> files, RecipeRef forAgent) {

    /** Makes the list immutable. */
    public StoredScripts {
        files = List.copyOf(files);
    }

    /** Their paths, sorted. */
    public List<String> paths() {
        return files.stream().map(RecipeManifest.File::path).toList();
    }

    /** Whether the Deployment Manager has something to run. */
    public boolean concernManager() {
        return files.stream().anyMatch(file -> TargetFiles.isRunByManager(file.path()));
    }
}
