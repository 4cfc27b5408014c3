package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import net.roboconf.core.model.Sha256;

/** Where the files of recipes are, under the hashes of their content. Safe for use by many threads. */
public interface BlobStore {

    /**
     * Takes in content; content that is there already is not kept twice. When this returns it outlives the loss of the
     * process and of power.
     *
     * @param content read to its end, not closed
     */
    Sha256 put(InputStream content) throws IOException;

    /** The size of a blob in bytes; empty when it is not there. */
    Optional<Long> size(Sha256 blob) throws IOException;

    /**
     * A piece of a blob.
     *
     * @param offset from which byte
     * @param length how many bytes at most
     * @return fewer bytes at the end of the blob, none behind it
     * @throws IOException also when there is no such blob
     */
    byte[] read(Sha256 blob, long offset, int length) throws IOException;

    /** Deletes all but these, and what a crash left half-written. Nothing else may be written meanwhile. */
    void keepOnly(Set<Sha256> wanted) throws IOException;
}
