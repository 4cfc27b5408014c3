package net.roboconf.dm.internal.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Brings what is uploaded to the disk before anybody looks at it: an upload that breaks off, or passes its limit, has had
 * no effect. The file's name is our own.
 */
final class Uploads {

    private final Path folder;

    /** @param folder made when it does not exist */
    Uploads(Path folder) {
        this.folder = folder;
    }

    /** Passes a body on as a file, which is deleted when the stage completes. */
    <T> CompletionStage<T> pass(InputStream body, Function<Path, CompletionStage<T>> taker) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "upload-", ".zip");
        boolean taken = false;
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            CompletionStage<T> result = taker.apply(file).whenComplete((value, failure) -> delete(file));
            taken = true;
            return result;
        } finally {
            if (!taken) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
