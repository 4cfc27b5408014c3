package net.roboconf.dm.internal.store;

import java.util.Optional;
import net.roboconf.dm.StandBy;

/** Opens the store; again after it failed. */
public interface StoreOpener {

    /**
     * The store. Waits for the turn of this Deployment Manager, where several share one.
     *
     * @throws StoreException when it cannot be opened now
     * @throws InterruptedException when it was cancelled
     */
    StateStore open() throws StoreException, InterruptedException;

    /** Whom {@link #open} waits for; empty while this Deployment Manager may be active. */
    default Optional<StandBy> standBy() {
        return Optional.empty();
    }

    /** Ends the waiting of {@link #open}, now and later. Called by another thread. */
    default void cancel() {
        // Who does not wait needs no end of it.
    }
}
