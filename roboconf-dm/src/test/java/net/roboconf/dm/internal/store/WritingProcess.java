package net.roboconf.dm.internal.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.roboconf.dm.internal.state.Change;

/** Commits for ever, and tells of each commit after it is over. Each adds one to the term and as many events as ever. */
final class WritingProcess {

    /** How many events come with each commit. */
    static final int EVENTS = 5;

    private WritingProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
            long term = store.load().term();
            while (true) {
                List<Change> changes = new ArrayList<>(SampleChanges.events(term * EVENTS + 1, (term + 1) * EVENTS));
                term++;
                changes.add(new Change.Term(term));
                store.commit(changes);
                System.out.println(term);
                System.out.flush();
            }
        }
    }
}
