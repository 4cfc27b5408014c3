package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import net.roboconf.dm.internal.state.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

class SqliteStoreTest extends StateStoreContract {

    @TempDir
    Path folder;

    @Override
    StateStore open() throws StoreException {
        return SqliteStore.open(folder.resolve("data/store"));
    }

    @Test
    void a_second_process_is_refused() throws Exception {
        try (StateStore store = open()) {
            store.commit(List.of(new Change.Term(1)));
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "Another Deployment Manager is running on the folder " + folder.resolve("data"))
                    .hasMessageContaining("data = in etc/net.roboconf.dm.cfg");
        }
    }

    @Test
    void its_driver_is_not_left_in_the_list_of_the_jdk() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder.resolve("store"))) {
            store.commit(List.of(new Change.Term(1)));
            assertThat(DriverManager.drivers()).noneMatch(JDBC.class::isInstance);
        }
    }

    @Test
    void nobody_else_can_read_it() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder.resolve("store"))) {
            store.commit(List.of(new Change.Term(1)));
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("store"))).hasSize(3);
    }
}
