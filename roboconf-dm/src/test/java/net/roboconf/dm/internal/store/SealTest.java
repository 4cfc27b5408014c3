package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.StoredTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

    @TempDir
    Path folder;

    private Seal unlocked(String file, String probe) throws StoreException {
        Seal seal = new Seal(folder.resolve(file));
        seal.unlock(probe);
        return seal;
    }

    @Test
    void what_is_sealed_is_opened_with_the_same_key_after_a_restart() throws Exception {
        Seal seal = unlocked("etc/key", null);
        String kept = seal.seal("s3cret \u00fc");

        assertThat(kept).doesNotContain("s3cret");
        assertThat(seal.seal("s3cret \u00fc")).as("equal texts cannot be told").isNotEqualTo(kept);
        assertThat(unlocked("etc/key", seal.probe()).open(kept)).isEqualTo("s3cret \u00fc");
    }

    @Test
    void nobody_else_may_read_the_key() throws Exception {
        unlocked("key", null);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
                .isEqualTo("rw-------");
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void what_was_changed_is_not_believed() throws Exception {
        Seal seal = unlocked("key", null);
        String kept = seal.seal("s3cret");
        int at = kept.length() - 6;
        String changed = kept.substring(0, at) + (kept.charAt(at) == 'A' ? 'B' : 'A') + kept.substring(at + 1);

        assertThatThrownBy(() -> seal.open(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read with the key");
    }

    @Test
    void another_key_is_refused() throws Exception {
        String probe = unlocked("key", null).probe();
        unlocked("other", null);

        assertThatThrownBy(() -> unlocked("other", probe))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not the one of this store")
                .hasMessageContaining(folder.resolve("other").toString());
    }

    @Test
    void a_missing_key_is_not_replaced_by_a_new_one() throws Exception {
        String probe = unlocked("key", null).probe();

        assertThatThrownBy(() -> unlocked("missing", probe))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("backup");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void a_file_without_a_key_is_refused() throws Exception {
        Files.writeString(folder.resolve("short"), "AAAA");
        Files.writeString(folder.resolve("garbage"), "no key at all");

        assertThatThrownBy(() -> unlocked("short", null)).hasMessageContaining("holds no key");
        assertThatThrownBy(() -> unlocked("garbage", null)).hasMessageContaining("cannot be read");
    }

    @Test
    void a_store_whose_key_is_lost_is_not_opened() throws Exception {
        Path store = folder.resolve("store");
        try (SqliteStore open = SqliteStore.open(store, new Seal(folder.resolve("key")))) {
            open.commit(List.of(new Change.PutTarget(
                    new StoredTarget("cloud", Map.of("handler", "cloud", "password", "s3cret"), null, null))));
            assertThat(open.load().targets().get("cloud").properties()).containsEntry("password", "s3cret");
        }
        Files.move(folder.resolve("key"), folder.resolve("moved"));

        assertThatThrownBy(() -> SqliteStore.open(store, new Seal(folder.resolve("key"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The key of the store is missing");
        try (SqliteStore open = SqliteStore.open(store, new Seal(folder.resolve("moved")))) {
            assertThat(open.load().targets()).containsKey("cloud");
        }
    }
}
