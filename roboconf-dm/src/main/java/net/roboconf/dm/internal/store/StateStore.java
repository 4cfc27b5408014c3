package net.roboconf.dm.internal.store;

import java.util.List;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;

/** Where changes are kept. Used by one thread at a time. */
public interface StateStore extends AutoCloseable {

    /**
     * What all changes that were ever committed come to.
     *
     * @throws StoreException when it cannot be read
     */
    DmState load() throws StoreException;

    /**
     * Keeps these changes, all or none. When this returns they outlive the loss of the process and of power.
     *
     * @throws StoreException when it cannot be done, or may not have been done: the caller loads again
     */
    void commit(List<Change> changes) throws StoreException;

    /** Lets go. Never throws. */
    @Override
    void close();
}
