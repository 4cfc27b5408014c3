package net.roboconf.agent.internal.recipe;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores of blobs that agents share: one per folder in each process, so that two hundred agents inside one Deployment
 * Manager, and as many beside it, do not fetch the same recipe as often. Thread-safe.
 */
public final class SharedBlobs {

    /** How much a shared store keeps, in bytes. Nobody's end empties it. */
    private static final long MOST = 2L * 1024 * 1024 * 1024;

    private final Map<Path, BlobStore> stores = new ConcurrentHashMap<>();

    /** The store in this folder. */
    public BlobStore in(Path folder) {
        return stores.computeIfAbsent(folder.toAbsolutePath().normalize(), path -> new BlobStore(path, MOST));
    }
}
