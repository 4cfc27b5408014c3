package net.roboconf.agent.internal.recipe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.roboconf.agent.internal.recipe.BlobTransfer.Wanted;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;

/** What a recipe consists of, and how much of that is on this machine. Transfers are made by one thread at a time. */
final class RecipeFiles {

    /** A manifest of 50,000 files has about this many bytes. */
    private static final long LARGEST_MANIFEST = 8 * 1024 * 1024;

    private final MachineKey machine;
    private final BlobStore store;
    private final SideChannel channel;
    private final MessageCodec codec;
    private final TransferTimes times;

    RecipeFiles(MachineKey machine, BlobStore store, SideChannel channel, MessageCodec codec, TransferTimes times) {
        this.machine = machine;
        this.store = store;
        this.channel = channel;
        this.codec = codec;
        this.times = times;
    }

    /** What the recipe consists of; empty when this machine does not know. */
    Optional<RecipeManifest> list(RecipeRef recipe) throws IOException, RecipeUnavailableException {
        return store.has(recipe.manifest()) ? Optional.of(manifest(recipe)) : Optional.empty();
    }

    private RecipeManifest manifest(RecipeRef recipe) throws IOException, RecipeUnavailableException {
        try {
            return codec.decodeManifest(store.read(recipe.manifest()));
        } catch (MessageFormatException e) {
            store.drop(recipe.manifest());
            throw new RecipeUnavailableException(
                    "The list of the recipe's files, " + recipe.manifest() + ", is none: " + e.getMessage());
        }
    }

    /** Whether everything of it is in the store. */
    boolean areThere(RecipeManifest files) throws IOException {
        return missing(files).isEmpty();
    }

    private List<Wanted> missing(RecipeManifest manifest) throws IOException {
        Map<Sha256, Wanted> missing = new LinkedHashMap<>();
        for (RecipeManifest.File file : manifest.files()) {
            if (!missing.containsKey(file.content()) && !store.has(file.content())) {
                missing.put(file.content(), new Wanted(file.content(), file.size(), file.size()));
            }
        }
        return List.copyOf(missing.values());
    }

    /**
     * Brings the list of a recipe's files into the store; blocks.
     *
     * @return false when another agent that shares the store is at it: look again after a while
     */
    boolean transfer(RecipeRef recipe)
            throws RecipeUnavailableException, CorruptBlobException, IOException, InterruptedException {
        return store.has(recipe.manifest()) || run(List.of(new Wanted(recipe.manifest(), -1, LARGEST_MANIFEST)));
    }

    /** Brings what is missing of these files into the store; blocks. Returns the same. */
    boolean transfer(RecipeManifest files)
            throws RecipeUnavailableException, CorruptBlobException, IOException, InterruptedException {
        List<Wanted> missing = missing(files);
        return missing.isEmpty() || run(missing);
    }

    private boolean run(List<Wanted> wanted)
            throws RecipeUnavailableException, CorruptBlobException, IOException, InterruptedException {
        if (channel.isClosed()) {
            throw new RecipeUnavailableException("The agent was ended");
        }
        return new BlobTransfer(channel, store, machine, times, wanted).run();
    }
}
