package net.roboconf.dm.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.roboconf.dm.internal.engine.Sketch;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.state.StoredTarget;
import org.junit.jupiter.api.Test;

/** What every store does, whatever keeps it. */
abstract class StateStoreContract {

    /** Opens it, the same one each time in a test; waits for nobody. */
    abstract StateStore open() throws Exception;

    @Test
    void what_was_committed_is_there_after_reopening() throws Exception {
        List<Change> changes = SampleChanges.ofEveryKind();
        DmState expected = new DmState();
        changes.forEach(expected::apply);
        try (StateStore store = open()) {
            store.commit(changes);
            assertThat(store.load()).isEqualTo(expected);
        }
        try (StateStore store = open()) {
            assertThat(store.load()).isEqualTo(expected);
        }
    }

    @Test
    void what_may_be_secret_is_nowhere_in_clear() throws Exception {
        try (StateStore store = open()) {
            store.commit(SampleChanges.ofEveryKind());
            assertThat(rows(store)).contains("shop").doesNotContain(SampleChanges.SECRET);
        }
    }

    /** All that is in all tables. */
    private static String rows(StateStore store) throws SQLException {
        StringBuilder all = new StringBuilder();
        Connection connection = ((JdbcStore) store).connection();
        for (String table : List.of("setting", "template", "application", "instance", "machine", "target", "event")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + table)) {
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        all.append(rows.getString(i)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    @Test
    void it_has_a_name_for_good() throws Exception {
        String name;
        try (StateStore store = open()) {
            name = store.load().owner();
            assertThat(name).isNotBlank();
            store.commit(List.of(new Change.Term(1)));
        }
        try (StateStore store = open()) {
            assertThat(store.load().owner()).isEqualTo(name);
        }
    }

    @Test
    void what_is_dropped_is_gone() throws Exception {
        try (StateStore store = open()) {
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
        try (StateStore store = open()) {
            store.commit(many);
            DmState state = store.load();
            assertThat(state.events()).hasSize(DmState.EVENTS);
            assertThat(state.events().getFirst().id()).isEqualTo(6);
            assertThat(state.events().getLast().id()).isEqualTo(DmState.EVENTS + 5);
        }
    }

    @Test
    void a_graph_survives_the_store() throws Exception {
        try (StateStore store = open()) {
            store.commit(List.of(new Change.PutTemplate(Sketch.lamp(2))));
            assertThat(store.load().templates().get(Sketch.ID).graph())
                    .isEqualTo(Sketch.lamp(2).graph());
        }
    }

    @Test
    void a_failed_commit_changes_nothing() throws Exception {
        List<Change> changes = new ArrayList<>(List.of(new Change.Term(2)));
        changes.add(null);
        try (StateStore store = open()) {
            store.commit(List.of(new Change.Term(1)));
            assertThatThrownBy(() -> store.commit(changes)).isInstanceOf(StoreException.class);
            assertThat(store.load().term()).isEqualTo(1);
        }
    }

    @Test
    void what_is_written_again_and_again_in_one_commit_is_as_it_was_written_last() throws Exception {
        try (StateStore store = open()) {
            store.commit(List.of(
                    new Change.Term(1),
                    new Change.PutTarget(new StoredTarget("t", Map.of("handler", "one"), null, null)),
                    new Change.PutTarget(new StoredTarget("t", Map.of("handler", "two"), null, null)),
                    new Change.DropTarget("t"),
                    new Change.PutTarget(new StoredTarget("t", Map.of("handler", "three"), null, null)),
                    new Change.Term(2)));
            assertThat(store.load().targets().get("t").properties()).containsEntry("handler", "three");
            assertThat(store.load().term()).isEqualTo(2);
        }
    }

    @Test
    void it_can_be_written_after_a_commit_failed() throws Exception {
        List<Change> changes = new ArrayList<>(List.of(new Change.Term(2)));
        changes.add(null);
        try (StateStore store = open()) {
            assertThatThrownBy(() -> store.commit(changes)).isInstanceOf(StoreException.class);
            store.commit(List.of(new Change.Suspended(true)));
            assertThat(store.load().suspended()).isTrue();
            assertThat(store.load().term()).isZero();
        }
    }
}
