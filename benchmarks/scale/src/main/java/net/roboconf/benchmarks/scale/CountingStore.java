package net.roboconf.benchmarks.scale;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.store.StateStore;
import net.roboconf.dm.internal.store.StoreException;

/** A store of which it is known how much was written. */
record CountingStore(StateStore store, AtomicLong commits, AtomicLong changes) implements StateStore {

    @Override
    public DmState load() throws StoreException {
        return store.load();
    }

    @Override
    public void commit(List<Change> group) throws StoreException {
        store.commit(group);
        commits.incrementAndGet();
        changes.addAndGet(group.size());
    }

    @Override
    public void close() {
        store.close();
    }
}
