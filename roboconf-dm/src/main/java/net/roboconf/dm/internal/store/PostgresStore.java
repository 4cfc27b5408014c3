package net.roboconf.dm.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state in a PostgreSQL database, for as long as the lease is held: it is renewed on a thread of its own ({@code
 * roboconf-dm-lease}), and every transaction is conditional on it.
 */
final class PostgresStore extends JdbcStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

    private final Connection connection;
    private final Lease lease;
    private final Runnable afterwards;
    private final Thread keeper = new Thread(this::keep, "roboconf-dm-lease");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private boolean lost;
    private Runnable whenLost = () -> {};

    /**
     * Begins to keep the lease.
     *
     * @param connection taken over
     * @param lease taken already; given back at the end
     * @param afterwards done after that
     */
    PostgresStore(PostgresDatabase database, Connection connection, Seal seal, Lease lease, Runnable afterwards)
            throws SQLException, StoreException {
        super(database.url(), connection, seal);
        this.afterwards = afterwards;
        this.connection = connection;
        this.lease = lease;
        keeper.setDaemon(true);
        keeper.start();
    }

    @Override
    void begin(Connection transaction) throws SQLException {
        if (!lease.isHeld()) {
            throw new SQLException("this Deployment Manager is not active any more: " + lease.over());
        }
        PostgresLeaseTable.check(transaction, lease.turn());
    }

    /** The turn in which this store may be written. */
    long turn() {
        return lease.turn();
    }

    @Override
    public boolean mayAct() {
        return lease.isHeld();
    }

    @Override
    public void whenLost(Runnable told) {
        lock.lock();
        try {
            whenLost = told;
            if (!lost) {
                return;
            }
        } finally {
            lock.unlock();
        }
        told.run();
    }

    private void keep() {
        try {
            long pause = Lease.RENEWED_EVERY;
            while (await(pause)) {
                pause = lease.renew();
                if (pause < 0) {
                    lose();
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The lease is not renewed any more");
        }
    }

    /** Waits; false when the store was closed meanwhile. */
    private boolean await(long pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause * 1_000_000;
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void lose() {
        LOG.warn("This Deployment Manager is not active any more: {}", lease.over());
        try {
            // Whoever waits for an answer of the database waits no longer.
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection could not be broken off", e);
        }
        Runnable told;
        lock.lock();
        try {
            lost = true;
            told = whenLost;
        } finally {
            lock.unlock();
        }
        told.run();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.close();
        lease.release();
        afterwards.run();
    }
}
