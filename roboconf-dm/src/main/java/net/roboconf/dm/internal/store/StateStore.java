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

    /**
     * Whether what was stored may be acted upon: not any more when another Deployment Manager may have become active
     * meanwhile. Once false it stays so. Called by any thread, often.
     */
    default boolean mayAct() {
        return true;
    }

    /**
     * Has this told, on a thread of the store, soon after {@link #mayAct} has become false; at once when it is already.
     *
     * @param told returns soon
     */
    default void whenLost(Runnable told) {
        // It is never lost.
    }

    /** Lets go. Never throws. */
    @Override
    void close();
}
