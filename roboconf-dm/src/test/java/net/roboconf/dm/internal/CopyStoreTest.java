package net.roboconf.dm.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.store.PostgresDatabase;
import net.roboconf.dm.internal.store.PostgresServer;
import net.roboconf.dm.internal.store.Seal;
import net.roboconf.dm.internal.store.SqliteStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyStoreTest {

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... configuration) throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.write(home.resolve("etc/net.roboconf.dm.cfg"), List.of(configuration));
        return CopyStore.run(home, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @Test
    void the_store_goes_where_the_configuration_says() throws Exception {
        try (SqliteStore store =
                SqliteStore.open(home.resolve("somewhere/store"), new Seal(home.resolve("etc/roboconf-store.key")))) {
            store.commit(List.of(new Change.Term(3), new Change.Suspended(true)));
        }
        try (PostgresServer server = PostgresServer.started()) {
            PostgresDatabase database = server.empty();
            int code = run(
                    "# a comment",
                    "data = somewhere",
                    "messaging = rabbitmq",
                    "store = postgresql",
                    "store.url = " + database.url(),
                    "store.user = " + database.user());
            assertThat(err.toString()).isEmpty();
            assertThat(code).isZero();
            assertThat(out.toString()).contains("table setting: 3 rows").contains("All was copied");
        }
    }

    @Test
    void it_says_what_to_write_when_no_database_is_configured() throws Exception {
        assertThat(run("store = embedded")).isEqualTo(1);
        assertThat(err.toString()).contains("Nothing was copied").contains("store = postgresql, store.url");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void it_says_which_file_it_cannot_read() {
        assertThat(CopyStore.run(home, print(out), print(err))).isEqualTo(1);
        assertThat(err.toString())
                .contains(home.resolve("etc/net.roboconf.dm.cfg").toString());
    }
}
