package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.roboconf.dm.internal.engine.Sketch;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

    @TempDir
    Path folder;

    @Test
    void what_was_committed_is_there_after_reopening() throws Exception {
        List<Change> changes = SampleChanges.ofEveryKind();
        DmState expected = new DmState();
        changes.forEach(expected::apply);
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(changes);
            assertThat(store.load()).isEqualTo(expected);
        }
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertThat(store.load()).isEqualTo(expected);
        }
    }

    @Test
    void what_is_dropped_is_gone() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(SampleChanges.ofEveryKind());
            store.commit(SampleChanges.droppingAll());
            DmState state = store.load();
            assertThat(state.machines()).isEmpty();
            assertThat(state.reports()).isEmpty();
            assertThat(state.observed(SampleChanges.KEY)).isEmpty();
            assertThat(state.applications()).isEmpty();
            assertThat(state.instances("shop")).isEmpty();
            assertThat(state.templates()).isEmpty();
            assertThat(state.targets()).isEmpty();
            assertThat(state.term()).isEqualTo(7);
        }
    }

    @Test
    void only_the_newest_events_are_kept() throws Exception {
        List<Change> many = SampleChanges.events(1, DmState.EVENTS + 5);
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(many);
            DmState state = store.load();
            assertThat(state.events()).hasSize(DmState.EVENTS);
            assertThat(state.events().getFirst().id()).isEqualTo(6);
            assertThat(state.events().getLast().id()).isEqualTo(DmState.EVENTS + 5);
        }
    }

    @Test
    void a_graph_survives_the_store() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(List.of(new Change.PutTemplate(Sketch.lamp(2))));
            assertThat(store.load().templates().get(Sketch.ID).graph())
                    .isEqualTo(Sketch.lamp(2).graph());
        }
    }

    @Test
    void a_second_process_is_refused() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(List.of(new Change.Term(1)));
            assertThatThrownBy(() -> SqliteStore.open(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another Deployment Manager");
        }
    }

    @Test
    void a_failed_commit_changes_nothing() throws Exception {
        List<Change> changes = new ArrayList<>(List.of(new Change.Term(2)));
        changes.add(null);
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.commit(List.of(new Change.Term(1)));
            assertThatThrownBy(() -> store.commit(changes)).isInstanceOf(StoreException.class);
            assertThat(store.load().term()).isEqualTo(1);
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
