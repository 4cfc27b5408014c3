package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import net.roboconf.core.model.Sha256;
import org.junit.jupiter.api.Test;

/** What keeps files of recipes does this, wherever it keeps them. */
abstract class BlobStoreContract {

    private static final int SEVERAL_PIECES = 3 * 131_072 + 7;

    /** An empty one that may be written. */
    abstract BlobStore blobs() throws Exception;

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static Sha256 put(BlobStore blobs, byte[] content) throws IOException {
        return blobs.put(new ByteArrayInputStream(content));
    }

    @Test
    void content_is_read_in_any_pieces() throws Exception {
        BlobStore blobs = blobs();
        byte[] content = bytes(SEVERAL_PIECES);
        Sha256 hash = put(blobs, content);
        assertThat(blobs.size(hash)).contains((long) content.length);
        assertThat(blobs.read(hash, 0, content.length)).isEqualTo(content);
        assertThat(blobs.read(hash, 131_070, 5)).isEqualTo(Arrays.copyOfRange(content, 131_070, 131_075));
        assertThat(blobs.read(hash, 131_072, 131_072)).isEqualTo(Arrays.copyOfRange(content, 131_072, 262_144));
        assertThat(blobs.read(hash, content.length - 3, 100))
                .isEqualTo(Arrays.copyOfRange(content, content.length - 3, content.length));
        assertThat(blobs.read(hash, content.length, 100)).isEmpty();
        assertThat(blobs.read(hash, content.length + 500_000L, 100)).isEmpty();
    }

    @Test
    void content_of_exactly_one_piece_and_of_none_is_kept() throws Exception {
        BlobStore blobs = blobs();
        byte[] content = bytes(131_072);
        assertThat(blobs.read(put(blobs, content), 0, 200_000)).isEqualTo(content);
        Sha256 empty = put(blobs, new byte[0]);
        assertThat(blobs.size(empty)).contains(0L);
        assertThat(blobs.read(empty, 0, 10)).isEmpty();
    }

    @Test
    void the_same_content_is_the_same_blob() throws Exception {
        BlobStore blobs = blobs();
        byte[] content = bytes(1_000);
        assertThat(put(blobs, content)).isEqualTo(put(blobs, content));
        assertThat(blobs.read(put(blobs, content), 0, 1_000)).isEqualTo(content);
    }

    @Test
    void what_was_never_taken_in_is_not_there() throws Exception {
        BlobStore blobs = blobs();
        Sha256 unknown = new Sha256("0".repeat(64));
        assertThat(blobs.size(unknown)).isEmpty();
        assertThatThrownBy(() -> blobs.read(unknown, 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void only_what_is_wanted_is_kept() throws Exception {
        BlobStore blobs = blobs();
        Sha256 wanted = put(blobs, bytes(300_000));
        Sha256 other = put(blobs, bytes(200_000));
        blobs.keepOnly(Set.of(wanted));
        assertThat(blobs.size(other)).isEmpty();
        assertThat(blobs.read(wanted, 0, 300_000)).isEqualTo(bytes(300_000));
        assertThat(put(blobs, bytes(200_000))).isEqualTo(other);
        assertThat(blobs.read(other, 0, 200_000)).isEqualTo(bytes(200_000));
    }

    @Test
    void content_that_breaks_off_leaves_nothing() throws Exception {
        BlobStore blobs = blobs();
        InputStream broken = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ >= 200_000) {
                    throw new IOException("broken off");
                }
                return 1;
            }
        };
        assertThatThrownBy(() -> blobs.put(broken)).hasMessageContaining("broken off");
        byte[] begun = new byte[131_072];
        Arrays.fill(begun, (byte) 1);
        assertThat(blobs.size(Sha256.of(Sha256.digest()))).isEmpty();
        assertThat(blobs.read(put(blobs, begun), 0, begun.length)).isEqualTo(begun);
    }
}
