package net.roboconf.dm.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest extends BlobStoreContract {

    @TempDir
    Path folder;

    @Override
    BlobStore blobs() throws IOException {
        return new FileBlobs(folder.resolve("blobs"));
    }
}
