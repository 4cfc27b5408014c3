package net.roboconf.agent.internal.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.agent.internal.recipe.BlobStore.BlobPart;
import net.roboconf.core.model.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {

    private static final byte[] CONTENT = "#!/bin/sh".getBytes(StandardCharsets.UTF_8);
    private static final Sha256 BLOB = Sha256.of(CONTENT);

    @TempDir
    Path folder;

    private static void put(BlobStore store, byte[] content) throws IOException {
        BlobPart part = store.begin(Sha256.of(content), true).orElseThrow();
        part.append(content);
        assertThat(part.finish()).isTrue();
    }

    @Test
    void a_blob_is_brought_by_one_at_a_time() throws Exception {
        BlobStore store = new BlobStore(folder);
        BlobPart part = store.begin(BLOB, true).orElseThrow();

        assertThat(store.begin(BLOB, true)).isEmpty();
        part.append(CONTENT);
        part.close();
        part = store.begin(BLOB, true).orElseThrow();
        assertThat(part.length()).isEqualTo(CONTENT.length);
        assertThat(part.finish()).isTrue();

        assertThat(store.begin(BLOB, true)).as("it is there").isEmpty();
        assertThat(store.read(BLOB)).isEqualTo(CONTENT);
    }

    @Test
    void a_blob_that_another_process_brings_is_left_to_it_until_that_ends() throws Exception {
        BlobStore store = new BlobStore(folder);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString(),
                        BLOB.value())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("begun");

            assertThat(store.begin(BLOB, true)).isEmpty();
            try (BlobPart another = store.begin(Sha256.of(new byte[1]), true).orElseThrow()) {
                assertThat(another.length()).isZero();
            }
            assertThat(store.begin(BLOB, true)).as("still").isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }

        try (BlobPart part = store.begin(BLOB, true).orElseThrow()) {
            assertThat(part.length()).as("what it had brought").isEqualTo(3);
        }
    }

    /** Begins a blob, and ends only by force. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            Optional<BlobPart> part = new BlobStore(Path.of(args[0])).begin(new Sha256(args[1]), true);
            part.orElseThrow().append(new byte[] {CONTENT[0], CONTENT[1], CONTENT[2]});
            System.out.println("begun");
            System.out.flush();
            while (System.in.read() >= 0) {
                // Until the end.
            }
        }
    }

    @Test
    void a_damaged_blob_of_a_shared_store_is_found_when_it_is_first_copied_and_now_and_then_later() throws Exception {
        AtomicLong clock = new AtomicLong();
        BlobStore store = new BlobStore(folder, 1 << 20, clock::get);
        put(store, CONTENT);
        Path blob = folder.resolve(BLOB.value());
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rwx------");
        Path copy = folder.resolve("copy");

        Files.writeString(blob, "#!/bin/false");
        assertThat(store.copy(BLOB, copy, permissions)).isFalse();
        store.drop(BLOB);
        put(store, CONTENT);
        for (int i = 0; i < 3; i++) {
            Path again = folder.resolve("copy-" + i);
            assertThat(store.copy(BLOB, again, permissions)).isTrue();
            assertThat(again).hasBinaryContent(CONTENT).isExecutable();
        }

        Files.writeString(blob, "#!/bin/false");
        clock.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(store.copy(BLOB, folder.resolve("late"), permissions)).isFalse();
    }

    @Test
    void what_was_used_longest_ago_goes_when_there_is_too_much() throws Exception {
        BlobStore store = new BlobStore(folder, 250);
        for (int i = 0; i < 4; i++) {
            byte[] content = new byte[100];
            content[0] = (byte) i;
            put(store, content);
            Files.setLastModifiedTime(
                    folder.resolve(Sha256.of(content).value()),
                    FileTime.from(Instant.now().minus(Duration.ofHours(10 - i))));
        }
        byte[] first = new byte[100];
        assertThat(store.has(Sha256.of(first))).isTrue();

        store.trim();

        assertThat(store.has(Sha256.of(first))).as("it was used just now").isTrue();
        assertThat(folder.toFile().list((dir, name) -> name.length() == 64)).hasSize(2);
    }

    @Test
    void what_was_used_just_now_stays_however_much_there_is() throws Exception {
        BlobStore store = new BlobStore(folder, 1);
        put(store, CONTENT);

        store.trim();

        assertThat(store.has(BLOB)).isTrue();
    }
}
