package net.roboconf.dm.internal.upload;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredMachine;
import net.roboconf.dm.internal.state.StoredScripts;
import net.roboconf.dm.internal.state.StoredTarget;
import net.roboconf.dm.internal.state.StoredTemplate;
import net.roboconf.dm.internal.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the blobs that no template, target or machine names: those of what was deleted, replaced or refused. */
public final class RecipeSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RecipeSweep.class);

    private final BlobStore blobs;
    private final MessageCodec codec = new MessageCodec();

    /** Prepares. */
    public RecipeSweep(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Sweeps; nothing may be uploaded meanwhile. A failure is logged: what is too much does no harm. */
    public void sweep(DmState state) {
        try {
            Set<Sha256> named = new HashSet<>();
            for (StoredTemplate template : state.templates().values()) {
                for (RecipeRef recipe : template.recipes().values()) {
                    keep(recipe, named);
                }
            }
            for (StoredTarget target : state.targets().values()) {
                keep(target.scripts(), named);
            }
            for (StoredMachine machine : state.machines().values()) {
                keep(machine.scripts(), named);
            }
            blobs.keepOnly(named);
        } catch (IOException | MessageFormatException e) {
            LOG.warn("Files of recipes that nobody needs could not be deleted: {}", e.toString());
        }
    }

    private void keep(StoredScripts scripts, Set<Sha256> named) throws IOException, MessageFormatException {
        if (scripts != null) {
            scripts.files().forEach(file -> named.add(file.content()));
            if (scripts.forAgent() != null) {
                keep(scripts.forAgent(), named);
            }
        }
    }

    private void keep(RecipeRef recipe, Set<Sha256> named) throws IOException, MessageFormatException {
        if (named.add(recipe.manifest())) {
            filesOf(recipe.manifest(), named);
        }
    }

    private void filesOf(Sha256 manifest, Set<Sha256> named) throws IOException, MessageFormatException {
        Optional<Long> size = blobs.size(manifest);
        if (size.isEmpty()) {
            LOG.error("The recipe {} is missing in the store: upload its template again", manifest);
            return;
        }
        byte[] bytes = blobs.read(manifest, 0, Math.toIntExact(size.get()));
        codec.decodeManifest(bytes).files().stream()
                .map(RecipeManifest.File::content)
                .forEach(named::add);
    }
}
