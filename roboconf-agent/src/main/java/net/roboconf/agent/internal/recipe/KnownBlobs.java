package net.roboconf.agent.internal.recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.model.Sha256;

/**
 * Where the agents of one process have put the blobs that they fetched, so that two hundred of them, inside one
 * Deployment Manager, do not fetch the same recipe two hundred times. One entry per content. Thread-safe.
 */
public final class KnownBlobs {

    private final Map<Sha256, Path> files = new ConcurrentHashMap<>();

    void add(Sha256 blob, Path file) {
        files.put(blob, file);
    }

    Optional<Path> find(Sha256 blob) {
        Path file = files.get(blob);
        if (file != null && !Files.exists(file)) {
            // Its agent's machine was destroyed.
            files.remove(blob, file);
            return Optional.empty();
        }
        return Optional.ofNullable(file);
    }

    void forget(Sha256 blob) {
        files.remove(blob);
    }
}
