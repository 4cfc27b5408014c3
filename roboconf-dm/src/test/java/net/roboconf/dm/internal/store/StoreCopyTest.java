package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.roboconf.core.model.Sha256;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCopyTest {

    private static PostgresServer server;

    @TempDir
    Path data;

    private final List<String> told = new ArrayList<>();
    private final byte[] content = new byte[300_000];
    private PostgresDatabase database;
    private DmState expected;
    private Sha256 blob;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.started();
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @BeforeEach
    void fillEmbeddedStore() throws Exception {
        database = server.empty();
        new Random(1).nextBytes(content);
        try (StateStore store = embedded()) {
            store.commit(SampleChanges.ofEveryKind());
            store.commit(SampleChanges.events(100, 1_100));
            expected = store.load();
        }
        FileBlobs files = new FileBlobs(data.resolve("blobs"));
        blob = files.put(new ByteArrayInputStream(content));
        files.put(new ByteArrayInputStream(new byte[] {1, 2, 3}));
    }

    private StateStore embedded() throws StoreException {
        return SqliteStore.open(data.resolve("store"), seal());
    }

    private Seal seal() {
        return new Seal(data.resolveSibling(data.getFileName() + ".key"));
    }

    private SharedStore shared() {
        return new SharedStore(database, seal(), "http://one");
    }

    private void copy() throws StoreException {
        new StoreCopy(data, seal(), database, told::add).copy();
    }

    private Map<String, Sha256> filesOnDisk() throws IOException {
        Map<String, Sha256> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(data.relativize(file).toString(), Sha256.of(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void all_that_the_embedded_store_has_is_in_the_database_and_the_embedded_store_is_as_it_was() throws Exception {
        Map<String, Sha256> before = filesOnDisk();
        copy();
        SharedStore shared = shared();
        try (StateStore store = shared.open()) {
            assertThat(store.load()).isEqualTo(expected);
            assertThat(shared.blobs().read(blob, 0, content.length)).isEqualTo(content);
        }
        assertThat(filesOnDisk()).isEqualTo(before);
        assertThat(told)
                .contains("files of recipes: 2, 300003 bytes")
                .anyMatch(line -> line.matches("table event: [0-9]{3,} rows"));
    }

    @Test
    void a_database_that_a_deployment_manager_has_used_is_refused() throws Exception {
        try (StateStore store = shared().open()) {
            store.commit(List.of(new Change.Term(1)));
        }
        assertThatThrownBy(this::copy)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not empty, its table setting has rows (2)");
        try (StateStore store = shared().open()) {
            assertThat(store.load().targets()).isEmpty();
        }
    }

    @Test
    void a_database_on_which_a_deployment_manager_is_active_is_refused() throws Exception {
        try (StateStore store = shared().open()) {
            assertThatThrownBy(this::copy)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("stop all Deployment Managers that use it");
            store.commit(List.of(new Change.Term(1)));
        }
    }

    @Test
    void an_embedded_store_that_is_in_use_is_refused() throws Exception {
        try (StateStore store = embedded()) {
            assertThatThrownBy(this::copy)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Another Deployment Manager is running");
            store.commit(List.of(new Change.Term(9)));
        }
    }

    @Test
    void what_failed_leaves_no_rows_and_can_be_done_again() throws Exception {
        Path file = data.resolve("blobs/" + blob.value().substring(0, 2) + "/" + blob.value());
        Files.write(file, new byte[] {9});
        assertThatThrownBy(this::copy)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(blob.value())
                .hasMessageContaining("is damaged");
        Files.write(file, content);
        copy();
        try (StateStore store = shared().open()) {
            assertThat(store.load()).isEqualTo(expected);
        }
    }

    @Test
    void a_folder_without_a_store_is_refused_and_stays_as_it_is() throws Exception {
        Path nothing = Files.createDirectory(data.resolve("nothing"));
        assertThatThrownBy(() -> new StoreCopy(nothing, seal(), database, told::add).copy())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("There is no embedded store in " + nothing);
        assertThat(nothing).isEmptyDirectory();
    }
}
