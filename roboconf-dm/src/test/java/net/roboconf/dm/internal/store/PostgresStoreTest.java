package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.dm.internal.state.Change;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StateStoreContract {

    private static final String ONE = "http://one:8181";
    private static final String OTHER = "http://other:8181";

    private static PostgresServer server;

    @TempDir
    Path keys;

    private PostgresDatabase database;
    private final AtomicLong time = new AtomicLong();

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.started();
    }

    @AfterAll
    static void endServer() {
        server.close();
    }

    @BeforeEach
    void makeDatabase() throws Exception {
        database = server.empty();
    }

    @Override
    StateStore open() throws Exception {
        return shared(ONE).open();
    }

    private SharedStore shared(String address) {
        return new SharedStore(database, new Seal(keys.resolve("key")), address, time::get);
    }

    @Test
    void a_stand_by_with_another_key_says_so_before_its_turn_comes() throws Exception {
        try (StateStore store = shared(ONE).open()) {
            store.load();
        }
        SharedStore stranger = new SharedStore(database, new Seal(keys.resolve("another key")), OTHER, time::get);
        Files.writeString(keys.resolve("another key"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        Thread waiting = new Thread(() -> assertThatThrownBy(stranger::open).isInstanceOf(InterruptedException.class));
        waiting.start();

        Wait.until("a stand-by", () -> stranger.standBy().isPresent());

        assertThat(stranger.standBy().orElseThrow().why())
                .contains("another key")
                .contains("not the one of this store");
        stranger.cancel();
        waiting.join();
    }

    /** As if the holder had been silent for so long that the lease is over. */
    private void letLeaseEnd() throws SQLException {
        try (Connection connection = database.connect(60)) {
            write(connection, "update lease set expires = clock_timestamp() - interval '1 second'");
        }
    }

    @Test
    void a_second_one_waits_and_says_for_whom_until_the_first_gives_way() throws Exception {
        SharedStore second = shared(OTHER);
        CompletableFuture<StateStore> opened;
        try (StateStore first = shared(ONE).open()) {
            first.commit(List.of(new Change.Term(4)));
            opened = CompletableFuture.supplyAsync(() -> opened(second));
            Wait.until("it says for whom it waits", () -> second.standBy().isPresent());
            assertThat(second.standBy().get().active()).isEqualTo(ONE);
            assertThat(second.standBy().get().why()).contains("stand-by").contains(ONE);
            assertThat(opened).isNotDone();
        }
        try (StateStore store = opened.get(60, TimeUnit.SECONDS)) {
            assertThat(second.standBy()).isEmpty();
            assertThat(store.load().term()).isEqualTo(4);
        }
    }

    @Test
    void what_the_old_one_still_writes_is_refused_when_another_has_become_active() throws Exception {
        SharedStore first = shared(ONE);
        try (StateStore old = first.open()) {
            old.commit(List.of(new Change.Term(1)));
            letLeaseEnd();
            try (StateStore store = shared(OTHER).open()) {
                // Its own clock has not moved: it believes to be active still.
                assertThatThrownBy(() -> old.commit(List.of(new Change.Term(7))))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("another Deployment Manager has become active");
                assertThat(store.load().term()).isEqualTo(1);
                assertThatThrownBy(() -> first.blobs().keepOnly(Set.of())).hasMessageContaining("become active");
            }
        }
    }

    @Test
    void who_ends_late_takes_nothing_from_who_has_become_active() throws Exception {
        StateStore old = shared(ONE).open();
        letLeaseEnd();
        try (StateStore store = shared(OTHER).open()) {
            old.close();
            store.commit(List.of(new Change.Term(3)));
            SharedStore third = shared("http://third");
            CompletableFuture<StateStore> opened = CompletableFuture.supplyAsync(() -> opened(third));
            Wait.until("the third waits for the second", () -> third.standBy()
                    .filter(standBy -> OTHER.equals(standBy.active()))
                    .isPresent());
            third.cancel();
            assertThatThrownBy(() -> opened.get(60, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void after_six_seconds_without_a_renewal_it_may_not_act_nor_write() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (StateStore store = open()) {
            store.whenLost(told::countDown);
            store.commit(List.of(new Change.Term(1)));
            time.addAndGet(Lease.STOPS_AFTER - 1);
            assertThat(store.mayAct()).isTrue();
            time.addAndGet(1);
            assertThat(store.mayAct()).isFalse();
            assertThatThrownBy(() -> store.commit(List.of(new Change.Term(2)))).hasMessageContaining("not active");
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void what_begins_while_a_commit_of_the_old_one_is_under_way_finds_what_it_wrote() throws Exception {
        open().close();
        try (PostgresLeaseTable old = new PostgresLeaseTable(database, ONE);
                Connection writing = database.connect(60)) {
            long turn = old.take().orElseThrow();
            letLeaseEnd();
            writing.setAutoCommit(false);
            PostgresLeaseTable.check(writing, turn);
            write(writing, "insert into setting values ('term', '9')");
            CompletableFuture<StateStore> opened = CompletableFuture.supplyAsync(() -> opened(shared(OTHER)));
            Wait.until("somebody waits for the lease", this::isSomebodyBlocked);
            assertThat(opened).isNotDone();
            writing.commit();
            try (StateStore store = opened.get(60, TimeUnit.SECONDS)) {
                assertThat(store.load().term()).isEqualTo(9);
            }
        }
    }

    private static void write(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean isSomebodyBlocked() {
        try (Connection connection = database.connect(10);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and query like 'update lease%'")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_stand_by_says_so_when_the_database_cannot_be_reached() throws Exception {
        assertThat(whyNot(new PostgresDatabase("jdbc:postgresql://127.0.0.1:1/none", "nobody", "hidden")))
                .contains("refused")
                .contains("is the server there, and are host, port and parameters in store.url right?")
                .doesNotContain("hidden");
    }

    @Test
    void a_wrong_password_is_told_with_where_it_stands() throws Exception {
        assertThat(whyNot(server.database("postgres", PostgresServer.WITH_PASSWORD)))
                .contains("password authentication failed")
                .contains("check store.user and store.password");
    }

    @Test
    void who_is_not_let_in_without_tls_is_told_how_to_ask_for_it() throws Exception {
        assertThat(whyNot(server.database("postgres", PostgresServer.OVER_TLS)))
                .contains("no encryption")
                .contains("?sslmode=require");
    }

    @Test
    void a_database_that_is_missing_is_told_with_who_must_own_it_and_used_as_soon_as_it_is_there() throws Exception {
        database = server.missing();
        SharedStore shared = shared(ONE);
        CompletableFuture<StateStore> opened = CompletableFuture.supplyAsync(() -> opened(shared));
        Wait.until("it says so", () -> shared.standBy().isPresent());
        assertThat(shared.standBy().get().why())
                .contains("does not exist")
                .contains("make it, with roboconf as its owner");
        server.make(database);
        try (StateStore store = opened.get(60, TimeUnit.SECONDS)) {
            assertThat(shared.standBy()).isEmpty();
            assertThat(store.load().term()).isZero();
        }
    }

    /** What a stand-by says that cannot use this database. */
    private String whyNot(PostgresDatabase unusable) throws Exception {
        SharedStore alone = new SharedStore(unusable, new Seal(keys.resolve("key")), ONE, time::get);
        CompletableFuture<StateStore> opened = CompletableFuture.supplyAsync(() -> opened(alone));
        Wait.until("it says so", () -> alone.standBy().isPresent());
        assertThat(alone.standBy().get().active()).isNull();
        alone.cancel();
        assertThatThrownBy(() -> opened.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
        return alone.standBy().get().why();
    }

    private static StateStore opened(SharedStore shared) {
        try {
            return shared.open();
        } catch (StoreException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its server is shared with the tests around. */
    @Nested
    class Blobs extends BlobStoreContract {

        private StateStore store;

        @Override
        BlobStore blobs() throws Exception {
            SharedStore shared = shared(ONE);
            store = shared.open();
            return shared.blobs();
        }

        @AfterEach
        void close() {
            store.close();
        }
    }
}
